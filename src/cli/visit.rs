//! One call at the desk from the command line: opening it, and answering about the tickets it was for.

use super::Judge;
use super::args::Strict;
use super::failure::Failure;
use super::json::{ListDoc, TicketDoc};
use super::out::Out;
use crate::desk::{Desk, Make, Opening, Surroundings, Target};
use crate::domain::{Login, Ticket, TicketNumber, quoted_path};

/// Where the desk is, who asks, and where the answer goes.
pub struct Visit {
    pub out: Out,
    pub opening: Opening,
    pub surroundings: Surroundings,
    pub judge: Judge,
}

impl Visit {
    /// The same, making the desk where there is none.
    pub fn making(&self) -> Opening {
        Opening { make: Make::IfMissing, ..self.opening.clone() }
    }

    /// Opens the desk, and says so where it had to be made.
    pub fn desk(&self, make: Make) -> Result<Desk, Failure> {
        let (desk, is_new) = Opening { make, ..self.opening.clone() }.open()?;
        if is_new {
            self.out.notice(&format!("made a desk at {}", quoted_path(&self.opening.path)));
        }
        desk.tidy_at_end();
        Ok(desk.within(self.surroundings.clone()))
    }

    /// Tells the line to send to whoever was let in, where there is one; without a key, what they need before.
    pub fn send_them(&self, desk: &Desk, login: &Login, has_key: bool) -> Result<(), Failure> {
        if let Some(line) = desk.way_in()? {
            let needs_one = line.starts_with("ssh ") && !has_key;
            let first = if needs_one { format!("they need a key first (`barback key add {login}`); then ") } else { String::new() };
            self.out.notice(&format!("{first}send them this line: {line}"));
        }
        Ok(())
    }

    /// Answers with the tickets an order was for: a document of one or several, or a line for each.
    pub fn answer(&self, desk: &Desk, tickets: &[Ticket], line: impl Fn(&Ticket) -> String) -> Result<(), Failure> {
        if !self.out.json {
            let lines: String = tickets.iter().map(|ticket| line(ticket) + "\n").collect();
            return Ok(self.out.answer(&lines)?);
        }
        let me = desk.whoami()?;
        match tickets {
            [ticket] => self.out.document(&TicketDoc::of(ticket, &me)),
            several => self.out.document(&ListDoc::of(several, &me)),
        }
    }
}

/// The tickets meant, each once; a version can be demanded of one alone.
pub fn targets(numbers: &[TicketNumber], strict: Strict) -> Result<Vec<Target>, Failure> {
    if strict.if_version.is_some() && numbers.len() > 1 {
        return Err(Failure::Usage("--if-version goes with one ticket; name one".to_owned()));
    }
    let mut targets: Vec<Target> = Vec::new();
    for number in numbers {
        if targets.iter().all(|target| target.number != *number) {
            targets.push(Target { number: *number, if_version: strict.if_version });
        }
    }
    Ok(targets)
}
