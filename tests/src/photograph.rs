//! Photographs of documents, drawn by the test: sharp ones that their material takes, no two alike, and one out of
//! focus. Nothing in them belongs to anyone.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use precheck::{CardSide, PerceptualHash, Policy, Shape};
use precheck_testkit::{Backdrop, Document, Face, Picture, Scene};
use tempfile::TempDir;

/// Pixels of the long side: more than a material wants, and quickly drawn.
const LONG_SIDE: usize = 1600;

pub struct Photographs {
    sharp: PathBuf,
    blurred: PathBuf,
    folder: TempDir,
    /// How many were tried so far.
    tried: Cell<u64>,
    taken: RefCell<Vec<PerceptualHash>>,
}

impl Photographs {
    /// The sharp one and the blurred one are of a card.
    #[must_use]
    pub fn take() -> Self {
        let mut photographs = Self {
            sharp: PathBuf::new(),
            blurred: PathBuf::new(),
            folder: TempDir::new().expect("a temporary folder"),
            tried: Cell::new(0),
            taken: RefCell::default(),
        };
        photographs.sharp = photographs.good(&Policy {
            shape: Shape::Card,
            ..Policy::default()
        });
        let card = Scene::of(Document::CardFront, Backdrop::Wood, LONG_SIDE, 1).photograph();
        let blurred = card.picture.blurred(5.0).to_jpeg(85);
        photographs.blurred = photographs.save("模糊.jpg", &blurred);
        photographs
    }

    #[must_use]
    pub fn sharp(&self) -> &Path {
        &self.sharp
    }

    #[must_use]
    pub fn blurred(&self) -> &Path {
        &self.blurred
    }

    /// Another photograph of this side of an identity card.
    #[must_use]
    pub fn of_card(&self, side: CardSide) -> PathBuf {
        self.good(&Policy {
            shape: Shape::Card,
            card_side: Some(side),
            ..Policy::default()
        })
    }

    /// Another photograph without findings under this policy and unlike all earlier ones.
    #[must_use]
    pub fn good(&self, policy: &Policy) -> PathBuf {
        let document = match policy.shape {
            Shape::Card if policy.card_side == Some(CardSide::Emblem) => Document::CardBack,
            Shape::Card => Document::CardFront,
            Shape::Booklet => Document::Register,
            Shape::Sheet | Shape::Any => Document::Page,
        };
        for _ in 0..40 {
            let seed = self.tried.replace(self.tried.get() + 1);
            let backdrop =
                Backdrop::ALL[usize::try_from(seed).unwrap_or_default() % Backdrop::ALL.len()];
            let picture = match policy.portrait {
                Some(_) => portrait(seed),
                None => {
                    Scene::of(document, backdrop, LONG_SIDE, seed)
                        .photograph()
                        .picture
                }
            };
            let bytes = picture.to_jpeg(88);
            let report = precheck::prepare(&bytes, policy).report;
            let mut taken = self.taken.borrow_mut();
            let is_new = match &report.perceptual_hash {
                Some(likeness) => !taken.iter().any(|one| one.is_same(likeness)),
                // For portraits the app reports only identical files as duplicates, because they all look alike.
                None => policy.portrait.is_some(),
            };
            if report.findings.is_empty() && is_new {
                taken.extend(report.perceptual_hash);
                return self.save(&format!("清楚{seed}.jpg"), &bytes);
            }
        }
        panic!("none of 40 photographs of a {document:?} pleases {policy:?}");
    }

    fn save(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a picture can be written");
        path
    }
}

/// A face before a white wall that is lit from one side.
fn portrait(seed: u64) -> Picture {
    let [left, right] = Face::before_white().backdrop;
    let backdrop = if seed.is_multiple_of(2) {
        [left, right]
    } else {
        [right, left]
    };
    let face = Face {
        backdrop,
        ..Face::before_white()
    };
    face.photograph()
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck::Severity;

    #[test]
    fn what_is_taken_is_good_or_blurred_as_it_is_called() {
        let photographs = Photographs::take();
        for shape in [Shape::Card, Shape::Booklet, Shape::Sheet] {
            let policy = Policy {
                shape,
                ..Policy::default()
            };
            let [one, other] = [photographs.good(&policy), photographs.good(&policy)];
            assert_ne!(one, other);
        }
        let card = Policy {
            portrait: Some(precheck::Portrait::default()),
            ..Policy::default()
        };
        assert_ne!(photographs.good(&card), photographs.good(&card));
        let blurred = std::fs::read(photographs.blurred()).expect("it is there");
        let policy = Policy::default();
        let report = precheck::check(&blurred, &policy);
        let found = report.find(precheck::Code::Blurred);
        assert_eq!(
            found.map(|it| it.severity),
            Some(Severity::Block),
            "{report:?}"
        );
    }
}
