//! Prints a JSON Schema by which editors complete and check scenario files, generated from the types.
//! Without an argument that of scenarios; `region`, `shelf` and `handbook` print those of the other files.

use catalog::handbook::Handbook;
use catalog::load::{RegionFile, schema_text};
use catalog::scenario::{Scenario, Shelf};

fn main() {
    let text = match std::env::args().nth(1).as_deref() {
        None | Some("scenario") => schema_text::<Scenario>(),
        Some("region") => schema_text::<RegionFile>(),
        Some("shelf") => schema_text::<Shelf>(),
        Some("handbook") => schema_text::<Handbook>(),
        Some(other) => {
            eprintln!("there is no schema of {other}: scenario, region, shelf or handbook");
            std::process::exit(2);
        }
    };
    print!("{text}");
}
