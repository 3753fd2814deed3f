//! From the texts of a row to a ticket on its way in: the first text that cannot be taken is the row's fault.

use super::{Field, Incoming, Native, Someone, StatusWord, Times, Utterance, Words, moment};
use crate::domain::text::Cleaned;
use crate::domain::{Category, Priority, Refusal, Role, Source, Status, TicketNumber, Timestamp, bounds};
use chrono::NaiveDateTime;
use std::collections::HashMap;
use uuid::Uuid;

/// The longest id a source may give, in bytes.
const ID_BYTES: usize = 1024;

/// The texts of a row by field, each with the name of its column.
#[derive(Clone, Debug, Default)]
pub struct Cells(HashMap<Field, (String, String)>);

/// What a row brings that is no text of one column: only NDJSON has such.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    pub requester: Option<Someone>,
    pub assignee: Option<Someone>,
    pub creator: Option<Someone>,
    pub source: Option<Source>,
    pub unanswered: Option<Option<Timestamp>>,
    pub said: Vec<Utterance>,
}

/// The column that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub column: Option<String>,
    pub reason: String,
}

/// How the rows of one import are read.
pub struct Reading {
    pub words: Words,
    /// When the venue's clock shows this.
    pub on_the_wall: Box<dyn Fn(NaiveDateTime) -> Timestamp + Send>,
    /// What the clock says at the beginning of the import.
    pub now: Timestamp,
}

impl Cells {
    /// Takes a text; the first column of a field wins, and an empty text is none.
    pub fn put(&mut self, field: Field, column: &str, text: String) {
        if !text.trim().is_empty() {
            self.0.entry(field).or_insert_with(|| (column.to_owned(), text));
        }
    }

    fn text(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", |(_, text)| text)
    }

    fn fault(&self, field: Field, reason: &dyn std::fmt::Display) -> Fault {
        let column = self.0.get(&field).map_or_else(|| field.word().to_owned(), |(column, _)| column.clone());
        Fault { column: Some(column), reason: reason.to_string() }
    }
}

impl Reading {
    /// The ticket that a row brings.
    ///
    /// # Errors
    /// The first column that cannot be taken.
    pub fn incoming(&self, line: u64, digest: String, cells: &Cells, mut extras: Extras) -> Result<Incoming, Fault> {
        let mut removed = 0;
        let mut taken = |field, text: Result<Cleaned, Refusal>| {
            let text = text.map_err(|refusal| cells.fault(field, &refusal))?;
            removed += text.removed;
            Ok(text.text)
        };
        let times = self.times(cells)?;
        let (category, unknown_category) = self.category(cells);
        let requester = match extras.requester.take() {
            Some(requester) => requester,
            None => requester(cells)?,
        };
        let resolution = Some(cells.text(Field::Resolution)).filter(|text| !text.is_empty());
        let mut said = std::mem::take(&mut extras.said);
        said.sort_by_key(|words| words.at);
        let native = ids(cells).map(|(uuid, number)| {
            let Extras { source, assignee, creator, unanswered, .. } = extras;
            Native { uuid, number, source, assignee, creator, unanswered }
        });
        let subject = taken(Field::Subject, bounds::restored_subject(cells.text(Field::Subject)))?;
        let description = taken(Field::Description, bounds::restored_body(bounds::DESCRIPTION, cells.text(Field::Description)))?;
        let resolution = resolution.map(|text| taken(Field::Resolution, bounds::restored_body("comment", text))).transpose()?;
        Ok(Incoming {
            line,
            subject,
            description,
            category,
            priority: self.priority(cells)?,
            status: self.status(cells, times)?,
            requester,
            times,
            resolution,
            said,
            removed,
            source_id: if native.is_some() { digest.clone() } else { source_id(cells, &digest)? },
            digest,
            native,
            unknown_category,
        })
    }

    fn times(&self, cells: &Cells) -> Result<Times, Fault> {
        Ok(Times {
            created: self.time(cells, Field::Created)?,
            first_response: self.time(cells, Field::FirstResponse)?,
            resolved: self.time(cells, Field::Resolved)?,
            closed: self.time(cells, Field::Closed)?,
            updated: self.time(cells, Field::Updated)?,
            public_updated: self.time(cells, Field::PublicUpdated)?,
        })
    }

