//! The writer: carries out what it is given, in order and whole.

use super::Errand;
use super::drafts::Drafts;
use super::people;
use crate::desk::{Desk, DeskError, Done, Posted, Pulled, Sent, TakenBack, Target};
use crate::domain::{OrderId, Ticket, TicketNumber};
use crate::tui::request::{DraftOrder, DraftTask, Order, Problem, Reply, Saved, Submission};
use std::collections::{HashMap, VecDeque};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Mutex, PoisonError};

pub(super) fn write(desk: &Desk, given: &Receiver<Errand>, calm: &Mutex<()>, tell: &dyn Fn(Reply)) {
    let mut ids: HashMap<u64, OrderId> = HashMap::new();
    let mut drafts = Drafts::new(desk);
    let mut line = VecDeque::new();
    while let Some(errand) = next(desk, given, calm, &mut line) {
        line.extend(given.try_iter());
        let Submission { handle, order, is_rehearsal } = match errand {
            Errand::Order(submission, epoch) => {
                desk.decide_in(epoch);
                *submission
            }
            Errand::Look(number, spoke_at) => {
                // A look that is lost is made again.
                let _ = desk.looked_at(number, spoke_at);
                tell(Reply::Looked);
                continue;
            }
            // Nothing but to come here: tidying is what is done while nothing waits.
            Errand::Tidy => continue,
            Errand::Draft(task) => {
                tell(if is_replaced(&task, &line) { Reply::Dropped } else { drafts.carry_out(task) });
                continue;
            }
        };
        let id = *ids.entry(handle).or_insert_with(|| desk.new_order());
        if is_rehearsal {
            let answer = desk.rehearse(|desk| carry_out(desk, id.into(), order)).map_err(Problem::from);
            tell(Reply::Rehearsed { handle, answer });
            continue;
        }
        let sent = Sent { order: id, draft: drafts.known(handle) };
        let answer = carry_out(desk, sent, order).map_err(Problem::from);
        if answer.is_ok() {
            ids.remove(&handle);
            drafts.sent(handle);
        }
        tell(Reply::Submitted { handle, answer });
    }
}

/// What is to be done next. While nothing waits, the file is tidied up behind the answers, piece by piece.
fn next(desk: &Desk, given: &Receiver<Errand>, calm: &Mutex<()>, line: &mut VecDeque<Errand>) -> Option<Errand> {
    loop {
        if let Some(errand) = line.pop_front() {
            return Some(errand);
        }
        match given.try_recv() {
            Ok(errand) => return Some(errand),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        let piece = calm.lock().unwrap_or_else(PoisonError::into_inner);
        let is_tidy = !desk.tidy().unwrap_or(false);
        drop(piece);
        if is_tidy {
            return given.recv().ok();
        }
    }
}

/// Of what a form holds only the newest is worth keeping.
fn is_replaced(task: &DraftTask, behind: &VecDeque<Errand>) -> bool {
    let keeps = |order: &DraftOrder| matches!(order, DraftOrder::Keep(_));
    let newer = |other: &Errand| matches!(other, Errand::Draft(other) if other.handle == task.handle && keeps(&other.order));
    keeps(&task.order) && behind.iter().any(newer)
}

fn carry_out(desk: &Desk, sent: Sent, order: Order) -> Result<Saved, DeskError> {
    let id = sent.order;
    let those = |tickets| Saved { tickets, ..Saved::default() };
    let told = |done: Done<Vec<Ticket>>| Saved { notices: done.notices, ..those(done.value) };
    let targets = |numbers: Vec<TicketNumber>| numbers.into_iter().map(Target::from).collect::<Vec<_>>();
    match order {
        Order::Set { name, whose, value } => {
            let done = desk.set(id, name, whose, value.as_deref())?;
            Ok(Saved { notices: done.notices, ..those(Vec::new()) })
        }
        Order::Create(new) => {
            let done = desk.create(sent, &new)?;
            Ok(Saved { notices: done.notices, ..those(vec![done.value]) })
        }
        Order::Edit { number, edit } => Ok(told(desk.edit(sent, &[number.into()], &edit)?)),
        Order::Assign { number, to, seen } => Ok(those(desk.assign(id, &[number.into()], &to, Some(&seen))?)),
        Order::Move { number, to, seen } => Ok(told(desk.transition(id, &[number.into()], to, None, Some(seen))?)),
        Order::Comment { number, body, seen } => Ok(said(desk.post(sent, number.into(), &body, false, Some(&*seen))?)),
        Order::Note { number, body, seen } => Ok(said(desk.post(sent, number.into(), &body, true, Some(&*seen))?)),
        Order::Delete { numbers } => Ok(those(desk.delete(id, &targets(numbers))?)),
        Order::Undelete { numbers } => Ok(those(desk.undelete(id, &targets(numbers))?)),
        Order::Undo => Ok(turned(desk.undo(id)?)),
        Order::Redo => Ok(turned(desk.redo(id)?)),
        Order::Person(order) => people::carry_out(desk, id, order),
        Order::SaveView(new) => {
            let notices = desk.save_view(id, &new)?.notices;
            Ok(Saved { notices, views: desk.views().ok(), ..those(Vec::new()) })
        }
        Order::RemoveView { name, shared } => {
            desk.remove_view(id, &name, shared)?;
            Ok(Saved { views: desk.views().ok(), ..those(Vec::new()) })
        }
        Order::Pull => {
            let pulled = desk.pull(id)?.map(|Pulled { ticket, why }| Saved { notices: vec![why], ..those(vec![ticket]) });
            Ok(pulled.unwrap_or_else(|| those(Vec::new())))
        }
        Order::Triage { each, triage } => Ok(told(desk.triage(sent, &each, &triage)?)),
    }
}

fn said(done: Done<Posted>) -> Saved {
    let posted = done.value;
    Saved { tickets: vec![posted.ticket], words: Some((posted.words, posted.internal)), notices: done.notices, ..Saved::default() }
}

fn turned(done: Done<Vec<TakenBack>>) -> Saved {
    let turned = done.value.iter().map(TakenBack::in_words).collect();
    Saved { tickets: done.value.into_iter().map(|taken| taken.ticket).collect(), turned, notices: done.notices, ..Saved::default() }
}
