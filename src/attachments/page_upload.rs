//! One page of a material: what is being looked at, what is wrong with it or the taken picture, and what to do.
//! Only what changes is built again; the inputs stay.

use leptos::prelude::*;
use markup::view;

use super::attachment_card::attachment_card;
use super::finding::findings;
use super::jobs::{ProcessingState, intake as intake_at, stage};
use super::outcome::MOST_BYTES;
use super::pick::pick;
use super::processing::PageSlot;
use super::quick_fix::mending;
use super::store::AttachmentStore;
use super::upload_queue;
use crate::components::{focus, notice};
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::format;
use crate::image_editor::editor;
use crate::messages::{editor as editor_words, materials as words};
use crate::platform::precheck_worker::Stage;

/// The pictures of a page, as far as they change what is shown. Uploads do not: they have their own line.
#[derive(Clone, PartialEq)]
pub(crate) struct Pictures {
    pub(crate) taken: Option<Picture>,
    /// Still to be decided on.
    pub(crate) candidate: Option<Picture>,
}

impl Pictures {
    pub(crate) fn of(attachments: AttachmentStore, material: &str, page: &str) -> Self {
        attachments.draft.with(|draft| {
            let found = |taken: bool| {
                draft
                    .pictures_of(material)
                    .filter(|picture| picture.page == page)
                    .find(|picture| (picture.status == PictureStatus::Taken) == taken)
                    .map(|picture| Picture {
                        upload: None,
                        arrived: false,
                        ..picture.clone()
                    })
            };
            Self {
                taken: found(true),
                candidate: found(false),
            }
        })
    }
}

/// The id of a page's element, and of its first input.
pub(crate) fn slot_id(material: &str, page: &str) -> String {
    [&crate::problem::material_id(material), "-", page].concat()
}

/// The id of the name of a page, by that of its element.
pub(crate) fn title_id(slot: &str) -> String {
    [slot, "-title"].concat()
}

/// `label` names the page, `what` the material and the page.
pub(crate) fn page_upload(place: PageSlot, label: String, what: String) -> Node {
    let attachments = place.attachments;
    let id = slot_id(&place.material.id, &place.page);
    let key = place.key();
    let pictures = {
        let (material, page) = (place.material.id.clone(), place.page.clone());
        Memo::new(move |_| Pictures::of(attachments, &material, &page))
    };
    let intake = Memo::new(move |_| intake_at(&key));
    let class = move || {
        pictures.with(|pictures| match &pictures.candidate {
            None => "slot",
            Some(picture) => match picture.status {
                PictureStatus::Stopped | PictureStatus::ForClerk => "slot finding finding--block",
                PictureStatus::Unchecked => "slot finding finding--info",
                PictureStatus::Doubted | PictureStatus::Taken => "slot finding finding--warn",
            },
        })
    };
    let heading = title_id(&id);
    // The picture that is being put right.
    let open = RwSignal::new(None::<String>);
    let body = {
        let (place, what, heading) = (place.clone(), what.clone(), heading.clone());
        move || {
            let looking = match intake.get() {
                Some(ProcessingState::Looking(_)) => looking(place.key()),
                Some(ProcessingState::Unreadable) => {
                    notice("bad", words::unreadable(), words::unreadable_text())
                }
                Some(ProcessingState::TooLarge) => too_large(),
                Some(ProcessingState::NotMended) => {
                    notice("bad", editor_words::mended(), editor_words::mended_text())
                }
                Some(ProcessingState::OriginalLost) => notice("bad", editor_words::lost(), ""),
                Some(ProcessingState::Unchecked(_)) | None => ().into_node(),
            };
            let shown = match pictures.get() {
                Pictures {
                    candidate: Some(candidate),
                    ..
                } => {
                    let unchecked = match intake.get() {
                        Some(ProcessingState::Unchecked(cause)) => Some(cause),
                        _ => None,
                    };
                    let rejections = attachments.draft.with_untracked(|draft| {
                        draft
                            .rejections
                            .get(&candidate.material)
                            .copied()
                            .unwrap_or_default()
                    });
                    let alt = words::picture_alt(&what);
                    let policy = &place.material.check;
                    findings(attachments, &candidate, policy, rejections, unchecked, alt)
                }
                Pictures {
                    taken: Some(taken), ..
                } => attachment_card(&place, &taken, &what, &heading, open),
                _ => ().into_node(),
            };
            view! {
                {shown}
                {looking}
            }
        }
    };
    let cancel = cancel(place.clone(), intake, what.clone(), heading.clone());
    let decisions = decisions(place.clone(), pictures, heading.clone());
    let mending = mending(place.clone(), pictures, open, &what, &heading);
    let dialog = {
        let (place, what, heading) = (place.clone(), what.clone(), heading.clone());
        move || {
            let picture = attachments.picture(&open.get()?)?;
            Some(editor(&place, picture, &what, open, &heading))
        }
    };
    view! {
        <li>
            <h3 class="slot__name" id=heading tabindex="-1">{label}</h3>
            <div class=class>
                <div role="status">{body}</div>
                <div class="slot__tools">
                    {cancel}
                    {mending}
                    {pick(&place, pictures, &id, &what)}
                    {decisions}
                </div>
            </div>
            {dialog}
        </li>
    }
    .into_node()
}

