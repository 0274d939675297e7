//! An application as it was handed in, in words: for the resident with numbers masked, for an office in full. It is
//! read from what is stored as it counts, by the scenario version it was made with; nothing is computed anew.

mod needed;

use axum::Json;
use axum::extract::State;
use catalog::plan::row_title;
use catalog::scenario::{Field, Scenario};
use catalog::{Application, Supplied, Value};
use civic::Day;
use contract::handed_in::{
    EarlierPaper, EarlierValue, HandedGroup, HandedIn, HandedLine, HandedMaterial, HandedPage,
    HandedPromise,
};

use super::files::media_type;
use super::outcomes::{base, is_of};
use super::{names, words};
use crate::auth::session::SignedIn;
use crate::error::{ApiResult, not_found};
use crate::http::params::Path;
use crate::state::AppState;
use crate::store::{CaseRecord, Connection, StoreError, Superseded, cases, superseded, uploads};

use needed::uses_field;

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader<'a> {
    /// Numbers are masked, for a screen is read over shoulders; what the pre-check said is left out.
    Applicant,
    /// Of the answers, fields, materials and declarations, those that these services need.
    Office(&'a [String]),
}

/// `GET /api/v1/cases/{number}/application`
pub(crate) async fn show(
    State(app): State<AppState>,
    SignedIn(person): SignedIn,
    Path(number): Path<String>,
) -> ApiResult<Json<HandedIn>> {
    let mut db = app.store.read().await?;
    let case = cases::find_own(&mut db, &person.id, &number)
        .await?
        .ok_or_else(not_found)?;
    let scenario = app
        .scenarios
        .version(&mut db, &case.scenario, &case.scenario_hash)
        .await?;
    let today = app.clock.today();
    let view = of(&mut db, &scenario, &case, Reader::Applicant, today).await?;
    Ok(Json(view))
}

pub(crate) async fn of(
    db: &mut Connection,
    scenario: &Scenario,
    case: &CaseRecord,
    reader: Reader<'_>,
    today: Day,
) -> Result<HandedIn, StoreError> {
    let earlier = superseded::of_case(db, case.id).await?;
    let page = Page {
        earlier: &earlier,
        scenario,
        application: &case.application,
        reader,
        today,
    };
    let mut materials = Vec::new();
    for record in cases::materials(db, case.id).await? {
        if !page.shows_material(&record.material) {
            continue;
        }
        let name = names::material_name(scenario, &case.application, &record.material);
        let pages = page
            .pages(db, case.id, &record.material, &record.supplied)
            .await?;
        let earlier = page.earlier_papers(db, case.id, &record.material).await?;
        materials.push(HandedMaterial {
            name,
            earlier,
            way: record.supplied.way(),
            pages,
            material: record.material,
        });
    }
    let mut fields = page.sections();
    fields.extend(page.rows());
    Ok(HandedIn {
        answers: page.answers(),
        fields,
        materials,
        agreed: page.agreed(),
    })
}

struct Page<'a> {
    /// What stood there before, each with the moment until which it did.
    earlier: &'a [(String, Superseded)],
    scenario: &'a Scenario,
    application: &'a Application,
    reader: Reader<'a>,
    today: Day,
}

