//! Why offices send materials back: sixteen reasons as portals list them (网上确认、网办退件), by a stable code.
//! One list for three tellers: the pre-check on the device, the short checklist before handing in, and the clerk.

use precheck_types::Code;
use serde::{Deserialize, Serialize};

/// R01 to R16. The clerk's correction names them, so that what the device said can be held against what came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CorrectionReason {
    /// 照片不清晰、模糊
    R01,
    /// 反光、过曝、过暗、阴影
    R02,
    /// 显示不全、缺角
    R03,
    /// 比例失衡、方向不正、倾斜
    R04,
    /// 背景色不符
    R05,
    /// 传错材料: 正反面颠倒, 传了别的证件
    R06,
    /// 缺页
    R07,
    /// 证件过期
    R08,
    /// 姓名、号码与表单不一致
    R09,
    /// 缺签字、缺盖章
    R10,
    /// 打不开, 格式、大小不符, 加密
    R11,
    /// 修图、美颜、翻拍屏幕、截图
    R12,
    /// 信息填写错误
    R13,
    /// 不符合条件
    R14,
    /// 重复申请
    R15,
    /// 缺材料
    R16,
}

impl CorrectionReason {
    pub const ALL: [Self; 16] = [
        Self::R01,
        Self::R02,
        Self::R03,
        Self::R04,
        Self::R05,
        Self::R06,
        Self::R07,
        Self::R08,
        Self::R09,
        Self::R10,
        Self::R11,
        Self::R12,
        Self::R13,
        Self::R14,
        Self::R15,
        Self::R16,
    ];

    /// Whether what somebody filled in can come back for it: a field is not blurred, and none is a paper that is
    /// missing.
    #[must_use]
    pub const fn fits_field(self) -> bool {
        matches!(self, Self::R09 | Self::R13 | Self::R14 | Self::R15)
    }

    /// Whether a paper can: that somebody applies twice is seen by what was filled in.
    #[must_use]
    pub const fn fits_material(self) -> bool {
        !matches!(self, Self::R15)
    }

    /// The reason for which a clerk would send back what the pre-check found; `None` for what is only told.
    #[must_use]
    pub const fn of(code: Code) -> Option<Self> {
        Some(match code {
            Code::Blurred | Code::MotionBlurred | Code::TextTooSmall | Code::TooSmall => Self::R01,
            Code::TooDark | Code::TooBright | Code::Faint | Code::Glare | Code::Shadow => Self::R02,
            Code::CutOff | Code::Covered | Code::SmallInFrame => Self::R03,
            Code::Tilted
            | Code::Sideways
            | Code::UpsideDown
            | Code::HeadTooSmall
            | Code::HeadTooLarge
            | Code::HeadOffCentre
            | Code::CrownTooHigh
            | Code::CrownTooLow
            | Code::EyesTooLow => Self::R04,
            Code::BackgroundNotWhite | Code::BackgroundUneven => Self::R05,
            Code::WrongShape
            | Code::NoDocument
            | Code::OtherDocument
            | Code::OtherSide
            | Code::SamePicture
            | Code::NoFace
            | Code::SeveralFaces => Self::R06,
            Code::TooFewPages | Code::TooManyPages | Code::BlankPages | Code::Blank => Self::R07,
            Code::EmptyFile
            | Code::UnknownFormat
            | Code::FormatNotAccepted
            | Code::Truncated
            | Code::Corrupt
            | Code::Encrypted
            | Code::TooManyBytes
            | Code::TooFewBytes
            | Code::TooManyPixels
            | Code::NoPages
            | Code::PhotoSize => Self::R11,
            Code::ScreenPhotograph | Code::Screenshot => Self::R12,
            Code::Animated
            | Code::PositionData
            | Code::PagesOfPictures
            | Code::PageSize
            | Code::SharpnessUnknown => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_written_as_clerks_know_it() {
        for (at, reason) in (1..).zip(CorrectionReason::ALL) {
            let code = serde_json::to_value(reason).unwrap();
            assert_eq!(code, serde_json::json!(format!("R{at:02}")));
        }
    }

    #[test]
    fn every_reason_fits_something_and_what_is_seen_in_a_picture_fits_no_field() {
        for reason in CorrectionReason::ALL {
            assert!(reason.fits_field() || reason.fits_material(), "{reason:?}");
        }
        assert!(!CorrectionReason::R16.fits_field() && !CorrectionReason::R01.fits_field());
        assert!(CorrectionReason::R13.fits_field() && CorrectionReason::R16.fits_material());
    }

    #[test]
    fn what_is_only_told_is_no_reason() {
        assert_eq!(
            CorrectionReason::of(Code::Blurred),
            Some(CorrectionReason::R01)
        );
        assert_eq!(
            CorrectionReason::of(Code::Encrypted),
            Some(CorrectionReason::R11)
        );
        assert_eq!(CorrectionReason::of(Code::SharpnessUnknown), None);
    }
}
