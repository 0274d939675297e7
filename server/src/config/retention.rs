//! How long things are kept. Each default has its reason in docs/operations.md.

use clap::Args;

#[derive(Debug, Clone, Args)]
pub struct RetentionSettings {
    /// Days for which files that belong to no case are kept
    #[arg(
        long = "keep-unused-files",
        env = "YIJIANSHI_KEEP_UNUSED_FILES",
        default_value_t = 7,
        value_name = "DAYS"
    )]
    pub unused_files: u32,
    /// Days for which answers to writes are kept, so that one that is sent again is done once
    #[arg(
        long = "keep-answers",
        env = "YIJIANSHI_KEEP_ANSWERS",
        default_value_t = 30,
        value_name = "DAYS"
    )]
    pub answers: u32,
    /// Days for which the name and number of somebody are kept who has not signed in since
    #[arg(
        long = "keep-proven",
        env = "YIJIANSHI_KEEP_PROVEN",
        default_value_t = 93,
        value_name = "DAYS"
    )]
    pub proven: u32,
    /// Days for which messages stay in an inbox
    #[arg(
        long = "keep-messages",
        env = "YIJIANSHI_KEEP_MESSAGES",
        default_value_t = 365,
        value_name = "DAYS"
    )]
    pub messages: u32,
    /// Days for which closed cases are kept, with their files; for good without it
    #[arg(
        long = "keep-closed-cases",
        env = "YIJIANSHI_KEEP_CLOSED_CASES",
        value_name = "DAYS"
    )]
    pub closed_cases: Option<u32>,
}
