//! What stands beside a new ticket while it is typed: tickets like it, and the people it may be for.

use super::{Form, FormKind, Popup, State};
use crate::domain::capture::{Capture, Marks, completions, last_word, parse};
use crate::domain::policy::{Act, Tie, allow};
use crate::domain::{Login, Ticket};

/// Active tickets like the one being typed.
#[derive(Clone, Debug, Default)]
pub struct Similar {
    /// The words they were asked for by.
    pub words: Vec<String>,
    pub tickets: Vec<Ticket>,
    pub cursor: usize,
}

/// People whose login, or name, begins as what was typed behind `for:`.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub begun: Option<String>,
    /// Login and name of each; `None`: still to come.
    pub people: Option<Vec<(String, String)>>,
}

impl Similar {
    /// The one under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Ticket> {
        self.tickets.get(self.cursor)
    }
}

impl State {
    /// The form of a new ticket, if one is open.
    #[must_use]
    pub fn new_form(&self) -> Option<&Form> {
        match &self.popup {
            Some(Popup::Form(form)) if form.kind.is_new() => Some(form),
            _ => None,
        }
    }

    /// The one-line ticket as it is read.
    #[must_use]
    pub fn captured(&self, form: &Form) -> Capture {
        parse(&form.subject.value(), Marks { triage: self.may_at_all(Act::Triage), staff: &self.logins() })
    }

    /// What the word that is being typed could become, if it begins like a mark.
    #[must_use]
    pub fn completions(&self, form: &Form) -> Vec<String> {
        let people: Vec<Login> = self.known.people.iter().flatten().filter_map(|(login, _)| login.parse().ok()).collect();
        let marks = Marks { triage: self.may_at_all(Act::Triage), staff: &self.logins() };
        let line = form.subject.value();
        let word = last_word(&line);
        let mut all = completions(word, marks, &people);
        // What is whole already is the last thing to become.
        all.sort_by_key(|whole| whole == word);
        if all == [word] { Vec::new() } else { all }
    }

    /// The subject that a new ticket would have.
    #[must_use]
    pub fn subject_of(&self, form: &Form) -> String {
        match form.kind {
            FormKind::Capture => self.captured(form).subject,
            FormKind::New | FormKind::Edit(_) => form.subject.value(),
        }
    }

    /// Whether a comment could be written on a ticket like this one instead.
    #[must_use]
    pub fn could_comment_there(&self) -> bool {
        let ticket = self.similar.selected().filter(|_| self.new_form().is_some());
        ticket.is_some_and(|ticket| allow(self.me.role, Act::Comment, Some(Tie::between(&self.me, ticket))).is_ok())
    }

    /// Who can be assigned.
    fn logins(&self) -> Vec<Login> {
        self.staff.iter().map(|member| member.user.login.clone()).collect()
    }
}