fn looking(key: String) -> Node {
    let said = move || match stage(&key) {
        Stage::Waiting => words::stage_waiting(),
        Stage::Reading => words::stage_reading(),
        Stage::Working => words::stage_working(),
        Stage::Checking => words::stage_checking(),
    };
    view! { <p class="waiting slot__waiting">{said}</p> }.into_node()
}

/// Stops looking at the file, while one is looked at.
fn cancel(
    place: PageSlot,
    intake: Memo<Option<ProcessingState>>,
    what: String,
    heading: String,
) -> impl IntoNode {
    move || {
        matches!(intake.get(), Some(ProcessingState::Looking(_))).then(|| {
            let (place, heading) = (place.clone(), heading.clone());
            let act = move |_| {
                focus(&heading);
                place.cancel();
            };
            view! {
                <button
                    class="button button--quiet button--flush"
                    type="button"
                    aria-label=words::label_cancel(&what)
                    on:click=act
                >
                    {words::cancel()}
                </button>
            }
        })
    }
}

fn too_large() -> Node {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a constant"
    )]
    let limit = format::file_size(MOST_BYTES as u64);
    notice("bad", words::too_large(), &words::too_large_text(&limit))
}

/// What may be done with a picture that is to be decided on.
fn decisions(place: PageSlot, pictures: Memo<Pictures>, heading: String) -> impl IntoNode {
    move || {
        let Pictures {
            candidate: Some(candidate),
            taken,
        } = pictures.get()
        else {
            return ().into_node();
        };
        let attachments = place.attachments;
        let button = |words: &'static str, class: &'static str, act: Box<dyn Fn()>| {
            let heading = heading.clone();
            let act = move |_| {
                // This button is about to go; the focus must not go with it.
                focus(&heading);
                act();
            };
            view! { <button class=class type="button" on:click=act>{words}</button> }.into_node()
        };
        let id = candidate.id.clone();
        let take = move || {
            attachments.take(&id);
            upload_queue::start(attachments);
        };
        let use_words = match candidate.status {
            PictureStatus::Doubted => Some(words::use_it()),
            PictureStatus::ForClerk => Some(words::use_for_clerk()),
            PictureStatus::Unchecked => Some(words::use_unchecked()),
            PictureStatus::Stopped | PictureStatus::Taken => None,
        };
        let use_it =
            use_words.map(|words| button(words, "button button--secondary", Box::new(take)));
        let again = (candidate.status == PictureStatus::Unchecked).then(|| {
            let (place, id) = (place.clone(), candidate.id.clone());
            let act = move || place.check_again(id.clone());
            button(
                words::check_again(),
                "button button--secondary",
                Box::new(act),
            )
        });
        let drop_words = if taken.is_some() {
            words::keep_former()
        } else {
            words::drop_it()
        };
        let id = candidate.id;
        let drop_it = button(
            drop_words,
            "button button--quiet",
            Box::new(move || attachments.remove(&id)),
        );
        view! { <div class="slot__decisions">{again} {use_it} {drop_it}</div> }.into_node()
    }
}
