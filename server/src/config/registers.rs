//! The city's data exchange platform, where registers are asked (docs/registers.md).

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Clone, Args)]
pub struct RegisterSettings {
    /// The data exchange platform that answers for the city's registers (docs/registers.md); those of the demonstration
    /// where there is a demo
    #[arg(
        id = "registers",
        long = "registers",
        env = "YIJIANSHI_REGISTERS",
        value_name = "URL"
    )]
    pub address: Option<String>,
    /// How long the platform may take for an answer, in milliseconds; then it could not be asked
    #[arg(
        id = "registers_timeout_ms",
        long = "registers-timeout-ms",
        env = "YIJIANSHI_REGISTERS_TIMEOUT_MS",
        default_value_t = 3000,
        value_name = "MS"
    )]
    pub timeout_ms: u64,
    /// The authorities that vouch for the platform, in PEM, in place of the public ones
    #[arg(
        id = "registers_ca",
        long = "registers-ca",
        env = "YIJIANSHI_REGISTERS_CA",
        value_name = "FILE"
    )]
    pub ca: Option<PathBuf>,
    /// What this server shows the platform
    #[arg(skip = super::secret("YIJIANSHI_REGISTERS_SECRET"))]
    pub secret: Option<String>,
}
