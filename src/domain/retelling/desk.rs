//! The desk itself, against its history: settings, views, and which life of it this is.

use crate::domain::event::{Event, EventKind};
use crate::domain::view::View;
use crate::domain::{EventId, UserId};
use std::collections::HashMap;

/// The desk with everything that its own history speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct DeskRecord {
    pub settings: Vec<(String, String)>,
    /// Everybody's, each with the name that it is found by.
    pub views: Vec<(View, String)>,
    /// Oldest first.
    pub events: Vec<Event>,
}

/// When the desk was restored, and which keys were kept out then. `None`: an older program did not write it down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restores(Vec<(EventId, Option<Vec<String>>)>);

impl Restores {
    #[must_use]
    pub fn of(record: &DeskRecord) -> Self {
        let restored = record.events.iter().filter(|event| event.change.kind == EventKind::Restored);
        let names = |event: &Event| {
            let keys = event.change.after["kept_out"].as_array()?;
            Some(keys.iter().filter_map(|key| key.as_str().map(str::to_owned)).collect())
        };
        Self(restored.map(|event| (event.id, names(event))).collect())
    }

    /// Whether a key that was added then was kept out by a restore since.
    #[must_use]
    pub fn kept_out(&self, key: &str, added: EventId) -> bool {
        self.since(added).any(|keys| keys.as_ref().is_some_and(|keys| keys.iter().any(|other| other == key)))
    }

    /// The same, or that it is not known.
    #[must_use]
    pub fn may_have_kept_out(&self, key: &str, added: EventId) -> bool {
        self.since(added).any(Option::is_none) || self.kept_out(key, added)
    }

    fn since(&self, added: EventId) -> impl Iterator<Item = &Option<Vec<String>>> {
        self.0.iter().filter(move |(id, _)| *id > added).map(|(_, keys)| keys)
    }
}

/// What the history says of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said<'a> {
    Is(Option<&'a str>),
    /// An older program changed it without a line.
    Unknown,
}

const EPOCH: &str = "epoch";
const MODE: &str = "mode";
/// What a desk is born with: older programs, and the demo, wrote no line of it.
const BIRTHMARKS: [&str; 3] = [MODE, "first_admin", "venue"];

/// Returns what of the desk does not follow from its history, each with the check it belongs to; empty where all agrees.
#[must_use]
pub fn in_desk(record: &DeskRecord) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if !record.events.iter().all(is_about_the_desk) {
        found.push(("settings", "the desk's history has a line that does not belong there".to_owned()));
    }
    let (said, is_chained) = settings(&record.events);
    if !is_chained {
        found.push(("settings", "the history of the desk's settings has a gap".to_owned()));
    }
    // Since desks say how they were set up, everything that is set has a line.
    let is_whole = said.iter().any(|(name, said)| *name == MODE && *said != Said::Unknown) && said.contains_key("first_admin");
    for (name, value) in &record.settings {
        let is_said = match said.get(name.as_str()) {
            Some(Said::Is(is)) => *is == Some(value),
            Some(Said::Unknown) => true,
            None => !is_whole && BIRTHMARKS.contains(&name.as_str()),
        };
        if !is_said {
            found.push(("settings", format!("the desk's setting {name} is not the one in the history")));
        }
    }
    for (name, _) in said.iter().filter(|(_, said)| matches!(said, Said::Is(Some(_)))) {
        if !record.settings.iter().any(|(other, _)| other == name) {
            found.push(("settings", format!("the desk's setting {name} is in the history and not set")));
        }
    }
    found.extend(views(record).into_iter().map(|what| ("views", what)));
    found
}

fn is_about_the_desk(event: &Event) -> bool {
    event.change.kind.code() >= EventKind::SettingChanged.code()
}

/// What each setting came to, and whether each line begins where the one before it ended.
fn settings(events: &[Event]) -> (HashMap<&str, Said<'_>>, bool) {
    /// The life of a desk that was never restored.
    const FIRST: &str = "00000000-0000-0000-0000-000000000000";
    let mut said = HashMap::from([(EPOCH, Said::Is(None))]);
    let mut is_chained = true;
    for change in events.iter().map(|event| &event.change) {
        match change.kind {
            EventKind::SettingChanged => {
                let name = change.after["setting"].as_str().unwrap_or_default();
                let was = said.insert(name, Said::Is(change.after["value"].as_str()));
                let before = Said::Is(change.before["value"].as_str());
                is_chained &= was.is_none_or(|was| was == Said::Unknown || was == before);
            }
            EventKind::Restored => {
                let was = said.insert(EPOCH, Said::Is(change.after["epoch"].as_str()));
                let before = Said::Is(change.before["epoch"].as_str().filter(|epoch| *epoch != FIRST));
                is_chained &= was == Some(before);
                said.insert(MODE, change.after["mode"].as_str().map_or(Said::Unknown, |mode| Said::Is(Some(mode))));
            }
            _ => {}
        }
    }
    (said, is_chained)
}

/// Every view has an event, and always had.
fn views(record: &DeskRecord) -> Vec<String> {
    let mut standing: HashMap<(Option<UserId>, String), View> = HashMap::new();
    let mut found = Vec::new();
    for event in &record.events {
        let told = match event.change.kind {
            EventKind::ViewSaved => &event.change.after,
            EventKind::ViewRemoved => &event.change.before,
            _ => continue,
        };
        let Some(view) = View::remembered(told, event.actor).filter(|view| view.told() == *told) else {
            found.push("the history of views has a line that cannot be read".to_owned());
            continue;
        };
        let key = (view.owner, view.key());
        let was = if event.change.kind == EventKind::ViewSaved { standing.insert(key, view) } else { standing.remove(&key) };
        if View::remembered(&event.change.before, event.actor) != was {
            found.push("the history of views has a gap".to_owned());
        }
    }
    for (view, name_key) in &record.views {
        let is_said = standing.remove(&(view.owner, view.key())).as_ref() == Some(view) && *name_key == view.key();
        if !is_said {
            found.push(format!("the view \"{}\" is not the one in the history", view.name));
        }
    }
    found.extend(standing.into_values().map(|view| format!("the view \"{}\" is in the history and not there", view.name)));
    found
}
