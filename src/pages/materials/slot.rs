//! One page of a material: what is being looked at, what is wrong with it or the taken picture, and what to do.
//! Only what changes is built again; the inputs stay.

use leptos::prelude::*;
use markup::view;

use super::editor::editor;
use super::finding::findings;
use super::intake::Place;
use super::judged::MOST_BYTES;
use super::mend::mending;
use super::outbox;
use super::pick::pick;
use super::progress::{Intake, intake as intake_at, stage};
use super::sheet::sheet;
use super::size;
use super::tray::Tray;
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, Standing};
use crate::precheck_client::Stage;
use crate::text::{editor as editor_words, materials as words};
use crate::widgets::{focus, notice};

/// The pictures of a page, as far as they change what is shown. Uploads do not: they have their own line.
#[derive(Clone, PartialEq)]
pub(super) struct Pictures {
    pub(super) taken: Option<Picture>,
    /// Still to be decided on.
    pub(super) candidate: Option<Picture>,
}

impl Pictures {
    pub(super) fn of(tray: Tray, material: &str, page: &str) -> Self {
        tray.draft.with(|draft| {
            let found = |taken: bool| {
                draft
                    .pictures_of(material)
                    .filter(|picture| picture.page == page)
                    .find(|picture| (picture.standing == Standing::Taken) == taken)
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
pub(super) fn slot_id(material: &str, page: &str) -> String {
    [&crate::problem::material_id(material), "-", page].concat()
}

/// The id of the name of a page, by that of its element.
pub(super) fn title_id(slot: &str) -> String {
    [slot, "-title"].concat()
}

/// `label` names the page, `what` the material and the page.
pub(super) fn slot(place: Place, label: String, what: String) -> Node {
    let tray = place.tray;
    let id = slot_id(&place.material.id, &place.page);
    let key = place.key();
    let pictures = {
        let (material, page) = (place.material.id.clone(), place.page.clone());
        Memo::new(move |_| Pictures::of(tray, &material, &page))
    };
    let intake = Memo::new(move |_| intake_at(&key));
    let class = move || {
        pictures.with(|pictures| match &pictures.candidate {
            None => "slot",
            Some(picture) => match picture.standing {
                Standing::Stopped | Standing::ForClerk => "slot finding finding--block",
                Standing::Unchecked => "slot finding finding--info",
                Standing::Doubted | Standing::Taken => "slot finding finding--warn",
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
                Some(Intake::Looking(_)) => looking(place.key()),
                Some(Intake::Unreadable) => {
                    notice("bad", words::unreadable(), words::unreadable_text())
                }
                Some(Intake::TooLarge) => too_large(),
                Some(Intake::NotMended) => {
                    notice("bad", editor_words::mended(), editor_words::mended_text())
                }
                Some(Intake::OriginalLost) => notice("bad", editor_words::lost(), ""),
                Some(Intake::Unchecked(_)) | None => ().into_node(),
            };
            let shown = match pictures.get() {
                Pictures {
                    candidate: Some(candidate),
                    ..
                } => {
                    let unchecked = match intake.get() {
                        Some(Intake::Unchecked(cause)) => Some(cause),
                        _ => None,
                    };
                    let stops = tray.draft.with_untracked(|draft| {
                        draft
                            .stops
                            .get(&candidate.material)
                            .copied()
                            .unwrap_or_default()
                    });
                    let alt = words::picture_alt(&what);
                    let policy = &place.material.check;
                    findings(tray, &candidate, policy, stops, unchecked, alt)
                }
                Pictures {
                    taken: Some(taken), ..
                } => sheet(&place, &taken, &what, &heading, open),
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
            let picture = tray.picture(&open.get()?)?;
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
    place: Place,
    intake: Memo<Option<Intake>>,
    what: String,
    heading: String,
) -> impl IntoNode {
    move || {
        matches!(intake.get(), Some(Intake::Looking(_))).then(|| {
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
    let limit = size(MOST_BYTES as u64);
    notice("bad", words::too_large(), &words::too_large_text(&limit))
}

/// What may be done with a picture that is to be decided on.
fn decisions(place: Place, pictures: Memo<Pictures>, heading: String) -> impl IntoNode {
    move || {
        let Pictures {
            candidate: Some(candidate),
            taken,
        } = pictures.get()
        else {
            return ().into_node();
        };
        let tray = place.tray;
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
            tray.take(&id);
            outbox::start(tray);
        };
        let use_words = match candidate.standing {
            Standing::Doubted => Some(words::use_it()),
            Standing::ForClerk => Some(words::use_for_clerk()),
            Standing::Unchecked => Some(words::use_unchecked()),
            Standing::Stopped | Standing::Taken => None,
        };
        let use_it =
            use_words.map(|words| button(words, "button button--secondary", Box::new(take)));
        let again = (candidate.standing == Standing::Unchecked).then(|| {
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
            Box::new(move || tray.remove(&id)),
        );
        view! { <div class="slot__decisions">{again} {use_it} {drop_it}</div> }.into_node()
    }
}
