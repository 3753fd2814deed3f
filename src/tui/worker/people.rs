//! Questions and orders about the people of the desk.

use super::reading::unless_stopped;
use crate::desk::{Desk, DeskError, Released};
use crate::domain::{OrderId, User, author_label};
use crate::tui::request::{Ask, PersonOrder, Problem, Reply, Saved};

pub(super) fn answer(desk: &Desk, ask: &Ask) -> Reply {
    match ask {
        Ask::People { turn, prefix, among } => {
            let named = |user: User| (user.login.to_string(), author_label(&user.name, user.role, true));
            let answer = desk.people_like(prefix, *among).map(|people| people.into_iter().map(named).collect()).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::People { turn: *turn, answer })
        }
        Ask::Roll { turn, find } => {
            let answer = desk.roll(find).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Roll { turn: *turn, answer })
        }
        _ => Reply::Dropped,
    }
}

pub(super) fn carry_out(desk: &Desk, id: OrderId, order: PersonOrder) -> Result<Saved, DeskError> {
    match order {
        PersonOrder::Add(new) => {
            let added = desk.add_user(id, &new)?;
            Ok(Saved { way_in: desk.way_in().ok().flatten(), ..released(added) })
        }
        PersonOrder::Edit { login, edit } => Ok(released(desk.edit_user(id, &login, &edit)?)),
        PersonOrder::AddKey { login, line } => {
            desk.add_key(id, &login, &line)?;
            Ok(Saved { way_in: desk.way_in().ok().flatten(), ..Saved::default() })
        }
        PersonOrder::RemoveKey { login, key } => {
            desk.remove_key(id, &login, &key)?;
            Ok(Saved::default())
        }
    }
}

fn released(changed: Released) -> Saved {
    let tickets = changed.tickets.len();
    let went_back = (tickets > 0).then(|| format!("{tickets} active ticket{} went back to nobody.", if tickets == 1 { "" } else { "s" }));
    Saved {
        notices: changed.notice.into_iter().chain(changed.looks_like.map(|notice| format!("{notice}."))).chain(went_back).collect(),
        ..Saved::default()
    }
}
