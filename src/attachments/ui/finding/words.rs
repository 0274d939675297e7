//! One title and one remedy for every code that the pre-check knows.

use precheck_types::{CardSide, Code, Finding, Format, Policy, Report, Severity, Shape};

use crate::format;
use crate::messages::{common, finding as words};

/// The title and the remedy of a finding.
pub(in super::super) fn words_of(
    finding: &Finding,
    report: &Report,
    policy: &Policy,
) -> (String, String) {
    // Of all pages it need not be said which.
    let is_of_all = report.pages == Some(u32::try_from(finding.pages.len()).unwrap_or(u32::MAX));
    if finding.pages.is_empty() || finding.code == Code::BlankPages {
        return of_file(finding, report, policy);
    }
    let (title, remedy) = of_page(finding, is_of_all).unwrap_or_else(|| {
        let (title, remedy) = of_file(finding, report, policy);
        let is_stopped = finding.severity == Severity::Block;
        (
            title,
            if is_stopped {
                words::pages_again(&remedy)
            } else {
                remedy
            },
        )
    });
    if is_of_all {
        return (title, remedy);
    }
    (words::pages_title(&listed(&finding.pages), &title), remedy)
}

/// What is said otherwise of the pages of a document: the phone cannot put them right.
fn of_page(finding: &Finding, is_of_all: bool) -> Option<(String, String)> {
    let (title, remedy) = match finding.code {
        Code::PagesOfPictures if !is_of_all => (
            words::page_of_pictures_title(),
            words::pages_of_pictures_remedy(),
        ),
        Code::Shadow => (words::shadow_title(), words::page_shadow_remedy()),
        Code::Tilted => (words::tilted_title(), words::page_tilted_remedy()),
        Code::Sideways => (words::page_sideways_title(), words::page_turned_remedy()),
        Code::UpsideDown => (words::page_upside_down_title(), words::page_turned_remedy()),
        _ => return None,
    };
    Some((title.to_owned(), remedy.to_owned()))
}

/// The numbers of pages, three and more in a row as 「2 到 5」.
fn listed(pages: &[u32]) -> String {
    let mut parts = Vec::new();
    let mut rest = pages;
    while let Some(first) = rest.first() {
        let run = rest
            .iter()
            .zip(*first..)
            .take_while(|(page, next)| *page == next);
        let (run, after) = rest.split_at(run.count());
        match run {
            [first, .., last] if run.len() > 2 => {
                parts.push(words::pages_through(&first.to_string(), &last.to_string()));
            }
            _ => parts.extend(run.iter().map(u32::to_string)),
        }
        rest = after;
    }
    parts.join(common::list_separator())
}

