//! Plays the small bar's script up to now.

use super::draw::Draw;
use super::ledger::Ledger;
use super::script::{Scene, Script, What};
use super::story::{Deed, Opening, Story};
use super::{cast, place, spoiled};
use crate::domain::{Login, Priority, Timestamp, User};
use crate::store::Result;
use crate::store::sqlite::Bulk;
use std::collections::HashMap;
use std::path::Path;

const MINUTE: i64 = 60_000;

/// Makes the small bar at `path`, as it stands at `at`. The seed decides numbers, ids and seconds.
///
/// # Errors
/// If something is there already, or the place cannot be written.
pub fn office(path: &Path, seed: u64, at: Timestamp) -> Result<()> {
    let script = Script::read()?;
    let oldest = script.scenes.first().map_or(0, |scene| scene.ago);
    let fill = |mut bulk: Bulk| {
        let (before, mut draw) = (Timestamp(at.0 - oldest * MINUTE), Draw::new(seed, cast::STREAM));
        let mut people = People::default();
        let (staff, guests) =
            (cast::enter(&bulk, &script.staff, before, &mut draw)?, cast::enter(&bulk, &script.guests, before, &mut draw)?);
        cast::settle(&bulk, &script.venue, &staff)?;
        people.extend(staff.into_iter().chain(guests).map(|user| (user.login.clone(), user)));
        let mut ledger = Ledger::default();
        for (scene, stream) in script.scenes.iter().zip(0..) {
            let mut draw = Draw::new(seed, stream);
            let story = play(scene, &people, at, &mut draw)?;
            ledger.enter(&mut bulk, story, &mut draw)?;
        }
        bulk.finish(|_| {})
    };
    place::make(path, fill)
}

type People = HashMap<Login, User>;

fn find<'a>(people: &'a People, login: &str) -> Result<&'a User> {
    login.parse().ok().and_then(|login: Login| people.get(&login)).ok_or_else(|| spoiled(format!("nobody is called {login}")))
}

fn play(scene: &Scene, people: &People, now: Timestamp, draw: &mut Draw) -> Result<Story> {
    let requester = find(people, &scene.from)?;
    let creator = scene.by.as_deref().map_or(Ok(requester), |by| find(people, by))?;
    if scene.priority != Priority::Medium && !creator.role.is_staff() {
        return Err(spoiled(format!("{} says how urgent it is: {}", creator.login, scene.subject)));
    }
    let opening = Opening {
        subject: scene.subject.clone(),
        description: scene.text.trim().to_owned(),
        category: scene.category,
        priority: scene.priority,
        requester,
        creator,
        at: moment(scene.ago, now, draw),
    };
    let mut story = Story::begin(opening, draw)?;
    for turn in &scene.then {
        let who = find(people, &turn.who)?;
        let deed = match &turn.what {
            What::Comment(text) => Deed::Comment(text.trim().to_owned()),
            What::Note(text) => Deed::Note(text.trim().to_owned()),
            What::Status(to) => Deed::Walk(*to),
            What::Priority(to) => Deed::Rank(*to),
            What::Assign(to) => Deed::Assign(find(people, to)?),
            What::Deletes {} => Deed::Delete,
        };
        story.act(who, moment(turn.ago, now, draw), deed, draw)?;
    }
    Ok(story)
}

/// Some second of the minute that was `ago` minutes before now.
fn moment(ago: i64, now: Timestamp, draw: &mut Draw) -> Timestamp {
    Timestamp(now.0 - ago * MINUTE + draw.below(MINUTE.cast_unsigned()).cast_signed())
}
