//! The two threads that do the asking and the changing, each with a session of its own.
//! Reader: the newest question of a topic wins. Writer: in order, never interrupted, never dropped.

mod drafts;
mod people;
mod reading;
mod watch;
mod writing;

use super::request::{Ask, DraftTask, Reply, Submission, Topic};
use crate::desk::{Desk, Interrupter};
use crate::domain::presence::Attention;
use crate::domain::{Epoch, TicketNumber, Timestamp};
use reading::read;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use writing::write;

/// Where replies go.
pub type Tell = Box<dyn Fn(Reply) + Send>;

/// Both threads.
pub struct Worker {
    board: Arc<Board>,
    reader: Option<JoinHandle<()>>,
    writer: Option<JoinHandle<()>>,
    errands: Option<Sender<Errand>>,
    /// Held by the writer while it tidies up.
    calm: Arc<Mutex<()>>,
}

/// What the writer is given.
enum Errand {
    /// And the life of the desk in which it was decided.
    Order(Box<Submission>, Epoch),
    Look(TicketNumber, Timestamp),
    Draft(DraftTask),
    /// Others left something to be tidied up.
    Tidy,
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
        let wake: Sender<Errand> = errands.clone();
        let wake = move || drop(wake.send(Errand::Tidy));
        let reader = thread::spawn(move || watched(&told, || read(&reading, own, &shared, &told, &wake)));
        let calm = Arc::new(Mutex::new(()));
        let kept = Arc::clone(&calm);
        let writer = thread::spawn(move || watched(&tell, || write(&writing, &given, &kept, &tell)));
        Self { board, reader: Some(reader), writer: Some(writer), errands: Some(errands), calm }
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
    pub fn submit(&self, submission: Submission, epoch: Epoch) {
        self.send(Errand::Order(Box::new(submission), epoch));
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

    /// Keeps the writer from tidying up for as long as this is held; waits for the piece that it is at. With no order under way,
    /// nothing of this process is in anybody's way then.
    pub fn hold_still(&self) -> MutexGuard<'_, ()> {
        self.calm.lock().unwrap_or_else(PoisonError::into_inner)
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
