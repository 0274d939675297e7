//! A few things by their names. A handful needs no tree, whose code would be in the download for each kind of thing.

pub(crate) type Named<T> = Vec<(String, T)>;

pub(crate) fn find<'a, T>(all: &'a Named<T>, name: &str) -> Option<&'a T> {
    let mut all = all.iter();
    all.find(|(of, _)| of == name).map(|(_, thing)| thing)
}

/// Puts it in place of what had the name, or takes that away.
pub(crate) fn put<T>(all: &mut Named<T>, name: &str, thing: Option<T>) {
    all.retain(|(of, _)| of != name);
    all.extend(thing.map(|thing| (name.to_owned(), thing)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_thing() {
        let mut all = Named::new();
        put(&mut all, "front", Some(1));
        put(&mut all, "back", Some(2));
        put(&mut all, "front", Some(3));
        assert_eq!(find(&all, "front"), Some(&3));
        put(&mut all, "front", None);
        assert_eq!((find(&all, "front"), find(&all, "back")), (None, Some(&2)));
    }
}
