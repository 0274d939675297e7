//! What a resident downloads, in kilobytes (1 KB = 1000 bytes) after brotli, against a budget.

mod budget;
mod downloads;

use std::fmt::Write;
use std::path::Path;

use crate::error::{AtPath, Error, Result};
use crate::project;
use budget::Budget;
use downloads::{MODULES, Needed, PARTS, Part, SHARED, SHARED_LATER};

struct Measured {
    part: &'static Part,
    plain: u64,
    brotli: u64,
}

/// Prints the report; fails when a budget is exceeded. `record` stores today's sizes as the base for later growth.
pub(crate) fn report(record: bool) -> Result {
    let dist = project::dist();
    let measured = measure(&dist)?;
    let budget = Budget::read()?;
    print!("{}", table(&measured, &budget));
    if record {
        return budget.record(measured.iter().map(|m| (m.part.name, m.brotli)));
    }
    verdict(&measured, &budget)
}

/// Bytes that are downloaded when the first picture is added.
pub(crate) fn of_worker() -> Result<u64> {
    Ok(sum(&measure(&project::dist())?, Needed::Worker))
}

fn measure(dist: &Path) -> Result<Vec<Measured>> {
    let files = project::files_under(dist);
    let page = std::fs::read_to_string(dist.join("index.html")).unwrap_or_default();
    let first = files_of_first(&page);
    let measure = |part: &'static Part| {
        let names = files
            .iter()
            .filter_map(|file| file.strip_prefix(dist).ok()?.to_str());
        let is_its = |name: &&str| match part.name {
            SHARED => first.contains(name),
            SHARED_LATER => !first.contains(name),
            _ => true,
        };
        let names: Vec<&str> = names.filter(|name| part.is(name)).filter(is_its).collect();
        if names.is_empty() {
            return Ok(None);
        }
        let (mut plain, mut brotli) = (0, 0);
        for name in names {
            let length = |path: &Path| std::fs::metadata(path).map(|file| file.len());
            let file = length(&dist.join(name)).at("measure", &dist.join(name))?;
            plain += file;
            // Small files are not compressed.
            brotli += length(&dist.join(format!("{name}.br"))).unwrap_or(file);
        }
        Ok(Some(Measured {
            part,
            plain,
            brotli,
        }))
    };
    let measured: Vec<_> = PARTS
        .iter()
        .filter_map(|part| measure(part).transpose())
        .collect::<Result<_>>()?;
    if !measured.iter().any(|m| m.part.name == "app-wasm") || dist.join("dev-stamp").exists() {
        return Err(
            Error::new("dist/ holds no release build of the app").advise("cargo xtask build")
        );
    }
    Ok(measured)
}

/// The files of the first part, as the page names them in `data-app-parts`.
fn files_of_first(page: &str) -> String {
    let attribute = page.split("data-app-parts=").nth(1).unwrap_or_default();
    let first = attribute.split("first").nth(1).unwrap_or_default();
    first.split(']').next().unwrap_or_default().to_owned()
}

fn sum(measured: &[Measured], needed: Needed) -> u64 {
    total(measured, |m| m.part.needed == needed)
}

fn total(measured: &[Measured], counts: impl Fn(&Measured) -> bool) -> u64 {
    let counted = measured.iter().filter(|m| counts(m));
    counted.map(|m| m.brotli).sum()
}

/// What a budget is set for.
struct Goal {
    what: &'static str,
    limit: f64,
    counts: fn(&Measured) -> bool,
}

fn goals(budget: &Budget) -> [Goal; 6] {
    let limits = budget.limits();
    [
        Goal {
            what: "first visit, to a usable home",
            limit: limits.first_visit,
            counts: |m| m.part.needed == Needed::Home,
        },
        Goal {
            what: "home to first question",
            limit: limits.first_question,
            counts: |m| m.part.needed == Needed::Question,
        },
        Goal {
            what: "all modules of the app",
            limit: limits.modules,
            counts: |m| MODULES.contains(&m.part.name),
        },
        Goal {
            what: "worker, when needed",
            limit: limits.worker,
            counts: |m| m.part.needed == Needed::Worker,
        },
        Goal {
            what: "parts of the worker, all of them",
            limit: limits.worker_parts,
            counts: |m| m.part.needed == Needed::WorkerLater,
        },
        Goal {
            what: "weights, behind the worker",
            limit: limits.weights,
            counts: |m| m.part.needed == Needed::Weights,
        },
    ]
}

