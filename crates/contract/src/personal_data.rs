//! What is held about a person: to be taken along (个人信息保护法 article 45), and to be erased (article 47).

use serde::{Deserialize, Serialize};

/// `GET /api/v1/person/data`: everything that is held, by kind. `GET /api/v1/person/data/export.zip` is all of it: JSON
/// as this contract has it, and the files as they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldData {
    pub kinds: Vec<Held>,
}

/// The answer to `POST /api/v1/person/data/erasure`. What stays is named with its reason. The session has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erased {
    pub erased: Vec<Held>,
    pub kept: Vec<Held>,
    /// Of so many files the bytes are still there, because the object store did not remove them: that is tried again
    /// every hour. Nothing tells whose they were.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub files_left: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// So many things of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Held {
    pub kind: DataKind,
    pub count: u32,
    /// Why it stays when a person asks for erasure; absent where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_because: Option<KeptBecause>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// Name, number and mobile as the identity service has told them.
    Identity,
    /// Places where the person is signed in.
    Sessions,
    /// Files that belong to no case.
    UnusedFiles,
    /// 免申即享: what was told without being asked.
    Notices,
    /// Answers to writes, kept so that one that is sent twice is done once.
    Answers,
    /// Cases that are not decided, with their files and messages.
    OpenCases,
    /// Cases that are, with their files and messages.
    ClosedCases,
    /// Which office has looked at which of the cases; case numbers alone.
    Trail,
}

/// 个人信息保护法 article 47, second paragraph: what a law sets a time for is not erased before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeptBecause {
    /// An office still decides (article 13, third point: a statutory duty): withdraw first.
    Undecided,
    /// What was decided is kept in the archive of the office (档案法 articles 13 and 14;
    /// 政务服务电子文件归档和电子档案管理办法, 国办发〔2023〕26号).
    Archived,
    /// Logs of access are kept for at least six months (网络安全法 article 21), and nobody can change them.
    Logged,
}