fn of_file(finding: &Finding, report: &Report, policy: &Policy) -> (String, String) {
    let format = report.format;
    let (title, remedy) = match finding.code {
        Code::EmptyFile => (words::empty_file_title(), words::empty_file_remedy()),
        Code::UnknownFormat => (
            words::unknown_format_title(),
            words::unknown_format_remedy(),
        ),
        Code::FormatNotAccepted if format == Format::Heif => {
            (words::heif_title(), words::heif_remedy())
        }
        Code::FormatNotAccepted => {
            let taken: Vec<_> = policy
                .formats
                .iter()
                .map(|format| format_name(*format))
                .collect();
            let taken = taken.join(common::list_separator());
            return (
                words::format_not_accepted_title(format_name(format)),
                match format {
                    Format::Jxl => words::jxl_remedy(&taken),
                    Format::Office => words::office_remedy().to_owned(),
                    Format::Zip => words::zip_remedy().to_owned(),
                    _ => words::format_not_accepted_remedy(&taken),
                },
            );
        }
        Code::Truncated | Code::Corrupt | Code::Encrypted => {
            return unopened(finding.code, format_name(format));
        }
        Code::TooManyBytes => {
            let [value, limit] = [finding.value, finding.limit]
                .map(|bytes| format::file_size(u64::from(bytes.unwrap_or_default())));
            return (
                words::too_many_bytes_title(&limit, &value),
                words::too_many_bytes_remedy().to_owned(),
            );
        }
        Code::TooManyPixels => (
            words::too_many_pixels_title(),
            words::too_many_pixels_remedy(),
        ),
        Code::TooSmall => (words::too_small_title(), words::too_small_remedy()),
        Code::Blurred => (words::blurred_title(), words::blurred_remedy()),
        Code::MotionBlurred => (
            words::motion_blurred_title(),
            words::motion_blurred_remedy(),
        ),
        Code::SharpnessUnknown => (
            words::sharpness_unknown_title(),
            words::sharpness_unknown_remedy(),
        ),
        Code::TooDark => (words::too_dark_title(), words::too_dark_remedy()),
        Code::TooBright => (words::too_bright_title(), words::too_bright_remedy()),
        Code::Animated => (words::animated_title(), words::animated_remedy()),
        Code::NoPages => (words::no_pages_title(), words::no_pages_remedy()),
        Code::PagesOfPictures => (
            words::pages_of_pictures_title(),
            words::pages_of_pictures_remedy(),
        ),
        Code::PageSize => (words::page_size_title(), words::page_size_remedy()),
        Code::Faint => (words::faint_title(), words::faint_remedy()),
        Code::Glare => (words::glare_title(), words::glare_remedy()),
        Code::Shadow => (words::shadow_title(), words::shadow_remedy()),
        Code::Covered => (words::covered_title(), words::covered_remedy()),
        Code::TextTooSmall => (
            words::text_too_small_title(),
            words::text_too_small_remedy(),
        ),
        Code::Blank => (words::blank_title(), words::blank_remedy()),
        Code::ScreenPhotograph => (
            words::screen_photograph_title(),
            words::screen_photograph_remedy(),
        ),
        Code::Screenshot => (words::screenshot_title(), words::screenshot_remedy()),
        Code::CutOff => (words::cut_off_title(), words::cut_off_remedy()),
        Code::SmallInFrame => (
            words::small_in_frame_title(),
            words::small_in_frame_remedy(),
        ),
        Code::Tilted => (words::tilted_title(), words::tilted_remedy()),
        Code::Sideways => (words::sideways_title(), words::sideways_remedy()),
        Code::UpsideDown => (words::upside_down_title(), words::upside_down_remedy()),
        Code::WrongShape => (words::wrong_shape_title(), words::wrong_shape_remedy()),
        Code::NoDocument | Code::OtherDocument => return other_document(finding.code, policy),
        Code::OtherSide if policy.card_side == Some(CardSide::Emblem) => {
            (words::portrait_side_title(), words::other_side_remedy())
        }
        Code::OtherSide => (words::emblem_side_title(), words::other_side_remedy()),
        Code::SamePicture => (words::same_picture_title(), words::same_picture_remedy()),
        Code::PhotoSize => (words::photo_size_title(), words::photo_size_remedy()),
        Code::NoFace => (words::no_face_title(), words::no_face_remedy()),
        Code::BackgroundNotWhite => (
            words::background_not_white_title(),
            words::background_not_white_remedy(),
        ),
        Code::BackgroundUneven => (
            words::background_uneven_title(),
            words::background_uneven_remedy(),
        ),
        Code::HeadTooSmall => (
            words::head_too_small_title(),
            words::head_too_small_remedy(),
        ),
        Code::HeadTooLarge => (
            words::head_too_large_title(),
            words::head_too_large_remedy(),
        ),
        Code::HeadOffCentre => (
            words::head_off_centre_title(),
            words::head_off_centre_remedy(),
        ),
        Code::CrownTooHigh => (
            words::crown_too_high_title(),
            words::crown_too_high_remedy(),
        ),
        Code::CrownTooLow => (words::crown_too_low_title(), words::crown_too_low_remedy()),
        Code::EyesTooLow => (words::eyes_too_low_title(), words::eyes_too_low_remedy()),
        Code::TooFewBytes => {
            let [value, limit] = [finding.value, finding.limit]
                .map(|bytes| format::file_size(u64::from(bytes.unwrap_or_default())));
            return (
                words::too_few_bytes_title(&limit, &value),
                words::too_few_bytes_remedy().to_owned(),
            );
        }
        Code::TooFewPages | Code::TooManyPages | Code::BlankPages | Code::SeveralFaces => {
            return counted(finding);
        }
        Code::PositionData => (words::position_data_title(), words::position_data_remedy()),
    };
    (title.to_owned(), remedy.to_owned())
}

