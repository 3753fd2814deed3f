//! When two tickets are alike: they share words that tell something. Only words people can see are weighed, subject and
//! description, so that whoever is shown a ticket also sees why.

use super::words;
use std::collections::HashSet;

/// Shorter words tell little, in letters.
const SHORTEST: usize = 3;
/// So many words of a subject are weighed.
const MOST: usize = 12;
/// So much of a description is weighed, in bytes or a little more: a pasted log says nothing by its end.
const DESCRIPTION: usize = 4 * 1024;

/// Words in nearly every ticket. Folded, as [`words::words`] gives them; of "can't" it makes "can" and "t".
const SAYING_LITTLE: &[&str] = &[
    "about", "after", "again", "all", "and", "any", "are", "been", "but", "can", "cannot", "could", "did", "does", "doesn", "don", "for",
    "from", "get", "got", "had", "has", "have", "hello", "help", "her", "his", "how", "into", "its", "just", "more", "need", "not", "now",
    "off", "one", "only", "our", "out", "please", "problem", "she", "some", "still", "than", "thank", "thanks", "that", "the", "their",
    "them", "then", "there", "they", "this", "too", "tonight", "very", "want", "was", "way", "were", "what", "when", "where", "which",
    "who", "why", "will", "with", "won", "would", "you", "your",
];

/// The words of a subject that tell something, each once.
#[must_use]
pub fn telling_words(subject: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    // Two characters of such a script are most of a word; of one alone and of Japanese endings there are too many.
    let says_little = |word: &str| SAYING_LITTLE.contains(&word) || word.chars().all(|letter| ('\u{3040}'..'\u{30A0}').contains(&letter));
    let is_long = |word: &str| word.chars().count() >= SHORTEST || words::is_pair(word);
    let tells = |word: &String| is_long(word) && !says_little(word);
    words::words(subject).into_iter().filter(tells).filter(|word| seen.insert(word.clone())).take(MOST).collect()
}

/// How many of these words some word of the texts begins with.
#[must_use]
pub fn shared(wanted: &[String], subject: &str, description: &str) -> usize {
    let end = (DESCRIPTION..description.len()).find(|end| description.is_char_boundary(*end)).unwrap_or(description.len());
    let texts: Vec<String> = words::words(subject).into_iter().chain(words::words(&description[..end])).collect();
    wanted.iter().filter(|word| texts.iter().any(|other| other.starts_with(word.as_str()))).count()
}

/// Whether so many shared words of so many make two tickets alike: half of them, and at least two where there are two.
#[must_use]
pub fn is_alike(shared: usize, of: usize) -> bool {
    shared >= of.clamp(1, 2) && shared * 2 >= of
}