fn kb(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}

fn table(measured: &[Measured], budget: &Budget) -> String {
    let mut table = format!(
        "{:<17}{:>10}{:>12}{:>14}\n",
        "part", "KB", "KB brotli", "since record"
    );
    for m in measured {
        let since = match budget.recorded(m.part.name) {
            Some(before) => format!("{:+.1}", kb(m.brotli) - kb(before)),
            None => "new".to_owned(),
        };
        let _ = writeln!(
            table,
            "{:<17}{:>10.1}{:>12.1}{since:>14}",
            m.part.name,
            kb(m.plain),
            kb(m.brotli)
        );
    }
    for Goal {
        what,
        limit,
        counts,
    } in goals(budget)
    {
        let _ = writeln!(
            table,
            "{what:<33}{:>12.1}{:>14}",
            kb(total(measured, counts)),
            format!("budget {limit}")
        );
    }
    table
}

fn verdict(measured: &[Measured], budget: &Budget) -> Result {
    for Goal {
        what,
        limit,
        counts,
    } in goals(budget)
    {
        let reached = kb(total(measured, counts));
        if reached <= limit {
            continue;
        }
        let growth =
            |m: &&Measured| m.brotli as i64 - budget.recorded(m.part.name).unwrap_or(0) as i64;
        let parts = measured.iter().filter(|m| counts(m));
        let most = parts.max_by_key(growth).map_or(String::new(), |m| {
            format!(
                "; {} grew most, by {:.1} KB",
                m.part.name,
                growth(&m) as f64 / 1000.0
            )
        });
        return Err(Error::new(format!(
            "{what} weighs {reached:.1} KB, its budget is {limit} KB{most}"
        ))
        .advise("make it smaller, or argue for a larger number in xtask/size-budget.toml"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(sizes: [u64; 3]) -> Vec<Measured> {
        let of = |name| PARTS.iter().find(|part| part.name == name);
        ["page", "app-wasm", "worker-wasm"]
            .into_iter()
            .filter_map(of)
            .zip(sizes)
            .map(|(part, brotli)| Measured {
                part,
                plain: brotli * 3,
                brotli,
            })
            .collect()
    }

    fn budget() -> Budget {
        let text = "[budget-kb]\nfirst-visit = 160\nfirst-question = 60\nmodules = 300\nworker = 120\nworker-parts = 60\nweights = 90\n[recorded-bytes]\npage = 3000\napp-wasm = 100000\n";
        Budget::parse(text).unwrap()
    }

    #[test]
    fn within_the_budget_nothing_is_said() {
        assert!(verdict(&measured([3_000, 157_000, 120_000]), &budget()).is_ok());
    }

    #[test]
    fn what_grew_most_is_named_when_the_budget_is_exceeded() {
        let failure = verdict(&measured([9_000, 152_000, 1]), &budget())
            .unwrap_err()
            .to_string();
        assert!(
            failure.contains("161.0 KB") && failure.contains("app-wasm grew most, by 52.0 KB"),
            "{failure}"
        );
    }

    #[test]
    fn what_the_first_part_shares_is_read_off_the_page() {
        let page = r#"<script data-app-parts="{&quot;apply&quot;:[&quot;/assets/part-shared-6.a.wasm&quot;],&quot;first&quot;:[&quot;/assets/part-shared-5.b.wasm&quot;,&quot;/assets/part-first.c.wasm&quot;],&quot;follow&quot;:[]}">"#;
        let first = files_of_first(page);
        assert!(first.contains("assets/part-shared-5.b.wasm"));
        assert!(!first.contains("assets/part-shared-6.a.wasm"));
    }
}
