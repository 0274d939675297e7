//! A few values by key. A handful needs no tree, whose code would be in the download once for each type of value.

pub(crate) type Keyed<K, T> = Vec<(K, T)>;

pub(crate) fn find<'a, K: PartialEq, T>(all: &'a Keyed<K, T>, key: &K) -> Option<&'a T> {
    let mut all = all.iter();
    all.find(|(of, _)| of == key).map(|(_, value)| value)
}

/// Puts the value in place of what had the key, or takes that away.
pub(crate) fn put<K: Clone + PartialEq, T>(all: &mut Keyed<K, T>, key: &K, value: Option<T>) {
    all.retain(|(of, _)| of != key);
    all.extend(value.map(|value| (key.clone(), value)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_value() {
        let mut all = Keyed::new();
        put(&mut all, &"front", Some(1));
        put(&mut all, &"back", Some(2));
        put(&mut all, &"front", Some(3));
        assert_eq!(find(&all, &"front"), Some(&3));
        put(&mut all, &"front", None);
        assert_eq!(
            (find(&all, &"front"), find(&all, &"back")),
            (None, Some(&2))
        );
    }
}
