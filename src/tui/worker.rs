//! The two threads that do the asking and the changing, each with a session of its own.
//! Reader: the newest question of a topic wins. Writer: in order, never interrupted, never dropped.

mod drafts;
mod watch;

use super::request::{Ask, DraftOrder, DraftTask, Order, Problem, Reply, Saved, Submission, Topic};
use crate::desk::{Desk, DeskError, Done, Interrupter, Listing, Posted, Pulled, Sent, StoreError, Strides, TakenBack, Target};
use crate::domain::presence::Attention;
use crate::domain::query::Query;
use crate::domain::search::Page;
use crate::domain::{OrderId, Ticket, TicketNumber, Timestamp, User};
use drafts::Drafts;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use watch::Watch;

/// How often the reader looks whether another session changed something: four times a second.
const LOOK: Duration = Duration::from_millis(250);

/// Where replies go.
pub type Tell = Box<dyn Fn(Reply) + Send>;

/// Both threads.
pub struct Worker {
    board: Arc<Board>,
    reader: Option<JoinHandle<()>>,
    writer: Option<JoinHandle<()>>,
    errands: Option<Sender<Errand>>,
}

/// What the writer is given.
enum Errand {
    Order(Box<Submission>),
    Look(TicketNumber, Timestamp),
    Draft(DraftTask),
}

/// What the screen and the reader share: the questions that wait, and what runs.
struct Board {
    questions: Mutex<Questions>,
    changed: Condvar,
    interrupt: Interrupter,
}

#[derive(Default)]
struct Questions {
    waiting: Vec<Ask>,
    running: Option<Ask>,
    /// What runs was stopped for a question that somebody waits for, and waits itself: its answer is not told.
    gave_way: bool,
    /// What this window is at, for the others to see.
    attention: Option<Attention>,
    is_over: bool,
}

impl Worker {
    /// Starts both on sessions of their own.
    #[must_use]
    pub fn start(reading: Desk, writing: Desk, tell: impl Fn(Reply) + Clone + Send + 'static) -> Self {
        let board = Arc::new(Board { questions: Mutex::default(), changed: Condvar::new(), interrupt: reading.interrupter() });
        let (errands, given) = channel();
        let (shared, told) = (Arc::clone(&board), tell.clone());
        let own = writing.strides();
        let reader = thread::spawn(move || watched(&told, || read(&reading, own, &shared, &told)));
        let writer = thread::spawn(move || watched(&tell, || write(&writing, &given, &tell)));
        Self { board, reader: Some(reader), writer: Some(writer), errands: Some(errands) }
    }

    /// Asks: a waiting question of the same topic is forgotten, a running one stopped. Counting, which may take long, is put
    /// off for what a person waits for. Whether there is one more reply to come by it.
    pub fn ask(&self, ask: Ask) -> bool {
        let topic = ask.topic();
        let mut questions = self.board.lock();
        let waiting_before = questions.waiting.len();
        questions.waiting.retain(|other| other.topic() != topic);
        questions.waiting.push(ask);
        let is_one_more = questions.waiting.len() > waiting_before;
        // Under the same lock that says what runs, so that it cannot be another topic's question that is stopped.
        let runs = questions.running.as_ref().map(Ask::topic);
        if runs == Some(topic) && !questions.gave_way {
            (self.board.interrupt)();
        } else if runs.is_some_and(|running| gives_way(running, topic)) && !questions.gave_way {
            questions.gave_way = true;
            let put_off = questions.running.clone();
            questions.waiting.extend(put_off);
            (self.board.interrupt)();
        }
        drop(questions);
        self.board.changed.notify_one();
        is_one_more
    }

    /// Hands an order to the writer.
    pub fn submit(&self, submission: Submission) {
        self.send(Errand::Order(Box::new(submission)));
    }

    /// Has the writer note that a ticket was looked at.
    pub fn look(&self, number: TicketNumber, spoke_at: Timestamp) {
        self.send(Errand::Look(number, spoke_at));
    }

    /// Hands it what is to be done with a draft.
    pub fn keep(&self, task: DraftTask) {
        self.send(Errand::Draft(task));
    }

    fn send(&self, errand: Errand) {
        if let Some(errands) = &self.errands {
            // The writer only ends when this end is dropped, or dying it says so.
            let _ = errands.send(errand);
        }
    }

    /// Says what this window is at. Others are told when it rests there.
    pub fn attend(&self, attention: Option<Attention>) {
        self.board.lock().attention = attention;
    }

    /// Ends both: the reader at once, the writer when all it was given is done.
    pub fn finish(&mut self) {
        let mut questions = self.board.lock();
        questions.is_over = true;
        if questions.running.is_some() {
            (self.board.interrupt)();
        }
        drop(questions);
        self.board.changed.notify_one();
        self.errands = None;
        for thread in [self.reader.take(), self.writer.take()].into_iter().flatten() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Questions> {
        self.questions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a question, while it runs, is put off for another: counting may take long, and a person waits for the rest.
fn gives_way(running: Topic, other: Topic) -> bool {
    let place = |topic| Topic::ALL.iter().position(|one| *one == topic);
    matches!(running, Topic::Counts | Topic::Tally) && place(other) < place(running)
}

/// Tells the screen if the work ends by a panic.
fn watched(tell: &dyn Fn(Reply), work: impl FnOnce()) {
    struct Watch<'a>(&'a dyn Fn(Reply));
    impl Drop for Watch<'_> {
        fn drop(&mut self) {
            if thread::panicking() {
                (self.0)(Reply::Died);
            }
        }
    }
    let _watch = Watch(tell);
    work();
}

fn read(desk: &Desk, own: Strides, board: &Board, tell: &dyn Fn(Reply)) {
    let mut watch = Watch::of(desk, own);
    loop {
        let next = next(board);
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
fn next(board: &Board) -> Next {
    let mut questions = board.lock();
    if questions.waiting.is_empty() && !questions.is_over {
        let woken = board.changed.wait_timeout(questions, LOOK);
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
        Ask::Ticket { turn, number } => {
            let answer = desk.show(number).map(Box::new).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::Ticket { turn, number, answer })
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
        Ask::People { turn, prefix } => {
            let named = |user: User| (user.login.to_string(), user.name);
            let answer = desk.people_like(&prefix).map(|people| people.into_iter().map(named).collect()).map_err(Problem::from);
            unless_stopped(answer, |answer| Reply::People { turn, answer })
        }
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
    let left = desk.glance(&shown)?;
    Ok((listing, Some(left)))
}

fn unless_stopped<T>(answer: Result<T, Problem>, reply: impl FnOnce(Result<T, Problem>) -> Reply) -> Reply {
    match &answer {
        Err(problem) if problem.is_interruption => Reply::Dropped,
        _ => reply(answer),
    }
}

fn write(desk: &Desk, given: &Receiver<Errand>, tell: &dyn Fn(Reply)) {
    let mut ids: HashMap<u64, OrderId> = HashMap::new();
    let mut drafts = Drafts::new(desk);
    let mut line = VecDeque::new();
    while let Some(errand) = line.pop_front().or_else(|| given.recv().ok()) {
        line.extend(given.try_iter());
        let Submission { handle, order, is_rehearsal } = match errand {
            Errand::Order(submission) => *submission,
            Errand::Look(number, spoke_at) => {
                // A look that is lost is made again.
                let _ = desk.looked_at(number, spoke_at);
                tell(Reply::Looked);
                continue;
            }
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
