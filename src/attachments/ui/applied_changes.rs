//! What was done to a picture since it was chosen, in a few words under it. Only what a resident would ask about: that
//! it was turned upright as its camera recorded is not shown.

use markup::view;
use precheck_types::{Change, Rotation};

use crate::dom::{IntoNode, Node};
use crate::draft::Picture;
use crate::format;
use crate::messages::materials as words;

/// Each in an element of its own, so that none is broken at the end of a line.
pub(super) fn applied_changes(picture: &Picture) -> Node {
    let parts = parts(picture).into_iter();
    let parts = parts.map(|part| view! { <span class="sheet__done">{part}</span> });
    view! { <p class="sheet__text">{parts.collect::<Vec<_>>()}</p> }.into_node()
}

fn parts(picture: &Picture) -> Vec<String> {
    let turned = match picture.edit.rotation {
        Rotation::Half => words::done_turned_half(),
        _ => words::done_turned(),
    };
    let names = [
        (Change::MadePortrait, words::done_portrait()),
        (Change::Straightened, words::done_straightened()),
        (Change::Rotated, turned),
        (Change::Flattened, words::done_flattened()),
        (Change::Watermarked, words::done_marked()),
        (Change::Converted, words::done_converted()),
        (Change::PositionRemoved, words::done_position()),
    ];
    let names = names
        .iter()
        .filter(|(change, _)| picture.changes.contains(change));
    let mut parts: Vec<String> = names.map(|(_, words)| (*words).to_owned()).collect();
    let sent = format::file_size(picture.report.bytes);
    parts.push(if picture.chosen_bytes > picture.report.bytes {
        words::done_squeezed(&sent)
    } else {
        sent
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_types::{Format, Report};

    fn picture(changes: &[Change]) -> Picture {
        Picture {
            chosen_bytes: 4_200_000,
            changes: changes.to_vec(),
            ..Picture::taken(Report::of_file(Format::Jpeg, 1_249_000))
        }
    }

    #[test]
    fn visible_changes_are_shown_and_invisible_ones_are_not() {
        let straightened = picture(&[
            Change::PositionRemoved,
            Change::CameraDataRemoved,
            Change::TurnedUpright,
            Change::Straightened,
            Change::Compressed,
        ]);
        assert_eq!(
            parts(&straightened),
            ["已裁切拉直", "已去掉拍摄地点", "已压缩到 1.2 MB"]
        );
    }

    #[test]
    fn of_an_unchanged_file_only_the_length_is_shown() {
        let mut untouched = picture(&[]);
        untouched.chosen_bytes = untouched.report.bytes;
        assert_eq!(parts(&untouched), ["1.2 MB"]);
    }
}
