//! What could be written where the cursor stands: fields, values, and whose names to ask for. Who there is, nobody here
//! knows.

use super::field::Field;
use super::quote::is_quote;
use super::{Reader, Span};
use crate::domain::{Category, Priority, Status};

/// Ages that people ask for.
const AGES: [&str; 6] = ["<1h", "<4h", "<1d", "<1w", ">1d", ">1w"];
/// From so many letters on, a word may be the beginning of a value.
const ENOUGH: usize = 2;

/// What is being written, and what it may become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What a candidate takes the place of.
    pub span: Span,
    /// The likeliest first.
    pub candidates: Vec<Candidate>,
    /// Somebody's login may stand here, too.
    pub people: Option<People>,
}

/// Something that may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub text: String,
    /// What helps to choose: a person's name.
    pub about: String,
}

/// Whose logins to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// What the login or the name begins with.
    pub prefix: String,
    /// Only those who can be assigned tickets.
    pub staff_only: bool,
    /// Logins that stand in the list already.
    pub named: Vec<String>,
}

impl Completion {
    /// Adds people, as far as they are not named already.
    pub fn add_people(&mut self, people: impl IntoIterator<Item = (String, String)>) {
        let named = self.people.as_ref().map(|people| people.named.clone()).unwrap_or_default();
        for (login, name) in people {
            let is_new = !named.contains(&login) && self.candidates.iter().all(|known| known.text != login);
            if is_new {
                self.candidates.push(Candidate { text: login, about: name });
            }
        }
    }

    /// The text with a candidate in its place, and where the cursor stands behind it.
    #[must_use]
    pub fn apply(&self, text: &str, candidate: &str) -> (String, usize) {
        let letters: Vec<char> = text.chars().collect();
        let (before, after) = (&letters[..self.span.start.min(letters.len())], &letters[self.span.end.min(letters.len())..]);
        let whole = before.iter().copied().chain(candidate.chars()).chain(after.iter().copied()).collect();
        (whole, before.len() + candidate.chars().count())
    }
}

/// What may be written in this text at this place, in characters.
#[must_use]
pub fn complete(text: &str, cursor: usize, reader: Reader) -> Completion {
    let letters: Vec<char> = text.chars().collect();
    let cursor = cursor.min(letters.len());
    let term = Term::around(&letters, cursor);
    if cursor < term.start || letters[term.start..term.end].first().copied().is_some_and(is_quote) {
        return Completion::default();
    }
    match term.colon {
        Some(colon) if cursor > colon => value(&letters, &term, colon, cursor, reader),
        _ => word(&letters, &term, cursor, reader),
    }
}

/// The term that the cursor is in or at the end of, without its sign of negation.
struct Term {
    start: usize,
    end: usize,
    negated: bool,
    /// Behind the name of a field.
    colon: Option<usize>,
}

impl Term {
    fn around(letters: &[char], cursor: usize) -> Self {
        let (mut start, mut quoted) = (0, false);
        for (place, letter) in letters[..cursor].iter().enumerate() {
            quoted ^= is_quote(*letter);
            if !quoted && letter.is_whitespace() {
                start = place + 1;
            }
        }
        let mut end = cursor;
        while end < letters.len() && (quoted || !letters[end].is_whitespace()) {
            quoted ^= is_quote(letters[end]);
            end += 1;
        }
        let sign = sign_of_negation(&letters[start..end]);
        let start = start + sign;
        let name = letters[start..end].iter().position(|letter| *letter == ':' || is_quote(*letter));
        let colon = name.map(|place| start + place).filter(|place| letters[*place] == ':');
        Self { start, end, negated: sign > 0, colon }
    }
}

fn sign_of_negation(term: &[char]) -> usize {
    let spelled = term.len() > 4 && term.iter().zip("not:".chars()).all(|(typed, sign)| typed.eq_ignore_ascii_case(&sign));
    if term.first() == Some(&'-') { 1 } else { usize::from(spelled) * 4 }
}

