use qrcode::{Color, EcLevel, QrCode};

use crate::error::Error;

/// The dark modules of a QR code, row by row, without its quiet zone.
pub(crate) struct Modules {
    pub(crate) side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// Level M (15 % may be lost): paper is folded and stamped.
    pub(crate) fn of(link: &str) -> Result<Self, Error> {
        let code = QrCode::with_error_correction_level(link, EcLevel::M)
            .map_err(|_| Error::Link { bytes: link.len() })?;
        Ok(Self {
            side: code.width(),
            dark: code
                .to_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// Runs of dark modules, so that no hairlines show between neighbours: column, row, length.
    pub(crate) fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs = Vec::new();
        for (row, modules) in self.dark.chunks(self.side).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|left, right| left == right) {
                if run[0] {
                    runs.push((column, row, run.len()));
                }
                column += run.len();
            }
        }
        runs
    }
}
