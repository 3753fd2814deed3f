//! The people of the desk on the screen: a list with a cursor, the keys of one of them, and the form for one.

use super::Popup;
use crate::desk::{Member, Roll};
use crate::domain::key::Key;
use crate::domain::{Login, Role, User};
use crate::tui::widget::Editor;

/// The list.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub roll: Roll,
    pub is_loading: bool,
    /// What a login or a name begins with.
    pub find: String,
    pub cursor: usize,
    /// The keys of whom the cursor is on are shown instead, with a cursor of their own.
    pub keys: Option<usize>,
    pub problem: Option<String>,
    /// Whoever was added, and is to have the cursor.
    pub wanted: Option<Login>,
    /// The line to send to whoever was added.
    pub way_in: Option<String>,
    /// The order on its way.
    pub handle: Option<u64>,
}

/// What a form about somebody is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonForm {
    Add,
    Edit,
    /// One more key.
    Key,
    Find,
}

/// A field of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonField {
    Login,
    Name,
    Role,
    Email,
    Key,
    Find,
}

/// A form about somebody.
#[derive(Clone, Debug)]
pub struct Person {
    pub form: PersonForm,
    /// Who it is about, as they were when the form opened, unless they are still to be added.
    pub user: Option<User>,
    pub fields: &'static [PersonField],
    /// One for each field; that of the role is empty.
    pub editors: Vec<Editor>,
    pub role: Role,
    pub focus: usize,
    /// Under which it is submitted, however often.
    pub handle: u64,
    pub problem: Option<String>,
    /// The list it was opened from.
    pub people: Box<People>,
}

impl People {
    /// Whom the cursor is on.
    #[must_use]
    pub fn member(&self) -> Option<&Member> {
        self.roll.members.get(self.cursor)
    }

    /// The key the cursor is on, while keys are shown.
    #[must_use]
    pub fn key(&self) -> Option<&Key> {
        self.member()?.keys.get(self.keys?)
    }

    /// The cursor that the keys move, and the last place it can be.
    pub fn course(&mut self) -> (&mut usize, usize) {
        let keys = self.member().map_or(0, |member| member.keys.len());
        match &mut self.keys {
            Some(cursor) => (cursor, keys.saturating_sub(1)),
            None => (&mut self.cursor, self.roll.members.len().saturating_sub(1)),
        }
    }

    /// Takes the roll as it is now; the cursor stays on whom it was.
    pub fn take(&mut self, roll: Roll) {
        let login = self.wanted.take().or_else(|| self.member().map(|member| member.user.login.clone()));
        let place = |login: &Login| roll.members.iter().position(|member| member.user.login == *login);
        let last = roll.members.len().saturating_sub(1);
        self.cursor = login.as_ref().and_then(place).unwrap_or(self.cursor).min(last);
        (self.roll, self.is_loading) = (roll, false);
        let keys = self.member().map_or(0, |member| member.keys.len());
        self.keys = self.keys.map(|cursor| cursor.min(keys.saturating_sub(1)));
    }
}

impl Person {
    pub fn new(form: PersonForm, people: Box<People>, handle: u64) -> Self {
        use PersonField as Field;
        let fields: &[Field] = match form {
            PersonForm::Add => &[Field::Login, Field::Name, Field::Role, Field::Email, Field::Key],
            PersonForm::Edit => &[Field::Name, Field::Role, Field::Email],
            PersonForm::Key => &[Field::Key],
            PersonForm::Find => &[Field::Find],
        };
        let user = people.member().map(|member| member.user.clone()).filter(|_| matches!(form, PersonForm::Edit | PersonForm::Key));
        let text = |field: &Field| match (field, &user) {
            (Field::Name, Some(user)) => user.name.clone(),
            (Field::Email, Some(user)) => user.email.clone().unwrap_or_default(),
            (Field::Find, _) => people.find.clone(),
            _ => String::new(),
        };
        let editors = fields.iter().map(|field| Editor::line(&text(field))).collect();
        let role = user.as_ref().map_or(Role::Customer, |user| user.role);
        Self { form, user, fields, editors, role, focus: 0, handle, problem: None, people }
    }

    /// The field that has the keys.
    #[must_use]
    pub fn field(&self) -> PersonField {
        self.fields[self.focus.min(self.fields.len() - 1)]
    }

    /// Empties a field.
    pub fn clear(&mut self, field: PersonField) {
        if let Some(place) = self.fields.iter().position(|other| *other == field) {
            self.editors[place] = Editor::line("");
        }
    }

    /// Whether somebody's fields were filled in, to be added.
    #[must_use]
    pub fn would_be_lost(&self) -> bool {
        self.form == PersonForm::Add && self.editors.iter().any(|editor| !editor.is_blank())
    }

    /// What a field holds.
    #[must_use]
    pub fn text(&self, field: PersonField) -> String {
        let place = self.fields.iter().position(|other| *other == field);
        place.map_or_else(String::new, |place| self.editors[place].value().trim().to_owned())
    }
}

impl Popup {
    /// The list of people, open or under a form.
    pub fn people_mut(&mut self) -> Option<&mut People> {
        match self {
            Self::People(people) => Some(people),
            Self::Person(person) => Some(&mut person.people),
            Self::Question(question) => question.instead.as_mut()?.people_mut(),
            _ => None,
        }
    }
}
