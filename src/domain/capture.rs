//! A ticket in one line: `!! till 3 frozen #technical @dana for:ida`. Marks stand alone between blanks, in any place; what
//! is no mark is the subject. Nothing that was typed is dropped: of two marks of a kind the first counts, and the other
//! stays in the subject.

use super::{Category, Login, Priority};

/// Which marks mean something to whoever types.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// Priority, assignee and requester, too; a guest has the category alone.
    pub triage: bool,
    /// Who can be assigned.
    pub staff: &'a [Login],
}

/// A person as a mark names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Me,
    Login(Login),
}

/// What the line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    pub subject: String,
    pub priority: Option<Priority>,
    pub category: Option<Category>,
    pub assignee: Option<Named>,
    pub requester: Option<Named>,
    /// What looks like a mark and names nothing; it is in the subject.
    pub unknown: Vec<Unknown>,
}

/// A word behind a mark's sign that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    Category(String),
    Person(String),
}

/// One word of the line, understood.
enum Word {
    Priority(Priority),
    Category(Category),
    Assignee(Named),
    Requester(Named),
    Unknown(Unknown),
    Subject,
}

const FOR: &str = "for:";

/// Reads the line. Whether the requester is somebody the desk knows is not looked at.
#[must_use]
pub fn parse(line: &str, marks: Marks) -> Capture {
    let mut capture = Capture::default();
    let mut rest = String::with_capacity(line.len());
    // Each word with the blank behind it: a mark takes its own along.
    for piece in line.split_inclusive(char::is_whitespace) {
        let is_taken = match understood(piece.trim(), marks) {
            Word::Priority(value) => first(&mut capture.priority, value),
            Word::Category(value) => first(&mut capture.category, value),
            Word::Assignee(value) => first(&mut capture.assignee, value),
            Word::Requester(value) => first(&mut capture.requester, value),
            Word::Unknown(unknown) => {
                capture.unknown.push(unknown);
                false
            }
            Word::Subject => false,
        };
        if !is_taken {
            rest.push_str(piece);
        }
    }
    rest.trim().clone_into(&mut capture.subject);
    capture
}

fn first<T>(place: &mut Option<T>, value: T) -> bool {
    let is_first = place.is_none();
    place.get_or_insert(value);
    is_first
}

fn understood(word: &str, marks: Marks) -> Word {
    let named = |text: &str, known: &dyn Fn(&Login) -> bool| match text.to_ascii_lowercase().as_str() {
        "me" => Some(Named::Me),
        login => login.parse().ok().filter(known).map(Named::Login),
    };
    if let Some(text) = word.strip_prefix('#').filter(|text| !text.is_empty()) {
        return text.parse().map_or_else(|_| Word::Unknown(Unknown::Category(text.to_owned())), Word::Category);
    }
    if !marks.triage {
        return Word::Subject;
    }
    let unknown = |text: &str| Word::Unknown(Unknown::Person(text.to_owned()));
    match word {
        "!!" => return Word::Priority(Priority::Urgent),
        "!" => return Word::Priority(Priority::High),
        "~" => return Word::Priority(Priority::Low),
        _ => {}
    }
    if let Some(text) = word.strip_prefix('@').filter(|text| !text.is_empty()) {
        return named(text, &|login| marks.staff.contains(login)).map_or_else(|| unknown(text), Word::Assignee);
    }
    match after_for(word).filter(|text| !text.is_empty()) {
        Some(text) => named(text, &|_| true).map_or_else(|| unknown(text), Word::Requester),
        None => Word::Subject,
    }
}

fn after_for(word: &str) -> Option<&str> {
    let (sign, text) = word.split_at_checked(FOR.len())?;
    sign.eq_ignore_ascii_case(FOR).then_some(text)
}

/// The last word of the line, if the cursor at its end is still in it.
#[must_use]
pub fn last_word(line: &str) -> &str {
    line.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// What a requester's mark in this word has of a login so far.
#[must_use]
pub fn begun_requester<'a>(word: &'a str, marks: Marks) -> Option<&'a str> {
    after_for(word).filter(|_| marks.triage)
}

/// The marks that this word could become, in order; `people` are logins that fit a requester.
#[must_use]
pub fn completions(word: &str, marks: Marks, people: &[Login]) -> Vec<String> {
    let fitting = |sign: &str, begun: &str, values: &mut dyn Iterator<Item = &str>| {
        let begun = begun.to_ascii_lowercase();
        values.filter(|value| value.starts_with(&begun)).map(|value| format!("{sign}{value}")).collect()
    };
    if let Some(begun) = word.strip_prefix('#') {
        return fitting("#", begun, &mut Category::ALL.iter().map(|category| category.word()));
    }
    if !marks.triage {
        return Vec::new();
    }
    let with_me = |logins: &mut dyn Iterator<Item = &Login>| -> Vec<String> {
        std::iter::once("me".to_owned()).chain(logins.map(ToString::to_string)).collect()
    };
    if let Some(begun) = word.strip_prefix('@') {
        return fitting("@", begun, &mut with_me(&mut marks.staff.iter()).iter().map(String::as_str));
    }
    after_for(word).map_or_else(Vec::new, |begun| fitting(FOR, begun, &mut with_me(&mut people.iter()).iter().map(String::as_str)))
}
