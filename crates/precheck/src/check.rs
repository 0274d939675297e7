//! One look at a file: every check, one report.
//! The order is that of cost: format, outline, decoding, pixels; what fails early spares the rest.

use crate::container::{self, Outline};
use crate::page_pictures::PageJudge;
use crate::pages::{self, Unread};
use crate::sniff::sniff;
use crate::{
    Code, Finding, Format, PerceptualHash, Policy, Portrait, Report, Severity, decode, ofd, office,
    pdf, picture_check, portrait, size,
};

/// Reports on a file as it is. The server calls this on what was uploaded; on bytes that [`crate::prepare`] returned
/// it gives the very report that came with them.
///
/// ```
/// use precheck_testkit::{blurred_photograph, sharp_photograph};
/// use precheck::{Code, Policy, check};
///
/// let policy = Policy::default();
/// assert!(!check(&sharp_photograph(), &policy).blocks());
///
/// let report = check(&blurred_photograph(), &policy);
/// assert!(report.blocks());
/// assert!(report.find(Code::Blurred).is_some());
///
/// let report = check(b"neither a picture nor a document", &policy);
/// assert!(report.find(Code::UnknownFormat).is_some());
/// ```
#[must_use]
pub fn check(bytes: &[u8], policy: &Policy) -> Report {
    check_picture(bytes, policy).unwrap_or_else(|| check_document(bytes, policy))
}

/// As [`check`], of all but the documents that the material takes (PDF, OFD, Office, archives): nothing for those. What
/// reads documents is much code, which a phone fetches for a document only.
#[must_use]
pub fn check_picture(bytes: &[u8], policy: &Policy) -> Option<Report> {
    let mut report = Report::of_file(sniff(bytes), bytes.len() as u64);
    match report.format {
        Format::Empty => report.block(Code::EmptyFile),
        Format::Unknown => report.block(Code::UnknownFormat),
        // In another format it would not be whole either.
        format if !policy.takes(format) => report.block(if is_cut(format, bytes) {
            Code::Truncated
        } else {
            Code::FormatNotAccepted
        }),
        format if format.is_picture() => judge_picture(bytes, policy, &mut report),
        _ => return None,
    }
    report.findings = worst_first(&report.findings);
    Some(report)
}

/// Whether the file is such a document, of which [`check_picture`] says nothing.
#[must_use]
pub fn is_document(bytes: &[u8], policy: &Policy) -> bool {
    let format = sniff(bytes);
    let is_known = !matches!(format, Format::Empty | Format::Unknown);
    is_known && !format.is_picture() && policy.takes(format)
}

fn check_document(bytes: &[u8], policy: &Policy) -> Report {
    let mut report = Report::of_file(sniff(bytes), bytes.len() as u64);
    judge_document(bytes, policy, &mut report);
    report.findings = worst_first(&report.findings);
    report
}

/// A handful at most: three walks are a tenth of the code of a sort, and code is what a phone loads.
fn worst_first(findings: &[Finding]) -> Vec<Finding> {
    [Severity::Block, Severity::Warn, Severity::Info]
        .iter()
        .flat_map(|severity| findings.iter().filter(|it| it.severity == *severity))
        .cloned()
        .collect()
}

/// Whether it is a picture whose end is missing.
fn is_cut(format: Format, bytes: &[u8]) -> bool {
    container::outline(format, bytes).is_some_and(|outline| !outline.is_complete)
}

fn too_many(bytes: &[u8], limit: u32) -> Option<Finding> {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    (length > limit)
        .then(|| Finding::new(Code::TooManyBytes, Severity::Block).measured(length, limit))
}

fn judge_document(bytes: &[u8], policy: &Policy, report: &mut Report) {
    report
        .findings
        .extend(too_many(bytes, policy.max_pdf_bytes));
    // What is too long is stopped, whatever is on it.
    let mut judge = if report.findings.is_empty() && policy.portrait.is_none() {
        PageJudge::new(policy)
    } else {
        PageJudge::of_none(policy)
    };
    let read = match report.format {
        Format::Pdf => pdf::read(bytes, &mut judge),
        Format::Ofd => ofd::read(bytes),
        Format::Office | Format::Zip if office::is_encrypted(bytes) => Err(Unread::Encrypted),
        _ => return,
    };
    match read {
        Ok(pages) => {
            report.pages = Some(pages.count);
            report.perceptual_hash = Some(PerceptualHash::of_file(bytes));
            report.findings.extend(pages::findings(&pages, policy));
            report.findings.extend(judge.findings());
        }
        Err(Unread::Truncated) => report.block(Code::Truncated),
        Err(Unread::Encrypted) => report.block(Code::Encrypted),
        Err(Unread::PerhapsEncrypted) => report
            .findings
            .push(Finding::new(Code::Encrypted, Severity::Warn)),
        Err(Unread::Corrupt) => report.block(Code::Corrupt),
        Err(Unread::Unclear) => {}
    }
}

fn judge_picture(bytes: &[u8], policy: &Policy, report: &mut Report) {
    report.findings.extend(too_many(bytes, policy.max_bytes));
    let Some(outline) = container::outline(report.format, bytes) else {
        return report.block(Code::Corrupt);
    };
    report.size = Some(outline.upright());
    if outline.exif.has_position {
        report
            .findings
            .push(Finding::new(Code::PositionData, Severity::Info));
    }
    if !decode::is_bearable(outline.stored) {
        let pixels = u32::try_from(decode::pixels(outline.stored)).unwrap_or(u32::MAX);
        let limit = decode::MAX_PIXELS as u32;
        report
            .findings
            .push(Finding::new(Code::TooManyPixels, Severity::Block).measured(pixels, limit));
        return;
    }
    if outline.is_animated {
        report
            .findings
            .push(Finding::new(Code::Animated, Severity::Warn));
    }
    if !outline.is_complete {
        // What is missing would be judged as grey paper.
        return report.block(Code::Truncated);
    }
    if let Some(portrait) = &policy.portrait {
        if report.format.is_decodable() {
            check_portrait(bytes, &outline, policy, portrait, report);
        }
        return;
    }
    report
        .findings
        .extend(size::finding(outline.upright(), policy));
    // What the browser decodes is judged as the JPEG that it becomes.
    if report.format.is_decodable() {
        check_pixels(bytes, &outline, policy, report);
    }
}

fn check_portrait(
    bytes: &[u8],
    outline: &Outline,
    policy: &Policy,
    rules: &Portrait,
    report: &mut Report,
) {
    match decode::decode(report.format, bytes, outline) {
        Ok(raster) => {
            let upright = raster.upright(outline.exif.orientation);
            portrait::judge(&upright, policy, rules, report);
        }
        Err(_) => report.block(Code::Corrupt),
    }
}

fn check_pixels(bytes: &[u8], outline: &Outline, policy: &Policy, report: &mut Report) {
    let Ok((picture, coding)) = decode::decode_coded(report.format, bytes, outline) else {
        return report.block(Code::Corrupt);
    };
    let picture = picture.upright(outline.exif.orientation);
    picture_check::judge(picture, coding, policy, report);
}
