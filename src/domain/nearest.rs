//! What somebody may have meant by a word that is not there.

/// A few are a choice, more are a list.
const FEW: usize = 3;
/// A word shorter than this is part of too many.
const TELLING: usize = 3;

/// A word longer than this was never meant to be one: comparing takes as long as it is.
const LONGEST: usize = 64;

/// The words most like this one, the likest first: three at most, and none where nothing is like it.
pub fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    let wanted = word.to_lowercase();
    let far = (wanted.chars().count() / 3).max(2);
    let distance = |other: &str| {
        let other = other.to_lowercase();
        let is_part = wanted.len() >= TELLING && other.contains(&wanted);
        if is_part { 0 } else { strsim::damerau_levenshtein(&wanted, &other) }
    };
    let mut like: Vec<(usize, &str)> = words.into_iter().map(|other| (distance(other), other)).filter(|(apart, _)| *apart <= far).collect();
    like.sort_by_key(|(apart, _)| *apart);
    like.into_iter().take(FEW).map(|(_, other)| other).collect()
}