    fn time(&self, cells: &Cells, field: Field) -> Result<Option<Timestamp>, Fault> {
        let text = cells.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        self.instant(text).map(Some).map_err(|reason| cells.fault(field, &reason))
    }

    /// A time of the row.
    ///
    /// # Errors
    /// The reason, if it is none, or lies beyond now ([`Timestamp::ahead`]).
    pub fn instant(&self, text: &str) -> Result<Timestamp, String> {
        let at = moment(text, &*self.on_the_wall)
            .ok_or_else(|| format!("\"{}\" is not a time; use one as in 2023-06-01 12:15:36", short(text)))?;
        if at > self.now.ahead() {
            let now = self.now.utc().format("%Y-%m-%d %H:%M");
            return Err(format!("\"{}\" is in the future; use a time no later than now, {now} UTC by this machine's clock", short(text)));
        }
        Ok(at)
    }

    fn status(&self, cells: &Cells, times: Times) -> Result<Status, Fault> {
        let word = cells.text(Field::Status);
        if word.is_empty() {
            return Ok(Status::Open);
        }
        match self.words.status(word) {
            Some(StatusWord::Is(status)) => Ok(status),
            Some(StatusWord::Pending) if times.first_response.is_some() => Ok(Status::InProgress),
            Some(StatusWord::Pending) => Ok(Status::Open),
            None => Err(cells.fault(Field::Status, &unknown("status", word, "in_progress"))),
        }
    }

    fn priority(&self, cells: &Cells) -> Result<Priority, Fault> {
        let word = cells.text(Field::Priority);
        if word.is_empty() {
            return Ok(Priority::Medium);
        }
        self.words.priority(word).ok_or_else(|| cells.fault(Field::Priority, &unknown("priority", word, "high")))
    }

    fn category(&self, cells: &Cells) -> (Category, Option<String>) {
        let word = cells.text(Field::Category);
        match self.words.category(word) {
            Some(category) => (category, None),
            None => (Category::General, Some(word.to_owned()).filter(|word| !word.is_empty())),
        }
    }
}

fn requester(cells: &Cells) -> Result<Someone, Fault> {
    let [login, name, email] = [Field::RequesterLogin, Field::RequesterName, Field::RequesterEmail].map(|field| cells.text(field));
    Someone::read(login, name, email, Role::Customer).map_err(|(part, refusal)| match part {
        "login" => cells.fault(Field::RequesterLogin, &refusal),
        "email" => cells.fault(Field::RequesterEmail, &refusal),
        _ => cells.fault(Field::RequesterName, &refusal),
    })
}

/// A row that has both an id and a number of ours is one of ours.
fn ids(cells: &Cells) -> Option<(Uuid, TicketNumber)> {
    Some((cells.text(Field::Id).trim().parse().ok()?, cells.text(Field::Number).parse().ok()?))
}

fn source_id(cells: &Cells, digest: &str) -> Result<String, Fault> {
    let named = [Field::Id, Field::Number].into_iter().find(|field| !cells.text(*field).is_empty());
    let Some(field) = named else { return Ok(digest.to_owned()) };
    let id = crate::domain::text::clean(cells.text(field), crate::domain::text::Field::Line).text;
    match id.len() {
        0 => Ok(digest.to_owned()),
        is if is > ID_BYTES => Err(cells.fault(field, &Refusal::TooLong { field: "id", is, bound: ID_BYTES, unit: "bytes" })),
        _ => Ok(id),
    }
}

fn unknown(kind: &str, word: &str, ours: &str) -> String {
    let word = short(word);
    format!("\"{word}\" is no {kind} that is known; say what it is, as in --word \"{kind}:{word}={ours}\"")
}

/// A text as a message may quote it.
fn short(text: &str) -> String {
    let line = crate::domain::text::clean(text, crate::domain::text::Field::Line).text;
    crate::domain::few(&line)
}
