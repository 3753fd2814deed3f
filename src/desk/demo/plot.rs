//! How far each ticket of a large desk got, and who did what on the way there. What they said is the wording's.

use super::draw::Draw;
use super::story::Deed;
use super::wording::Matter;
use crate::domain::{Priority, Status, User};
use crate::store::Result;

/// Where the ticket with `newer` tickets after it stands, of `tickets` in all. Nine in ten are closed, to the ticket: of
/// the newest twentieth none is, of the tenth before it every other one.
pub(super) fn fate(newer: u64, tickets: u64, draw: &mut Draw) -> Status {
    let newest = tickets.div_ceil(20);
    let lot = draw.below(20);
    if newer < newest {
        match lot {
            0..12 => Status::Open,
            12..18 => Status::InProgress,
            _ => Status::Resolved,
        }
    } else if newer - newest < tickets / 20 * 2 && (newer - newest) % 2 == 1 {
        match lot {
            0..2 => Status::Open,
            2..7 => Status::InProgress,
            _ => Status::Resolved,
        }
    } else {
        Status::Closed
    }
}

/// Priorities as staff give them: most tickets keep the one they came with.
pub(super) fn priority(draw: &mut Draw) -> Priority {
    match draw.below(100) {
        0..5 => Priority::Urgent,
        5..22 => Priority::High,
        22..40 => Priority::Low,
        _ => Priority::Medium,
    }
}

/// Who is in a ticket's story.
pub(super) struct Roles<'a> {
    pub(super) requester: &'a User,
    pub(super) owner: &'a User,
    /// Another of the staff.
    pub(super) colleague: &'a User,
}

/// One deed after the other, from the newly made ticket to where it stands.
pub(super) fn deeds<'a>(
    roles: &Roles<'a>,
    rank: Option<Priority>,
    to: Status,
    comments: u64,
    matter: &Matter,
    draw: &mut Draw,
) -> Result<Vec<(&'a User, Deed<'a>)>> {
    let owner = roles.owner;
    let mut deeds: Vec<(&User, Deed)> = rank.into_iter().map(|rank| (roles.colleague, Deed::Rank(rank))).collect();
    if draw.once_in(if to == Status::Open { 6 } else { 3 }) {
        deeds.push((roles.colleague, Deed::Assign(owner)));
    }
    if to != Status::Open {
        deeds.push((owner, Deed::Walk(Status::InProgress)));
    }
    deeds.extend(talk(roles, comments, matter, draw)?);
    if draw.once_in(4) {
        let place = usize::try_from(draw.below(deeds.len() as u64 + 1)).unwrap_or_default();
        deeds.insert(place, (roles.colleague, Deed::Note(matter.note(draw)?)));
    }
    if to >= Status::Resolved {
        deeds.push((owner, Deed::Walk(Status::Resolved)));
    }
    if to == Status::Closed {
        deeds.push((if draw.once_in(3) { roles.colleague } else { owner }, Deed::Walk(Status::Closed)));
    }
    Ok(deeds)
}

/// Staff and requester by turns; mostly staff begin.
fn talk<'a>(roles: &Roles<'a>, comments: u64, matter: &Matter, draw: &mut Draw) -> Result<Vec<(&'a User, Deed<'a>)>> {
    let mut staff_next = !draw.once_in(4);
    let mut talk = Vec::new();
    for _ in 0..comments {
        let said = if staff_next { matter.answer(draw)? } else { matter.question(draw)? };
        talk.push((if staff_next { roles.owner } else { roles.requester }, Deed::Comment(said)));
        staff_next = !staff_next;
    }
    Ok(talk)
}
