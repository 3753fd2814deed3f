//! The fields of the language, who may use them, and what may stand behind their colon.

use super::Reader;
use crate::domain::refusal::either;
use crate::domain::{Category, Priority, Status};

/// A name that may stand before a colon. (`not:` is no field but a sign.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Status,
    Priority,
    Category,
    Assignee,
    Requester,
    Created,
    Updated,
    Is,
    Sort,
}

impl Field {
    const ALL: [Self; 9] =
        [Self::Status, Self::Priority, Self::Category, Self::Assignee, Self::Requester, Self::Created, Self::Updated, Self::Is, Self::Sort];

    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Category => "category",
            Self::Assignee => "assignee",
            Self::Requester => "requester",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Is => "is",
            Self::Sort => "sort",
        }
    }

    /// The field with this name in any case, if this reader has it.
    pub fn find(name: &str, reader: Reader) -> Option<Self> {
        Self::of(reader).find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The fields whose name somebody may have meant by this one: begun with three letters or more, or one or two letters off.
    pub fn like(name: &str, reader: Reader) -> impl Iterator<Item = Self> {
        /// A longer word was never meant to be one.
        const LONGEST: usize = 20;
        let name = name.to_lowercase();
        let is_like = move |field: &Self| {
            let own = field.name();
            let off = if own.len() < 6 { 1 } else { 2 };
            let is_begun = name.len() >= 3 && own.starts_with(&name);
            is_begun || (name.len() <= LONGEST && strsim::damerau_levenshtein(&name, own) <= off)
        };
        Self::of(reader).filter(is_like)
    }

    /// The names of these fields, for messages.
    pub fn names(fields: &[Self]) -> String {
        either(&fields.iter().map(|field| field.name()).collect::<Vec<_>>())
    }

    /// The fields this reader has.
    pub fn of(reader: Reader) -> impl Iterator<Item = Self> {
        let staffs = |field: &Self| matches!(field, Self::Priority | Self::Assignee | Self::Requester);
        Self::ALL.into_iter().filter(move |field| reader == Reader::Staff || !staffs(field))
    }

    /// What a ticket can be said to be (`is:`).
    pub fn states(reader: Reader) -> Vec<&'static str> {
        let more: &[&str] = if reader == Reader::Staff { &["active", "unassigned", "mine", "deleted"] } else { &["active"] };
        Status::ALL.iter().map(|status| status.word()).chain(more.iter().copied()).collect()
    }

    /// Whether a comma is *or*.
    pub fn takes_a_list(self) -> bool {
        matches!(self, Self::Status | Self::Priority | Self::Category | Self::Assignee | Self::Requester)
    }

    /// What a value of the field is, for "… is not …".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Status => "a status",
            Self::Priority => "a priority",
            Self::Category => "a category",
            Self::Assignee | Self::Requester => "a login",
            Self::Created | Self::Updated => "a day or an age",
            Self::Is => "something a ticket can be",
            Self::Sort => "an order",
        }
    }

    /// What may stand behind the colon.
    pub fn expected(self, reader: Reader) -> String {
        match (self, reader) {
            (Self::Status, _) => Status::choices(),
            (Self::Priority, _) => Priority::choices(),
            (Self::Category, _) => Category::choices(),
            (Self::Assignee, _) => "me, none or a login".to_owned(),
            (Self::Requester, _) => "me or a login".to_owned(),
            (Self::Created | Self::Updated, _) => "a day (2026-11-01, >2026-11-01, 2026-11-01..2026-11-05) or an age (<2h, >3d)".to_owned(),
            (Self::Is, _) => either(&Self::states(reader)),
            (Self::Sort, Reader::Staff) => "updated, created or priority".to_owned(),
            (Self::Sort, Reader::Guest) => "updated or created".to_owned(),
        }
    }
}
