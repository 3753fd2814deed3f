//! The reader: answers questions, the one a person waits for first, and looks around in between.

use super::watch::Watch;
use super::{Board, drafts, people};
use crate::desk::{Desk, DeskError, Listing, StoreError, Strides};
use crate::domain::query::Query;
use crate::domain::search::Page;
use crate::domain::{Ticket, TicketNumber};
use crate::tui::request::{Ask, Problem, Reply, Topic};
use std::collections::HashSet;
use std::sync::PoisonError;
use std::time::Duration;

pub(super) fn read(desk: &Desk, own: Strides, board: &Board, tell: &dyn Fn(Reply), wake_writer: &dyn Fn()) {
    let mut watch = Watch::of(desk, own);
    loop {
        let next = next(board, watch.pause());
        let is_resting = matches!(next, Next::LookAround);
        match next {
            Next::Over => return watch.leave(),
            Next::LookAround => {}
            Next::Answer(ask) => {
                let reply = answer(desk, ask, board);
                let mut questions = board.lock();
                questions.running = None;
                let is_told = !std::mem::take(&mut questions.gave_way);
                drop(questions);
                if is_told {
                    tell(reply);
                }
            }
        }
        watch.changes().into_iter().for_each(tell);
        if watch.has_work() {
            wake_writer();
        }
        let attention = board.lock().attention;
        watch.sign(attention, is_resting);
        watch.company().into_iter().for_each(tell);
    }
}

/// What the reader does next.
enum Next {
    Answer(Ask),
    LookAround,
    Over,
}

/// Waits for a question, at most until it is time to look around.
fn next(board: &Board, pause: Duration) -> Next {
    let mut questions = board.lock();
    if questions.waiting.is_empty() && !questions.is_over {
        let woken = board.changed.wait_timeout(questions, pause);
        questions = woken.unwrap_or_else(PoisonError::into_inner).0;
    }
    if questions.is_over {
        return Next::Over;
    }
    let first = Topic::ALL.into_iter().find_map(|topic| questions.waiting.iter().position(|ask| ask.topic() == topic));
    let ask = first.map(|place| questions.waiting.remove(place));
    questions.running.clone_from(&ask);
    ask.map_or(Next::LookAround, Next::Answer)
}

fn answer(desk: &Desk, ask: Ask, board: &Board) -> Reply {
    match ask {
        Ask::Queue { turn, query, page, again } => {
            let answer = look(desk, &query, &page, again).map_err(Problem::from);
            unless_stopped(answer, |answer| match answer {
                Ok((listing, left)) => Reply::Queue { turn, page, answer: Ok(listing), left },
                Err(problem) => Reply::Queue { turn, page, answer: Err(problem), left: None },
            })
        }
        Ask::Ticket { turn, number, from, history } => {
            let answer = desk.show_part(number, from, history).map(Box::new).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Ticket { turn, number, from, history, answer })
        }
        Ask::Text { turn, number, bytes } => {
            let answer = desk.show_public(number, bytes).map(Box::new).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Text { turn, answer })
        }
        Ask::Counts { turn, views, cap } => {
            // Between two counts nothing runs that could be stopped.
            let count = |view| if board.lock().gave_way { Err(StoreError::Interrupted.into()) } else { desk.count(view, Some(cap)) };
            let counted = views.iter().map(count).collect::<Result<Vec<_>, DeskError>>();
            let answer = desk.counts().and_then(|counts| Ok((counts, counted?))).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Counts { turn, answer })
        }
        Ask::Draft { .. } | Ask::Drafts { .. } => drafts::answer(desk, &ask),
        Ask::Similar { turn, subject } => {
            unless_stopped(desk.similar(&subject).map_err(Problem::from), |answer| Reply::Similar { turn, answer })
        }
        Ask::Staff { turn } => {
            let answer = desk.staff().map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Staff { turn, answer })
        }
        Ask::Urgent { turn, since } => {
            let answer = desk.urgent_since(since).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Urgent { turn, answer })
        }
        Ask::People { .. } | Ask::Roll { .. } => people::answer(desk, &ask),
        Ask::Tally { turn, query, cap } => {
            let answer = desk.count(&query, Some(cap)).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Tally { turn, answer })
        }
        Ask::Views { turn } => {
            let answer = desk.views().map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Views { turn, answer })
        }
        Ask::Deleted { turn } => {
            let answer = desk.deleted_tonight().map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Deleted { turn, answer })
        }
        Ask::Settings { turn } => {
            let answer = desk.settings().map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Settings { turn, answer })
        }
        Ask::Marked { turn, numbers } => {
            let answer = desk.tickets(&numbers).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Marked { turn, answer })
        }
        Ask::AllInView { turn, query, limit } => {
            let answer = desk.list(&query, &Page::first(limit)).map(|listing| listing.tickets).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::AllInView { turn, answer })
        }
    }
}

/// A page of the list, and what of the tickets shown has left it.
fn look(desk: &Desk, query: &Query, page: &Page, again: Option<Vec<TicketNumber>>) -> Result<(Listing, Option<Vec<Ticket>>), DeskError> {
    let listing = desk.list(query, page)?;
    let Some(mut shown) = again else { return Ok((listing, None)) };
    let still: HashSet<TicketNumber> = listing.tickets.iter().map(|ticket| ticket.number).collect();
    shown.retain(|number| !still.contains(number));
    let left = desk.tickets(&shown)?;
    Ok((listing, Some(left)))
}

pub(super) fn unless_stopped<T>(answer: Result<T, Problem>, reply: impl FnOnce(Result<T, Problem>) -> Reply) -> Reply {
    match &answer {
        Err(problem) if problem.is_interruption => Reply::Dropped,
        _ => reply(answer),
    }
}
