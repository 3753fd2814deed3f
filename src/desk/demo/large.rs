//! Large desks: ticket after ticket out of the seed, in memory that does not grow with them.

use super::draw::Draw;
use super::ledger::Ledger;
use super::plot::{Roles, deeds, fate, priority};
use super::script::Script;
use super::story::{Opening, Story};
use super::wording::Wording;
use super::{Stage, cast, place, spoiled};
use crate::domain::words::folded;
use crate::domain::{Login, Priority, Timestamp, User};
use crate::store::Result;
use crate::store::sqlite::Bulk;
use std::path::Path;

const MINUTE: u64 = 60_000;
const MONTH: u64 = 30 * 24 * 60 * MINUTE;
/// The longest anybody works on one ticket.
const LONGEST_LIFE: u64 = 6 * 24 * 60 * MINUTE;
const MOST_GUESTS: u64 = 50_000;

/// What a large desk is made by: the same plan, the same desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub tickets: u64,
    /// On each ticket.
    pub comments: u64,
    pub seed: u64,
    /// When everything has happened.
    pub at: Timestamp,
}

impl Plan {
    /// Comments on each ticket where nobody says otherwise.
    pub const COMMENTS: u64 = 3;
}

/// Makes the desk at `path` and tells how far it is: stage, tickets done, of how many.
///
/// # Errors
/// If something is there already, or the place cannot be written.
pub fn large(path: &Path, plan: &Plan, progress: &mut dyn FnMut(Stage, u64, u64)) -> Result<()> {
    let (script, wording) = (Script::read()?, Wording::read()?);
    let fill = |mut bulk: Bulk| {
        let (staff, guests) = hire(&bulk, plan, &script, &wording)?;
        cast::settle(&bulk, &script.venue, &staff)?;
        let teller = Teller { plan, wording: &wording, staff, guests };
        let mut ledger = Ledger::default();
        for place in 0..plan.tickets {
            let mut draw = Draw::new(plan.seed, place);
            let story = teller.tell(place, &mut draw)?;
            ledger.enter(&mut bulk, story, &mut draw)?;
            progress(Stage::Tickets, place + 1, plan.tickets);
        }
        bulk.finish(|done| progress(Stage::Search, done, plan.tickets))
    };
    place::make(path, fill)
}

/// The staff of both scripts and as many guests as the tickets need. Who is disabled has left before the story begins.
fn hire(bulk: &Bulk, plan: &Plan, script: &Script, wording: &Wording) -> Result<(Vec<User>, Vec<User>)> {
    let before = Timestamp(plan.at.0 - span(plan).cast_signed());
    let mut draw = Draw::new(plan.seed, cast::STREAM);
    let here: Vec<_> = script.staff.iter().chain(&wording.staff).filter(|part| !part.disabled).cloned().collect();
    let staff = cast::enter(bulk, &here, before, &mut draw)?;
    let mut guests = Vec::new();
    for number in 1..=plan.tickets.div_ceil(5).min(MOST_GUESTS) {
        let mut guest = guest(number, script, wording, before, &mut draw)?;
        guest.id = bulk.add_user(&guest)?;
        guests.push(guest);
    }
    Ok((staff, guests))
}

/// Mostly a new face, now and then the namesake of one of the small bar's guests.
fn guest(number: u64, script: &Script, wording: &Wording, before: Timestamp, draw: &mut Draw) -> Result<User> {
    let (stem, name) = if draw.once_in(8) {
        let part = draw.pick(&script.guests)?;
        (part.login.clone(), part.name.clone())
    } else {
        let (given, family) = (draw.pick(&wording.given)?, draw.pick(&wording.family)?);
        (format!("{}.{}", folded(given), folded(family)), format!("{given} {family}"))
    };
    let login = Login::out_of(&stem).numbered(usize::try_from(number).map_err(spoiled)?);
    let email = draw.once_in(2).then(|| format!("{login}@example.com"));
    Ok(User { email, ..cast::stranger(login, &name, before, draw) })
}

/// How long ago a large desk began: a ticket a minute, and a month at least.
fn span(plan: &Plan) -> u64 {
    plan.tickets.saturating_mul(MINUTE).max(MONTH)
}

struct Teller<'a> {
    plan: &'a Plan,
    wording: &'a Wording,
    staff: Vec<User>,
    guests: Vec<User>,
}

impl Teller<'_> {
    /// The ticket at this place, from its first line to where it stands.
    fn tell(&self, place: u64, draw: &mut Draw) -> Result<Story> {
        let plan = self.plan;
        let requester = &self.guests[usize::try_from(draw.low_below(self.guests.len() as u64)).map_err(spoiled)?];
        let roles = Roles { requester, owner: draw.pick(&self.staff)?, colleague: draw.pick(&self.staff)? };
        let creator = if draw.once_in(5) { roles.colleague } else { requester };
        let (priority, to) = (priority(draw), fate(plan.tickets - 1 - place, plan.tickets, draw));
        // Guests do not say how urgent it is: staff do, afterwards.
        let (first, rank) =
            if creator.role.is_staff() { (priority, None) } else { (Priority::Medium, (priority != Priority::Medium).then_some(priority)) };
        let matter = self.wording.matter(draw)?;
        let opening = Opening {
            subject: matter.subject.clone(),
            description: matter.description.clone(),
            category: matter.category,
            priority: first,
            requester,
            creator,
            at: self.moment(place, draw),
        };
        let mut story = Story::begin(opening, draw)?;
        let deeds = deeds(&roles, rank, to, plan.comments, &matter, draw)?;
        let times = self.times(story.ticket.created_at, deeds.len(), draw);
        for ((who, deed), at) in deeds.into_iter().zip(times) {
            story.act(who, at, deed, draw)?;
        }
        Ok(story)
    }

    /// When the ticket at this place began: no earlier than the one before it.
    fn moment(&self, place: u64, draw: &mut Draw) -> Timestamp {
        let gap = span(self.plan) / self.plan.tickets.max(1);
        let before_the_end = gap * (self.plan.tickets - place);
        Timestamp(self.plan.at.0 - before_the_end.cast_signed() + draw.below(gap).cast_signed())
    }

    /// So many instants between a ticket's beginning and the end of everything, in order.
    fn times(&self, from: Timestamp, count: usize, draw: &mut Draw) -> Vec<Timestamp> {
        let life = (10 * MINUTE + draw.low_below(LONGEST_LIFE)).min((self.plan.at.0 - from.0).max(0).cast_unsigned());
        let mut times: Vec<Timestamp> = (0..count).map(|_| Timestamp(from.0 + draw.below(life).cast_signed())).collect();
        times.sort_unstable();
        times
    }
}
