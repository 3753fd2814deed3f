//! Why a command did not do what was asked, and what exit status and words that is.

use super::out::harmless;
use crate::config::ConfigError;
use crate::desk::{DeskError, Fault, OutputFault};
use crate::domain::query::QueryError;
use crate::domain::text::{Field, shown};
use serde::Serialize;
use std::io::{self, ErrorKind};

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Desk(#[from] DeskError),
    /// A query that cannot be read, and its text, so that the place can be pointed at.
    #[error("{error}")]
    Query { error: QueryError, text: String },
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// An argument that cannot be: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// A command that there is, but not where the desk is served to them: exit status 4.
    #[error("that is not done here; there are {offered}")]
    NotHere { offered: String },
    /// A desk that was open, and does not let them in any more: exit status 4.
    #[error("{0}")]
    ShownOut(String),
    /// A file or a place that cannot be used, or somebody who said no: exit status 1.
    #[error("{0}")]
    Refused(String),
    /// A path that nothing may be written to: exit status 1.
    #[error("{0}")]
    Output(#[from] OutputFault),
    /// The answer could not be written. A closed pipe is no failure of ours.
    #[error("the answer could not be written: {0}")]
    Out(#[from] io::Error),
}

/// An error as scripts read it.
#[derive(Serialize)]
struct Told<'a> {
    error: Parts<'a>,
}

#[derive(Serialize)]
struct Parts<'a> {
    kind: &'a str,
    message: &'a str,
    hint: Option<&'a str>,
}

/// An error as one JSON document.
pub fn as_json(kind: &str, message: &str, hint: Option<&str>) -> String {
    // Three texts: there is nothing in them that could not be written.
    harmless(&serde_json::to_string(&Told { error: Parts { kind, message, hint } }).unwrap_or_default())
}

impl Failure {
    /// The same, with the query's text if it is about one.
    #[must_use]
    pub fn about(self, query: &str) -> Self {
        match self {
            Self::Desk(DeskError::Query(error)) => Self::Query { error, text: query.to_owned() },
            other => other,
        }
    }

    /// Whether whoever read the answer had enough of it.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Out(error) if error.kind() == ErrorKind::BrokenPipe)
    }

    /// The exit status.
    pub fn status(&self) -> u8 {
        match self {
            Self::Desk(error) => match error.fault() {
                Fault::User => 1,
                Fault::Usage => 2,
                Fault::Conflict => 3,
                Fault::Denied => 4,
                Fault::Internal => 5,
            },
            Self::Query { .. } | Self::Config(_) | Self::Usage(_) => 2,
            Self::NotHere { .. } | Self::ShownOut(_) => 4,
            Self::Refused(_) | Self::Output(_) | Self::Out(_) => 1,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Desk(error) => error.code(),
            Self::Query { .. } | Self::Config(_) | Self::Usage(_) => "usage",
            Self::NotHere { .. } | Self::ShownOut(_) => "denied",
            Self::Refused(_) | Self::Output(_) | Self::Out(_) => "refused",
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Desk(error) => error.hint(),
            Self::Query { error, .. } => DeskError::Query(error.clone()).hint(),
            _ => None,
        }
    }

    /// What standard error is told: words, or a document with `json`.
    pub fn told(&self, json: bool) -> String {
        let (message, hint) = (self.to_string(), self.hint());
        if json {
            return as_json(self.kind(), &message, hint.as_deref());
        }
        let mut told = format!("barback: {message}");
        if let Self::Query { error, text } = self {
            told.extend(error.pointing(text).lines().flat_map(|line| ["\n  ", line]));
        }
        if let Some(hint) = hint {
            told.extend(["\nhint: ", &hint]);
        }
        shown(&told, Field::Long).into_owned()
    }
}
