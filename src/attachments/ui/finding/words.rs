//! One title and one remedy for every code that the pre-check knows.

use precheck_types::{Code, Finding, Format, Policy};

use crate::format;
use crate::messages::{common, finding as words};

/// The title and the remedy of a finding.
pub(in super::super) fn words_of(
    finding: &Finding,
    format: Format,
    policy: &Policy,
) -> (String, String) {
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
                words::format_not_accepted_remedy(&taken),
            );
        }
        Code::Truncated => (words::truncated_title(), words::truncated_remedy()),
        Code::Corrupt => (words::corrupt_title(), words::corrupt_remedy()),
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
        Code::Encrypted => (words::encrypted_title(), words::encrypted_remedy()),
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
        Format::Heif | Format::Empty | Format::Unknown => words::format_other(),
    }
}
