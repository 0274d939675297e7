//! Every check of a picture that stands upright, be it a file or a page of one.

use crate::analysis_image::{AnalysisImage, CloseUp, Place};
use crate::decode::Coding;
use crate::raster::Raster;
use crate::{
    Code, Finding, Policy, Report, Scores, Severity, blank, covered, direction, document_kind,
    exposure, framing, glare, noise, perceptual_hash, screen, shadow, sharpness, text_height,
};

/// Judges an upright picture, as a file or as a page of one.
pub(crate) fn judge(picture: Raster, coding: Coding, policy: &Policy, report: &mut Report) {
    let look = AnalysisImage::at(&picture, coding);
    let framing = framing::judge(&look, policy, report);
    report.perceptual_hash = perceptual_hash::of_picture(&look.grey);
    let direction = direction::measure(&look, report.outline, policy.shape);
    report.rotation = direction.turn;
    report
        .findings
        .extend(direction::finding(report.rotation, policy));
    let place = Place::of(report.outline);
    let close_ups = CloseUp::of(&picture, coding, &look, place);
    let even = CloseUp::even(&picture, coding, &look);
    drop(picture);
    let sharpness = sharpness::measure(&look.calm);
    let exposure = exposure::measure(&look.calm, place.inner());
    let askew = direction
        .slope
        .and_then(|slope| framing::askew(slope, exposure.middle, policy));
    report.findings.extend(askew);
    if report.find(Code::CutOff).is_none() {
        let finding = framing::margins::finding(&look, report.outline, policy);
        report.findings.extend(finding);
    }
    let glare = glare::measure(&look, place);
    let ink = blank::measure(&look, place.inner());
    let shadow = shadow::measure(&look, place.inner(), glare.share > 0);
    let text_height = text_height::measure(&close_ups, report.rotation);
    let pattern = screen::measure(&close_ups, &even);
    let is_screenshot = (report.size).is_some_and(|size| screen::is_screenshot(&look, size));
    let screen = screen::finding(pattern, is_screenshot, policy);
    let mut reflected = glare::findings(&glare, policy);
    if shadow > 0 {
        // Bright paper beside a soft shadow fades as a reflection does.
        for finding in &mut reflected {
            finding.severity = finding.severity.min(Severity::Warn);
        }
    }
    let is_small = report.find(Code::TooSmall).is_some();
    let (outline, turn) = (report.outline, report.rotation);
    let findings = &mut report.findings;
    let blank = blank::finding(ink, policy);
    let light = exposure::finding(exposure, policy);
    if blank.is_none() {
        let unsharp = sharpness::finding(sharpness, exposure.contrast, policy).map(|unsharp| {
            // Of few pixels there is no telling what was blurred and what was made smaller and larger again; they are
            // told as too few.
            let most = if is_small {
                Severity::Warn
            } else {
                Severity::Block
            };
            Finding {
                severity: unsharp.severity.min(most),
                ..unsharp
            }
        });
        // Where light is reflected nothing is sharp either.
        let soft = (reflected.is_empty() && sharpness.overall.is_some())
            .then(|| sharpness::focus_map::soft(&look.calm, place))
            .flatten();
        findings.extend(match (unsharp, soft) {
            (Some(unsharp), Some(soft)) if unsharp.code == Code::Blurred => Some(Finding {
                region: Some(soft.region),
                ..unsharp
            }),
            (None, Some(soft)) => sharpness::focus_map::finding(soft, policy),
            (unsharp, _) => unsharp,
        });
        findings.extend(light);
    } else {
        // On an empty page there is nothing to be in focus, and no contrast; it may have been too dark to see anything.
        findings.extend(light.filter(|it| it.code == Code::TooDark));
    }
    findings.extend(blank);
    if !findings.iter().any(|it| it.code == Code::Blurred) {
        // Out of focus, every white patch has the rim of a reflection.
        findings.extend(reflected);
    }
    findings.extend(shadow::finding(shadow, policy));
    if screen.is_none() {
        // The dots of a screen would be taken for small print.
        findings.extend(text_height::finding(text_height, policy));
    }
    findings.extend(screen);
    findings.extend(covered::finding(covered::measure(&look, place), policy));
    document_kind::judge(&look, outline, turn, policy, findings);
    report.scores = Some(Scores {
        sharpness: sharpness.overall,
        sharpness_across: sharpness.across,
        dark: exposure.dark,
        middle: exposure.middle,
        light: exposure.light,
        contrast: exposure.contrast,
        noise: noise::measure(&look),
        glare: glare.share,
        shadow,
        text_height,
        pattern,
        ink: (ink / 1000) as u16,
        filling: framing.filling,
        aspect: framing.aspect,
        tilt: framing.tilt.or(direction.slope),
    });
}
