//! The small bar as `assets/demo/office.toml` tells it: who is there, and what happened how many minutes ago.

use super::spoiled;
use crate::domain::{Category, Priority, Role, Status};
use crate::store::Result;
use serde::{Deserialize, Deserializer};
use std::fmt::Display;
use std::str::FromStr;

const OFFICE: &str = include_str!("../../../assets/demo/office.toml");

/// The venue, its people and its tickets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    pub(super) venue: String,
    pub(super) staff: Vec<Part>,
    pub(super) guests: Vec<Part>,
    #[serde(rename = "ticket")]
    pub(super) scenes: Vec<Scene>,
}

/// Somebody; a guest where no role is given.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) login: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) email: Option<String>,
    #[serde(default = "guest", deserialize_with = "word")]
    pub(super) role: Role,
    #[serde(default)]
    pub(super) disabled: bool,
}

/// A ticket and what became of it. `ago` is in minutes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scene {
    pub(super) ago: i64,
    pub(super) from: String,
    /// Who typed it in, where that was not the requester.
    #[serde(default)]
    pub(super) by: Option<String>,
    pub(super) subject: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default = "general", deserialize_with = "word")]
    pub(super) category: Category,
    #[serde(default = "medium", deserialize_with = "word")]
    pub(super) priority: Priority,
    #[serde(default)]
    pub(super) then: Vec<Turn>,
}

/// One thing that somebody did.
#[derive(Deserialize)]
pub(super) struct Turn {
    pub(super) ago: i64,
    pub(super) who: String,
    #[serde(flatten)]
    pub(super) what: What,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    Comment(String),
    Note(String),
    #[serde(deserialize_with = "word")]
    Status(Status),
    #[serde(deserialize_with = "word")]
    Priority(Priority),
    Assign(String),
    Deletes {},
}

impl Script {
    /// The script, oldest ticket first.
    pub(super) fn read() -> Result<Self> {
        let mut script: Self = toml::from_str(OFFICE).map_err(spoiled)?;
        script.scenes.sort_by_key(|scene| std::cmp::Reverse(scene.ago));
        Ok(script)
    }
}

fn guest() -> Role {
    Role::Customer
}

fn general() -> Category {
    Category::General
}

fn medium() -> Priority {
    Priority::Medium
}

/// A word of one of the domain's lists.
pub(super) fn word<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(source: D) -> std::result::Result<T, D::Error> {
    String::deserialize(source)?.parse().map_err(serde::de::Error::custom)
}
