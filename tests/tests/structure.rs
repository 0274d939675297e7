//! Files do not import one another in circles: a reader can begin at the bottom of every crate.
//!
//! A module file and those below it count as one thing to each other (`super::` and `mod` are no imports), and names
//! are followed through re-exports to the file that defines them. What only tests import does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use whole_product::paths;

#[test]
fn no_files_import_one_another_in_a_circle() {
    let circles: Vec<Vec<String>> = roots()
        .iter()
        .flat_map(|root| Sources::read(root).circles())
        .map(|circle| circle.iter().map(|file| named(file)).collect())
        .collect();
    assert!(circles.is_empty(), "circles of imports: {circles:#?}");
}

#[test]
fn a_circle_is_found_through_a_re_export_and_children_are_no_circle() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = [
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::Item; pub struct Other;"),
        ("b.rs", "mod inner; pub use inner::Item; pub struct Parent;"),
        (
            "b/inner.rs",
            "use super::Parent; pub struct Item(crate::a::Other);",
        ),
        (
            "c.rs",
            "use crate::a::Other; #[cfg(test)] mod tests { use crate::b::Item; }",
        ),
    ];
    std::fs::create_dir(folder.path().join("b")).expect("a folder");
    for (name, source) in files {
        std::fs::write(folder.path().join(name), source).expect("a file");
    }
    let circles = Sources::read(folder.path()).circles();
    let expected = vec![
        ["a.rs", "b/inner.rs"]
            .map(|file| folder.path().join(file))
            .to_vec(),
    ];
    assert_eq!(circles, expected);
}

/// The source folders of the app, the server, the tools and the crates.
fn roots() -> Vec<PathBuf> {
    let project = paths::project();
    let crates = std::fs::read_dir(project.join("crates")).expect("the crates");
    let mut roots: Vec<PathBuf> = crates
        .map(|entry| entry.expect("a crate").path().join("src"))
        .collect();
    roots.push(project.join("crates/precheck/worker/src"));
    roots.extend(["src", "server/src", "xtask/src"].map(|folder| project.join(folder)));
    roots.retain(|root| root.is_dir());
    roots
}

fn named(file: &Path) -> String {
    let within = file.strip_prefix(paths::project()).unwrap_or(file);
    within.to_string_lossy().into_owned()
}

type ModulePath = Vec<String>;

/// What one file says of others.
#[derive(Default)]
struct Imports {
    /// Absolute paths within the crate.
    paths: Vec<ModulePath>,
    /// What `use` brings into the module, under which name: others may mean it by that.
    names: BTreeMap<String, ModulePath>,
}

struct Sources {
    files: BTreeMap<ModulePath, PathBuf>,
    imports: BTreeMap<ModulePath, Imports>,
}

impl Sources {
    fn read(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(root, root, &mut files);
        let imports = files
            .iter()
            .map(|(module, file)| {
                let source = std::fs::read_to_string(file).expect("a readable file");
                let parsed = syn::parse_file(&source)
                    .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                let mut reader = Reader {
                    module: module.clone(),
                    found: Imports::default(),
                };
                reader.visit_file(&parsed);
                (module.clone(), reader.found)
            })
            .collect();
        Self { files, imports }
    }

    /// The module file in which the last name of a path is defined.
    fn home_of(&self, path: &[String], depth: usize) -> Option<ModulePath> {
        let length = (0..=path.len())
            .rev()
            .find(|&n| self.files.contains_key(&path[..n]))?;
        let (module, rest) = path.split_at(length);
        if let (Some(name), true) = (rest.first(), depth < 8)
            && let Some(target) = self.imports[module].names.get(name)
            && target != path
        {
            return self.home_of(target, depth + 1);
        }
        Some(module.to_vec())
    }

    fn edges(&self) -> BTreeMap<&ModulePath, BTreeSet<ModulePath>> {
        let related = |a: &ModulePath, b: &ModulePath| a.starts_with(b) || b.starts_with(a);
        self.imports
            .iter()
            .map(|(module, imports)| {
                let targets = imports
                    .paths
                    .iter()
                    .filter_map(|path| self.home_of(path, 0));
                (
                    module,
                    targets.filter(|target| !related(module, target)).collect(),
                )
            })
            .collect()
    }

    /// Groups of files each of which reaches every other, in order.
    fn circles(&self) -> Vec<Vec<PathBuf>> {
        let edges = self.edges();
        let reach = |from: &ModulePath| {
            let mut seen = BTreeSet::new();
            let mut open = vec![from.clone()];
            while let Some(module) = open.pop() {
                for next in edges.get(&module).into_iter().flatten() {
                    if seen.insert(next.clone()) {
                        open.push(next.clone());
                    }
                }
            }
            seen
        };
        let reached: BTreeMap<&ModulePath, BTreeSet<ModulePath>> = self
            .files
            .keys()
            .map(|module| (module, reach(module)))
            .collect();
        let mut circles = BTreeSet::new();
        for (module, targets) in &reached {
            let circle: Vec<PathBuf> = targets
                .iter()
                .filter(|other| reached[other].contains(*module))
                .map(|other| self.files[other].clone())
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<ModulePath, PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let within = path
                .strip_prefix(root)
                .expect("it lies below")
                .with_extension("");
            let mut module: ModulePath = within
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            // The binary's root beside a library imports the library by name, from outside.
            let is_root =
                module == ["lib"] || (module == ["main"] && !root.join("lib.rs").is_file());
            if is_root {
                module.clear();
            }
            if module.last().is_none_or(|last| last != "tests") {
                files.insert(module, path);
            }
        }
    }
}

struct Reader {
    module: ModulePath,
    found: Imports,
}

impl Reader {
    /// An absolute path, for one that begins with `crate`, `self` or `super`, or with a child module's name in `use`.
    fn absolute(&self, path: &[String], in_use: bool) -> Option<ModulePath> {
        let mut base = self.module.clone();
        let mut rest = path;
        match path.first().map(String::as_str)? {
            "crate" => {
                base.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {}
            _ if in_use => {}
            _ => return None,
        }
        while rest.first().is_some_and(|part| part == "super") {
            base.pop();
            rest = &rest[1..];
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    fn read_use(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.read_use(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.read_use(tree, before);
                }
            }
            syn::UseTree::Glob(_) => self.add_use(before, None),
            syn::UseTree::Name(name) => {
                let mut whole = before.clone();
                let last = name.ident.to_string();
                let known_as = if last == "self" {
                    before.last().cloned()
                } else {
                    Some(last.clone())
                };
                if last != "self" {
                    whole.push(last);
                }
                self.add_use(&whole, known_as);
            }
            syn::UseTree::Rename(rename) => {
                let mut whole = before.clone();
                whole.push(rename.ident.to_string());
                self.add_use(&whole, Some(rename.rename.to_string()));
            }
        }
    }

    fn add_use(&mut self, path: &[String], known_as: Option<String>) {
        if let Some(absolute) = self.absolute(path, true) {
            if let Some(name) = known_as {
                self.found.names.insert(name, absolute.clone());
            }
            self.found.paths.push(absolute);
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|ident| ident == "test")
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_none() || is_for_tests(&item.attrs) {
            return;
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.read_use(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        if let Some(absolute) = self.absolute(&parts, false) {
            self.found.paths.push(absolute);
        }
        visit::visit_path(self, path);
    }
}
