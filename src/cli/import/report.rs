//! What an import says: the mapping and every row that has something to it on standard error, the sums as the answer.

use super::super::Channels;
use super::super::out::harmless;
use super::super::reading::Rows;
use crate::desk::{Outcome, Tally, Told};
use crate::domain::foreign::{BadRow, Columns, Incoming, Words};
use crate::domain::text::{Field, shown};
use crate::domain::{Ticket, text};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// How many rows a dry run shows.
const FIRST: usize = 5;
/// How many unknown words are listed.
const MOST_WORDS: usize = 20;

/// What there is to say about one import.
pub(super) struct Report<'c, 'w> {
    channels: &'c mut Channels<'w>,
    bar: ProgressBar,
    dry_run: bool,
    first: Vec<(String, Value)>,
    bad: Vec<Value>,
    different: Vec<Value>,
    unknown: BTreeSet<String>,
    /// Who looks like staff.
    alike: Vec<String>,
    source: String,
    words: String,
}

impl<'c, 'w> Report<'c, 'w> {
    pub fn begin(channels: &'c mut Channels<'w>, bar: &ProgressBar, dry_run: bool) -> Self {
        let (bar, source, words) = (bar.clone(), String::new(), String::new());
        let (first, bad, different, unknown, alike) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new(), Vec::new());
        Self { channels, bar, dry_run, first, bad, different, unknown, alike, source, words }
    }

    /// Which columns are read as what, which are not, and what foreign words mean.
    pub fn mapping(&mut self, rows: &Rows, source: &str, words: &Words) -> io::Result<()> {
        source.clone_into(&mut self.source);
        self.words = words.table();
        if self.channels.json {
            return Ok(());
        }
        let mut said = format!("source: {source}\n{}", columns(rows.columns()));
        said.push_str(&self.words);
        said.lines().try_for_each(|line| writeln!(self.channels.err, "{}", shown(line, Field::Line)))
    }

    /// Takes note of what became of a row, and says what somebody has to know.
    pub fn told(&mut self, told: &Told) {
        match told {
            Told::Taken { ticket, from } => self.taken(ticket, from),
            Told::Known => {}
            Told::Different { line, id, number } => {
                self.say(&format!("line {line}: {id} is {number} here and was another row then; left alone"));
                self.note_different(*line, id, &number.to_string());
            }
            Told::Bad(bad) => {
                self.say(&bad.to_string());
                self.note_bad(bad);
            }
            Told::Renumbered { was, is } => self.say(&format!("{was} is taken here; it is {is} now")),
            Told::Alike(notice) => {
                self.say(notice);
                self.alike.push((*notice).to_owned());
            }
            Told::Released { number, login } => self.say(&format!("{number}: {login} cannot be assigned tickets here; it is nobody's")),
        }
    }

    fn note_different(&mut self, line: u64, id: &str, number: &str) {
        if self.channels.json {
            self.different.push(json!({ "line": line, "id": id, "ticket_number": number }));
        }
    }

    fn note_bad(&mut self, bad: &BadRow) {
        if self.channels.json {
            self.bad.push(json!({ "line": bad.line, "column": bad.column, "reason": bad.reason }));
        }
    }

    fn taken(&mut self, ticket: &Ticket, from: &Incoming) {
        if let Some(word) = &from.unknown_category
            && self.unknown.len() < MOST_WORDS
        {
            self.unknown.insert(text::clean(word, Field::Line).text);
        }
        if self.dry_run && self.first.len() < FIRST {
            let (status, priority, category) = (ticket.status, ticket.priority, ticket.category);
            let (login, subject) = (&ticket.requester.login, &ticket.subject);
            let line = format!("line {:<5} {status:<11} {priority:<6} {category:<10} {login}: {subject}", from.line);
            let value = json!({ "line": from.line, "status": status, "priority": priority, "category": category,
                "requester": login, "subject": subject, "created_at": ticket.created_at });
            self.first.push((line, value));
        }
    }

    /// A line on standard error, above the bar; in JSON the document says it. Nobody there to read it is no reason to stop.
    fn say(&mut self, line: &str) {
        if self.channels.json {
            return;
        }
        let (bar, err) = (&self.bar, &mut self.channels.err);
        bar.suspend(|| {
            let _ = writeln!(err, "{}", shown(line, Field::Line));
        });
    }

    /// The sums. `millis`: how long it took.
    pub fn finish(mut self, outcome: &Outcome, rows: &Rows, millis: i64) -> io::Result<()> {
        if !self.unknown.is_empty() {
            let words: Vec<String> = self.unknown.iter().cloned().collect();
            self.say(&format!("taken as general: {}", words.join(", ")));
        }
        if matches!(rows, Rows::Ndjson(_)) {
            columns(rows.columns()).lines().for_each(|line| self.say(line));
        }
        if self.channels.json { self.document(outcome, rows, millis) } else { self.text(outcome, millis) }
    }

    fn text(self, outcome: &Outcome, millis: i64) -> io::Result<()> {
        for (line, _) in &self.first {
            writeln!(self.channels.out, "{}", shown(line, Field::Line))?;
        }
        let (tally, would) = match outcome {
            Outcome::Done(tally) => (tally, ""),
            Outcome::Tried(tally) => (tally, "nothing was changed; it would be "),
            Outcome::Refused(_) => return Ok(()),
        };
        writeln!(self.channels.out, "{would}{} in {}.{} s", sums(tally), millis / 1000, millis % 1000 / 100)
    }

    fn document(self, outcome: &Outcome, rows: &Rows, millis: i64) -> io::Result<()> {
        let (Outcome::Done(tally) | Outcome::Tried(tally) | Outcome::Refused(tally)) = outcome;
        let committed = matches!(outcome, Outcome::Done(_));
        let columns = rows.columns();
        let read: Vec<Value> = columns.read().iter().map(|(field, name, _)| json!({ "column": name, "field": field.word() })).collect();
        let first: Vec<Value> = self.first.into_iter().map(|(_, value)| value).collect();
        let document = json!({
            "source": self.source, "imported": committed, "dry_run": self.dry_run,
            "taken": tally.taken, "known": tally.known, "different": tally.different, "bad": tally.bad,
            "renumbered": tally.renumbered, "people": tally.people, "staff": tally.staff, "removed_characters": tally.removed, "milliseconds": millis,
            "columns": read, "unread": columns.unread(), "words": self.words.lines().collect::<Vec<_>>(),
            "taken_as_general": self.unknown, "first_rows": first,
            "bad_rows": self.bad, "different_rows": self.different, "people_like_staff": self.alike,
        });
        writeln!(self.channels.out, "{}", harmless(&document.to_string()))
    }
}

fn sums(tally: &Tally) -> String {
    let Tally { taken, known, different, bad, people, staff, removed, renumbered } = tally;
    let mut sums = format!("{taken} taken, {known} known, {different} different, {bad} bad; {people} people new");
    if *staff > 0 {
        let _ = write!(sums, ", {staff} of them staff");
    }
    if *removed > 0 {
        let _ = write!(sums, "; {removed} invisible characters removed");
    }
    if *renumbered > 0 {
        let _ = write!(sums, "; {renumbered} with another number");
    }
    sums
}

fn columns(columns: &Columns) -> String {
    let mut said = String::new();
    for (field, name, _) in columns.read() {
        let _ = writeln!(said, "column {name} → {}", field.word());
    }
    if !columns.unread().is_empty() {
        let _ = writeln!(said, "not read: {}", columns.unread().join(", "));
    }
    said
}
