//! The words of large desks: sentences with slots (`{place}`), put together so that words come as often as people use
//! them. Who says them and when is the plot's.

use super::draw::Draw;
use super::script::{Part, word};
use super::spoiled;
use crate::domain::Category;
use crate::store::Result;
use serde::Deserialize;
use std::collections::BTreeMap;

const LARGE: &str = include_str!("../../../assets/demo/large.toml");

/// What large desks are assembled from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    /// Staff besides the small bar's.
    pub(super) staff: Vec<Part>,
    pub(super) given: Vec<String>,
    pub(super) family: Vec<String>,
    /// Said behind any trouble.
    details: Vec<String>,
    endings: Vec<String>,
    /// What staff and guests say to each other, and staff among themselves.
    answers: Vec<String>,
    questions: Vec<String>,
    notes: Vec<String>,
    slots: BTreeMap<String, Vec<String>>,
    #[serde(rename = "trouble")]
    troubles: Vec<Trouble>,
}

/// One kind of trouble; `weight`: how often, against the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trouble {
    #[serde(deserialize_with = "word")]
    category: Category,
    weight: u64,
    /// Subject, and the story under it.
    cases: Vec<(String, String)>,
}

/// What one ticket is about. Its slots hold the same words from the subject to the last comment.
pub(super) struct Matter<'a> {
    wording: &'a Wording,
    slots: BTreeMap<&'a str, &'a str>,
    pub(super) category: Category,
    pub(super) subject: String,
    pub(super) description: String,
}

impl Wording {
    pub(super) fn read() -> Result<Self> {
        toml::from_str(LARGE).map_err(spoiled)
    }

    /// One kind of trouble, the usual ones more often.
    fn trouble(&self, draw: &mut Draw) -> Result<&Trouble> {
        let mut place = draw.below(self.troubles.iter().map(|trouble| trouble.weight).sum());
        for trouble in &self.troubles {
            match place.checked_sub(trouble.weight) {
                Some(rest) => place = rest,
                None => return Ok(trouble),
            }
        }
        Err(spoiled("no trouble"))
    }

    /// Something for a guest to report.
    pub(super) fn matter(&self, draw: &mut Draw) -> Result<Matter<'_>> {
        let trouble = self.trouble(draw)?;
        let (subject, story) = draw.pick(&trouble.cases)?;
        let mut slots = BTreeMap::new();
        for (slot, words) in &self.slots {
            slots.insert(slot.as_str(), draw.pick(words)?.as_str());
        }
        let mut matter = Matter { wording: self, slots, category: trouble.category, subject: String::new(), description: String::new() };
        matter.subject = matter.filled(&[subject], draw)?;
        matter.description = matter.told(story, draw)?;
        Ok(matter)
    }
}

impl Matter<'_> {
    pub(super) fn answer(&self, draw: &mut Draw) -> Result<String> {
        let answer = draw.pick(&self.wording.answers)?;
        self.filled(&[answer], draw)
    }

    pub(super) fn question(&self, draw: &mut Draw) -> Result<String> {
        let (question, detail) = (draw.pick(&self.wording.questions)?, draw.pick(&self.wording.details)?);
        if draw.once_in(3) { self.filled(&[question, detail], draw) } else { self.filled(&[question], draw) }
    }

    pub(super) fn note(&self, draw: &mut Draw) -> Result<String> {
        let note = draw.pick(&self.wording.notes)?;
        self.filled(&[note], draw)
    }

    /// The story, mostly with something behind it.
    fn told(&self, story: &str, draw: &mut Draw) -> Result<String> {
        let (one, other) = (draw.pick(&self.wording.details)?, draw.pick(&self.wording.details)?);
        let ending = draw.pick(&self.wording.endings)?;
        match draw.below(4) {
            0 => self.filled(&[story], draw),
            1 if one != other => self.filled(&[story, one, other, ending], draw),
            _ => self.filled(&[story, one, ending], draw),
        }
    }

    /// The sentences one after the other, their slots filled.
    fn filled(&self, sentences: &[&str], draw: &mut Draw) -> Result<String> {
        let sentences = sentences.join(" ");
        let (mut out, mut rest) = (String::with_capacity(sentences.len() + 64), sentences.as_str());
        while let Some((before, slot, after)) = next_slot(rest) {
            out.push_str(before);
            match slot {
                "digits" => out.push_str(&(1_000 + draw.below(9_000)).to_string()),
                _ => out.push_str(self.slots.get(slot).ok_or_else(|| spoiled(slot))?),
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// What is before a slot, its name, and what is behind it.
fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = text.split_once('{')?;
    let (slot, after) = from.split_once('}')?;
    Some((before, slot, after))
}
