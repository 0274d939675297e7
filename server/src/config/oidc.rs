//! The identity service that residents sign in at, by OpenID Connect (docs/operations.md).

use clap::Args;

#[derive(Debug, Clone, Args)]
pub struct OidcSettings {
    /// The identity service where residents sign in, by OpenID Connect: its issuer, an https address
    #[arg(
        id = "oidc_issuer",
        long = "oidc-issuer",
        env = "YIJIANSHI_OIDC_ISSUER",
        value_name = "URL"
    )]
    pub issuer: Option<String>,
    /// As which client this server is known there; its secret is in YIJIANSHI_OIDC_CLIENT_SECRET
    #[arg(
        id = "oidc_client_id",
        long = "oidc-client-id",
        env = "YIJIANSHI_OIDC_CLIENT_ID",
        value_name = "ID"
    )]
    pub client_id: Option<String>,
    /// What the identity service is called: on the sign-in page, and as the origin of what it says of a person
    #[arg(
        id = "oidc_name",
        long = "oidc-name",
        env = "YIJIANSHI_OIDC_NAME",
        default_value = "统一身份认证",
        value_name = "NAME"
    )]
    pub name: String,
    /// The scopes that are asked for, parted by blanks
    #[arg(
        id = "oidc_scope",
        long = "oidc-scope",
        value_name = "SCOPES",
        env = "YIJIANSHI_OIDC_SCOPE",
        default_value = "openid profile phone"
    )]
    pub scope: String,
    /// Levels of a proven identity (`acr`) that are enough, parted by blanks; any where none is named
    #[arg(
        id = "oidc_acr",
        long = "oidc-acr",
        env = "YIJIANSHI_OIDC_ACR",
        value_delimiter = ' ',
        num_args = 1..,
        value_name = "ACR"
    )]
    pub acr: Vec<String>,
    /// The claim with a person's name, by its own name or, with a leading /, as a JSON pointer; so are those below
    #[arg(
        id = "oidc_claim_name",
        long = "oidc-claim-name",
        env = "YIJIANSHI_OIDC_CLAIM_NAME",
        default_value = "name",
        value_name = "CLAIM"
    )]
    pub claim_name: String,
    /// The claim with the number of the identity card
    #[arg(
        id = "oidc_claim_number",
        long = "oidc-claim-number",
        env = "YIJIANSHI_OIDC_CLAIM_NUMBER",
        default_value = "id_number",
        value_name = "CLAIM"
    )]
    pub claim_number: String,
    /// The claim with the mobile number
    #[arg(
        id = "oidc_claim_mobile",
        long = "oidc-claim-mobile",
        env = "YIJIANSHI_OIDC_CLAIM_MOBILE",
        default_value = "phone_number",
        value_name = "CLAIM"
    )]
    pub claim_mobile: String,
    /// Of an employer's clerk, the claim with the name of the employer
    #[arg(
        id = "oidc_claim_employer_name",
        long = "oidc-claim-employer-name",
        env = "YIJIANSHI_OIDC_CLAIM_EMPLOYER_NAME",
        default_value = "org_name",
        value_name = "CLAIM"
    )]
    pub claim_employer_name: String,
    /// Of an employer's clerk, the claim with the employer's unified social credit code
    #[arg(
        id = "oidc_claim_credit_code",
        long = "oidc-claim-credit-code",
        env = "YIJIANSHI_OIDC_CLAIM_CREDIT_CODE",
        default_value = "org_code",
        value_name = "CLAIM"
    )]
    pub claim_credit_code: String,
    /// The claim with the role of a person at that employer
    #[arg(
        id = "oidc_claim_role",
        long = "oidc-claim-role",
        env = "YIJIANSHI_OIDC_CLAIM_ROLE",
        default_value = "org_role",
        value_name = "CLAIM"
    )]
    pub claim_role: String,
    /// Roles in which a person acts for the employer, parted by blanks; any where none is named
    #[arg(
        id = "oidc_roles",
        long = "oidc-roles",
        env = "YIJIANSHI_OIDC_ROLES",
        value_delimiter = ' ',
        num_args = 1..,
        value_name = "ROLE"
    )]
    pub roles: Vec<String>,
    /// The authorities that vouch for the identity service, in PEM, in place of the public ones
    #[arg(
        id = "oidc_ca",
        long = "oidc-ca",
        env = "YIJIANSHI_OIDC_CA",
        value_name = "FILE"
    )]
    pub ca: Option<std::path::PathBuf>,
    /// The client's secret
    #[arg(skip = super::secret("YIJIANSHI_OIDC_CLIENT_SECRET"))]
    pub client_secret: Option<String>,
    /// What the back end of a mini-program shows when it hands a session in
    #[arg(skip = super::secret("YIJIANSHI_HANDOVER_SECRET"))]
    pub handover_secret: Option<String>,
}
