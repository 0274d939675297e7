//! A real identity service, `oidc-provider` of npm, with invented people: where residents prove who they are.

use std::path::Path;
use std::process::Command;

use crate::paths;
use crate::process::Program;
use crate::product::{answers, free_port, until};

pub(crate) struct IdentityService {
    port: u16,
    _program: Program,
}

impl IdentityService {
    /// For the server that is reached at `client`; its output goes to a file in `folder`.
    pub(crate) async fn start(client: &str, folder: &Path) -> Self {
        let port = free_port();
        let script = paths::project().join("server/tests/fixtures/identity_service/service.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(paths::oidc_provider());
        command.args([client, &port.to_string()]);
        let mut program = Program::start(&mut command, &folder.join("identity-service.log"));
        let service = format!("http://127.0.0.1:{port}/.well-known/openid-configuration");
        until(&mut program, || answers(&service)).await;
        Self {
            port,
            _program: program,
        }
    }

    pub(crate) fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}
