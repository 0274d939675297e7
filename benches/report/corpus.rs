//! Real photographs of documents, where a `shared/corpus` lies beside the checkout: good as they are, and spoilt here.

use std::path::Path;

use precheck::{Point, Policy, Rotation, Shape};
use precheck_testkit::{Defect, Degree, Document, LabelledSample, Picture, Sample};

pub(crate) struct Photograph {
    name: String,
    file: Vec<u8>,
    picture: Picture,
}

/// Readable whatever is done to it: hardly any print to be hidden or turned.
const HARDLY_WRITTEN: &str = "notepad";

/// None where there is no corpus.
pub(crate) fn photographs() -> Vec<Photograph> {
    let up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = up
        .map(|at| at.join("shared/corpus/documents"))
        .find(|it| it.is_dir());
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let mut paths: Vec<_> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            let file = std::fs::read(&path).ok()?;
            let picture = Picture::read(&file)?.reduced(1600);
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some(Photograph {
                name,
                file,
                picture,
            })
        })
        .collect()
}

impl Photograph {
    /// The file itself, in no particular form.
    pub(crate) fn as_it_is(&self) -> LabelledSample {
        LabelledSample {
            name: self.name.clone(),
            wrong: None,
            file: self.file.clone(),
            policy: any(),
            sample: self.sample(),
        }
    }

    /// What light, lens and hand can do to it: where its corners lie is not known.
    pub(crate) fn spoilt(&self, defect: Defect, degree: Degree) -> Option<LabelledSample> {
        let needs_print = matches!(
            defect,
            Defect::Sideways | Defect::UpsideDown | Defect::Glare | Defect::Shadow
        );
        if defect == Defect::SmallPrint || needs_print && self.name.contains(HARDLY_WRITTEN) {
            return None;
        }
        let sample = defect.of_photograph(self.sample(), degree, self.file.len() as u64)?;
        let name = format!("{}, {defect:?}", self.name);
        let labelled = LabelledSample::of(name, Some((defect, degree)), sample, 1);
        Some(LabelledSample {
            policy: any(),
            ..labelled
        })
    }

    fn sample(&self) -> Sample {
        sample_of(self.picture.clone())
    }
}

/// A photograph of which no more is known than that its document fills most of it.
pub(crate) fn sample_of(picture: Picture) -> Sample {
    Sample {
        picture,
        corners: [(0.15, 0.15), (0.85, 0.15), (0.85, 0.85), (0.15, 0.85)]
            .map(|(x, y)| Point { x, y }),
        character: 20.0,
        upright: Rotation::None,
        document: Document::Page,
    }
}

fn any() -> Policy {
    Policy {
        shape: Shape::Any,
        ..Policy::default()
    }
}
