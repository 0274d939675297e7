//! A portrait for a card: the rules that a machine can judge, and making a photograph follow them.
//! By 社会保障卡制证用数字相片技术要求 after GA 461-2004: pixels, bytes, white ground, width and place of the face.
//! What only a person can tell (recent, bare-headed, both ears seen, no uniform, no glare on spectacles) is not guessed
//! at.
//!
//! Nothing is painted: a portrait is made by cutting and by fewer pixels, never by a new ground or another face.

mod background;
mod cascade;
mod crop;
mod face;
pub(crate) mod finder;
mod light;
mod make;
mod rules;

pub(crate) use make::{cut, finished};

use crate::raster::Raster;
use crate::{Code, Finding, Report, Scores};
use crate::{Policy, Portrait};
use background::Background;
use face::Face;

/// What is seen of a portrait, in its own pixels.
struct Sitting {
    background: Background,
    faces: Vec<Face>,
}

impl Sitting {
    fn at(colours: &Raster, grey: &Raster) -> Self {
        let background = Background::measure(colours);
        let faces = face::all(grey, &background);
        Self { background, faces }
    }
}

/// Adds to the report on a file what is seen in its pixels, which stand upright.
pub(crate) fn judge(colours: &Raster, policy: &Policy, portrait: &Portrait, report: &mut Report) {
    let grey = colours.grey();
    let sitting = Sitting::at(colours, &grey);
    let size = colours.size();
    let bytes = u32::try_from(report.bytes).unwrap_or(u32::MAX);
    let findings: &mut Vec<Finding> = &mut report.findings;
    findings.extend(rules::of_file(size, bytes, policy, portrait));
    let of_faces = rules::of_faces(&sitting.faces, size, portrait);
    // A head that fills the picture stands where the ground is looked at.
    let is_filled = of_faces.iter().any(|it| it.code == Code::HeadTooLarge);
    let ground = sitting.background.finding(portrait);
    findings.extend(ground.filter(|it| !is_filled || it.code != Code::BackgroundUneven));
    findings.extend(of_faces);
    if let Some(face) = sitting.faces.first() {
        let (light, sharpness) = light::measure(&grey, face);
        findings.extend(light::findings(light, sharpness, policy));
        report.scores = Some(Scores {
            sharpness,
            dark: light.dark,
            middle: light.middle,
            light: light.light,
            contrast: light.light - light.dark,
            ..Scores::default()
        });
    }
    // No likeness is kept: by the rules the portraits of two people look nearly alike.
}