impl Page<'_> {
    fn shows_material(&self, material: &str) -> bool {
        let Reader::Office(services) = self.reader else {
            return true;
        };
        let mut services = services.iter();
        services.any(|service| is_of(self.scenario, service, material))
    }

    fn shows_field(&self, field: &Field) -> bool {
        match self.reader {
            Reader::Applicant => true,
            Reader::Office(services) => uses_field(self.scenario, services, &field.id),
        }
    }

    fn answers(&self) -> Vec<HandedLine> {
        let needed = match self.reader {
            Reader::Applicant => None,
            Reader::Office(services) => Some(needed::questions(self.scenario, services)),
        };
        let is_needed = |id: &String| needed.as_ref().is_none_or(|needed| needed.contains(id));
        let questions = self.scenario.questions.iter();
        let questions = questions.filter(|question| is_needed(&question.id));
        let lines = questions.filter_map(|question| {
            let known = self.application.answers.get(&question.id)?;
            Some(HandedLine {
                id: question.id.clone(),
                label: question.label.zh().to_owned(),
                value: words::answer(question, known),
                explained: None,
                earlier: Vec::new(),
            })
        });
        lines.collect()
    }

    /// Under the headings of the form, which say whose the facts are.
    fn sections(&self) -> Vec<HandedGroup> {
        let mut groups: Vec<HandedGroup> = Vec::new();
        for field in &self.scenario.fields {
            let Some(value) = self.application.fields.get(&field.id) else {
                continue;
            };
            let title = field.section.zh();
            let at = groups.iter().position(|group| group.title == title);
            let at = at.unwrap_or_else(|| {
                groups.push(HandedGroup {
                    title: title.to_owned(),
                    lines: Vec::new(),
                });
                groups.len() - 1
            });
            groups[at].lines.extend(self.line(field, value, &field.id));
        }
        groups.retain(|group| !group.lines.is_empty());
        groups
    }

    /// Each row by what it is called.
    fn rows(&self) -> Vec<HandedGroup> {
        let mut groups = Vec::new();
        for group in &self.scenario.groups {
            let rows = self.application.answers.rows(&group.id).iter();
            groups.extend(rows.enumerate().map(|(at, row)| {
                let columns = group.columns.iter();
                let lines = columns.filter_map(|column| {
                    let field = self.scenario.field(&column.id)?;
                    let place = format!("{}-{}-{}", field.id, group.id, row.key);
                    self.line(field, row.values.get(&column.id)?, &place)
                });
                HandedGroup {
                    title: row_title(group, row, at),
                    lines: lines.collect(),
                }
            }));
        }
        groups.retain(|group| !group.lines.is_empty());
        groups
    }

    /// Nothing is said of what was left empty. `place` is the field's id, also of one in a row.
    fn line(&self, field: &Field, value: &Value, place: &str) -> Option<HandedLine> {
        if value.is_blank() || !self.shows_field(field) {
            return None;
        }
        let in_words = |value: &Value| match self.reader {
            Reader::Applicant => words::masked(&field.kind, value, self.today),
            Reader::Office(_) => words::value(&field.kind, value),
        };
        let earlier = self.earlier.iter().filter_map(|(until, superseded)| {
            Some(EarlierValue {
                value: in_words(superseded.fields.get(place)?),
                until: until.clone(),
            })
        });
        Some(HandedLine {
            id: field.id.clone(),
            label: field.label.zh().to_owned(),
            value: in_words(value),
            earlier: earlier.collect(),
            explained: self.application.explained.get(&field.id).copied(),
        })
    }

    async fn earlier_papers(
        &self,
        db: &mut Connection,
        case_id: i64,
        material: &str,
    ) -> Result<Vec<EarlierPaper>, StoreError> {
        let mut papers = Vec::new();
        for (until, superseded) in self.earlier {
            let Some(supplied) = superseded.materials.get(material) else {
                continue;
            };
            papers.push(EarlierPaper {
                way: supplied.way(),
                pages: self.pages(db, case_id, material, supplied).await?,
                until: until.clone(),
            });
        }
        Ok(papers)
    }

    async fn pages(
        &self,
        db: &mut Connection,
        case_id: i64,
        material: &str,
        supplied: &Supplied,
    ) -> Result<Vec<HandedPage>, StoreError> {
        let Supplied::Attached(pictures) = supplied else {
            return Ok(Vec::new());
        };
        let known = self.scenario.material(base(material));
        let mut pages = Vec::new();
        for picture in pictures {
            let file = uploads::find_of_case(db, case_id, &picture.file).await?;
            let report = file.and_then(|file| file.report);
            let label = known.and_then(|known| {
                let mut pages = known.pages.iter();
                pages.find(|page| page.id == picture.page)
            });
            pages.push(HandedPage {
                page: picture.page.clone(),
                name: label
                    .map_or(&*picture.page, |page| page.label.zh())
                    .to_owned(),
                file: picture.file.clone(),
                media_type: media_type(report.as_ref()).to_owned(),
                report: report.filter(|_| self.reader != Reader::Applicant),
                for_review: picture.for_review,
            });
        }
        Ok(pages)
    }

    fn agreed(&self) -> Vec<HandedPromise> {
        let materials = self.application.materials.iter();
        let promised = materials
            .filter(|(id, supplied)| **supplied == Supplied::Promised && self.shows_material(id));
        let promised: Vec<&String> = promised
            .filter_map(|(id, _)| self.scenario.material(base(id))?.commitment.as_ref())
            .collect();
        let is_declared = |id: &String| match self.reader {
            Reader::Applicant => true,
            Reader::Office(services) => {
                needed::declarations(self.scenario, services).any(|declared| declared == id)
            }
        };
        let commitments = self.scenario.commitments.iter();
        let agreed = commitments.filter(|it| {
            let is_shown = is_declared(&it.id) || promised.contains(&&it.id);
            is_shown && self.application.agreed.contains(&it.id)
        });
        let shown = agreed.map(|commitment| HandedPromise {
            commitment: commitment.id.clone(),
            title: commitment.title.zh().to_owned(),
            is_promise: promised.contains(&&commitment.id),
        });
        shown.collect()
    }
}