/// What was expected, by the side or the shape that the material has.
fn other_document(code: Code, policy: &Policy) -> (String, String) {
    let expected = match policy.shape {
        _ if policy.card_side.is_some() => words::expected_identity_card(),
        Shape::Card => words::expected_card(),
        Shape::Booklet => words::expected_booklet(),
        Shape::Sheet | Shape::Any => words::expected_paper(),
    };
    let remedy = if code == Code::NoDocument {
        words::no_document_remedy(expected)
    } else {
        words::other_document_remedy(expected)
    };
    (words::no_document_title(expected), remedy)
}

/// What cannot be opened, named as what it is.
fn unopened(code: Code, name: &str) -> (String, String) {
    let (title, remedy) = match code {
        Code::Truncated => (words::truncated_title(name), words::truncated_remedy()),
        Code::Encrypted => (words::encrypted_title(name), words::encrypted_remedy()),
        _ => (words::corrupt_title(name), words::corrupt_remedy()),
    };
    (title, remedy.to_owned())
}

/// Findings that say how many.
fn counted(finding: &Finding) -> (String, String) {
    let [value, limit] =
        [finding.value, finding.limit].map(|number| number.unwrap_or_default().to_string());
    let (title, remedy) = match finding.code {
        Code::TooFewPages => (
            words::too_few_pages_title(&limit, &value),
            words::too_few_pages_remedy(),
        ),
        Code::TooManyPages => (
            words::too_many_pages_title(&limit, &value),
            words::too_many_pages_remedy(),
        ),
        Code::BlankPages => (
            words::blank_pages_title(&limit, &value),
            words::blank_pages_remedy(),
        ),
        _ => (
            words::several_faces_title(&value),
            words::several_faces_remedy(),
        ),
    };
    (title, remedy.to_owned())
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => words::format_jpeg(),
        Format::Png => words::format_png(),
        Format::Webp => words::format_webp(),
        Format::Gif => words::format_gif(),
        Format::Bmp => words::format_bmp(),
        Format::Tiff => words::format_tiff(),
        Format::Pdf => words::format_pdf(),
        Format::Ofd => words::format_ofd(),
        Format::Office => words::format_office(),
        Format::Zip => words::format_zip(),
        Format::Heif => words::format_heif(),
        Format::Jxl => words::format_jxl(),
        Format::Empty | Format::Unknown => words::format_other(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(code: Code, pages: &[u32], of: u32) -> String {
        let finding = Finding {
            pages: pages.to_vec(),
            ..Finding::new(code, Severity::Warn)
        };
        let report = Report {
            pages: Some(of),
            ..Report::of_file(Format::Pdf, 400)
        };
        words_of(&finding, &report, &Policy::default()).0
    }

    #[test]
    fn pages_are_named_unless_it_is_all_of_them() {
        let glare = "有反光，挡住了一部分字";
        assert_eq!(title(Code::Glare, &[2], 3), ["第 2 页：", glare].concat());
        assert_eq!(title(Code::Glare, &[1], 1), glare);
        let several = title(Code::Glare, &[1, 2, 4, 5, 6, 9], 9);
        assert_eq!(several, ["第 1、2、4 到 6、9 页：", glare].concat());
    }

    #[test]
    fn what_is_shown_in_place_of_an_identity_card_is_said() {
        let of = |side, code| {
            let policy = Policy {
                shape: Shape::Card,
                card_side: Some(side),
                ..Policy::default()
            };
            let report = Report::of_file(Format::Jpeg, 400);
            words_of(&Finding::new(code, Severity::Warn), &report, &policy).0
        };
        assert_eq!(
            of(CardSide::Emblem, Code::OtherSide),
            "这张像是人像面，这里要国徽面"
        );
        assert_eq!(
            of(CardSide::Portrait, Code::OtherSide),
            "这张像是国徽面，这里要人像面"
        );
        assert_eq!(
            of(CardSide::Portrait, Code::OtherDocument),
            "这看起来不像身份证"
        );
    }

    #[test]
    fn what_cannot_be_opened_is_named() {
        let of = |format, code| {
            let report = Report::of_file(format, 400);
            words_of(
                &Finding::new(code, Severity::Block),
                &report,
                &Policy::default(),
            )
            .0
        };
        assert_eq!(
            of(Format::Heif, Code::Truncated),
            "HEIC 照片不完整，后面缺了一截"
        );
        assert_eq!(of(Format::Pdf, Code::Corrupt), "PDF 文件损坏了，打不开");
        assert_eq!(
            of(Format::Jxl, Code::FormatNotAccepted),
            "这里不收 JPEG XL 图片"
        );
    }
}
