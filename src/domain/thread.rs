//! What people say on a ticket. Notes are a type of their own, so that nothing public can hold one.

use super::{Person, Timestamp};
use uuid::Uuid;

/// A public message. The requester can see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The id the world sees.
    pub uuid: Uuid,
    /// Who wrote it.
    pub author: Person,
    /// Up to 64 KiB.
    pub body: String,
    /// When.
    pub created_at: Timestamp,
}

/// An internal comment. Only staff can ever see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note(pub Comment);