/// A field's name, or a word that is the beginning of a value.
fn word(letters: &[char], term: &Term, cursor: usize, reader: Reader) -> Completion {
    let prefix = lower(&letters[term.start..cursor]);
    let end = term.colon.map_or(term.end, |colon| colon + 1);
    let span = Span { start: term.start, end };
    if letters[term.start..term.end].iter().any(|letter| is_quote(*letter)) && term.colon.is_none() {
        return Completion::default();
    }
    let ordered = lower(letters).split_whitespace().any(|term| term.starts_with("sort:"));
    let fits = |field: &Field| *field != Field::Sort || !(term.negated || ordered);
    let mut words: Vec<String> = Field::of(reader).filter(fits).map(|field| format!("{}:", field.name())).collect();
    if !term.negated {
        words.push("not:".to_owned());
    }
    if term.colon.is_none() && prefix.chars().count() >= ENOUGH {
        let pairs = |field: &'static str, values: Vec<&'static str>| values.into_iter().map(move |value| (field, value));
        let values = pairs("is", Field::states(reader))
            .chain(pairs("category", Category::ALL.iter().map(|value| value.word()).collect()))
            .chain(pairs("priority", Priority::ALL.iter().map(|value| value.word()).collect()).filter(|_| reader == Reader::Staff));
        let begun = values.filter(|(_, value)| value.starts_with(&prefix));
        words.extend(begun.map(|(field, value)| format!("{field}:{value}")));
    }
    let is_begun = |text: &String| {
        text.starts_with(&prefix) || text.split_once(':').is_some_and(|(_, value)| value.starts_with(&prefix) && !value.is_empty())
    };
    Completion { span, candidates: listed(words.into_iter().filter(is_begun)), people: None }
}

/// One of a field's values.
fn value(letters: &[char], term: &Term, colon: usize, cursor: usize, reader: Reader) -> Completion {
    let Some(field) = Field::find(&lower(&letters[term.start..colon]), reader) else { return Completion::default() };
    let quoted = letters.get(colon + 1).copied().is_some_and(is_quote);
    let start = colon + 1 + usize::from(quoted);
    let end = letters[start.min(term.end)..term.end].iter().position(|letter| is_quote(*letter)).map_or(term.end, |place| start + place);
    if cursor < start || cursor > end {
        return Completion::default();
    }
    let parts = |letter: &char| *letter == ',' && field.takes_a_list();
    let from = letters[start..cursor].iter().rposition(parts).map_or(start, |place| start + place + 1);
    let to = letters[cursor..end].iter().position(parts).map_or(end, |place| cursor + place);
    let blanks = letters[from..cursor].iter().take_while(|letter| letter.is_whitespace()).count();
    let sign = if field == Field::Priority { signs(&letters[from + blanks..to]) } else { 0 };
    let from = from + blanks + sign;
    if cursor < from {
        return Completion::default();
    }
    let others = [lower(&letters[start..from]), lower(&letters[to..end])].concat();
    let named: Vec<String> = others.split(',').map(|value| value.trim().to_owned()).collect();
    let (prefix, sign) = (lower(&letters[from..cursor]), letters[from - sign..from].iter().collect::<String>());
    let fits = |value: &String| value.starts_with(&prefix.replace(['-', ' '], "_")) || value.starts_with(&prefix);
    let words = values(field, reader, &sign).into_iter().map(str::to_owned).filter(|value| fits(value) && !named.contains(value));
    let whole = lower(&letters[from..to]);
    let candidates = listed(words.filter(|value| *value != whole));
    let staff_only = field == Field::Assignee;
    let people = matches!(field, Field::Assignee | Field::Requester).then_some(People { prefix, staff_only, named });
    Completion { span: Span { start: from, end: to }, candidates, people }
}

/// What may stand behind the colon, the likeliest first. A comparison that nothing can meet is not among them.
fn values(field: Field, reader: Reader, sign: &str) -> Vec<&'static str> {
    match field {
        Field::Status => Status::ALL.iter().map(|value| value.word()).collect(),
        Field::Category => Category::ALL.iter().map(|value| value.word()).collect(),
        Field::Priority => {
            let impossible = |value: &Priority| (sign == "<" && *value == Priority::Low) || (sign == ">" && *value == Priority::Urgent);
            let all = Priority::ALL.iter().rev().filter(|value| !impossible(value)).map(|value| value.word());
            all.chain([">=high", ">=medium"].into_iter().filter(|_| sign.is_empty())).collect()
        }
        Field::Assignee => vec!["me", "none"],
        Field::Requester => vec!["me"],
        Field::Created | Field::Updated => AGES.to_vec(),
        Field::Is => Field::states(reader),
        Field::Sort if reader == Reader::Staff => vec!["updated", "created", "priority", "-updated", "-created", "-priority"],
        Field::Sort => vec!["updated", "created", "-updated", "-created"],
    }
}

/// The length of the sign of comparison that these letters begin with.
fn signs(letters: &[char]) -> usize {
    letters.iter().zip(0..2).take_while(|(letter, _)| matches!(letter, '<' | '>' | '=')).count()
}

fn lower(letters: &[char]) -> String {
    letters.iter().collect::<String>().to_lowercase()
}

fn listed(texts: impl Iterator<Item = String>) -> Vec<Candidate> {
    texts.map(|text| Candidate { text, about: String::new() }).collect()
}
