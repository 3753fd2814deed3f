//! The reader: what a person waits for is answered before what only counts.

use crate::support::screen::Bar;
use barback::domain::query::Query;
use barback::domain::search::Page;
use barback::tui::request::{Ask, Reply};
use barback::tui::worker::Worker;
use std::sync::mpsc::channel;
use std::time::Duration;

/// So many take longer to count than a list to be made, on any machine.
const MANY: usize = 8_000;
const PATIENCE: Duration = Duration::from_secs(40);

#[test]
fn counting_many_views_is_put_off_for_the_list_and_told_once() {
    let bar = Bar::new();
    let (tell, replies) = channel();
    let mut worker = Worker::start(bar.desk("sam"), bar.desk("sam"), move |reply| _ = tell.send(reply));
    let list = |turn| Ask::Queue { turn, query: Query::default(), page: Page::first(5), again: None };
    let mut answers = usize::from(worker.ask(list(1)));
    let views = vec![bar.desk("sam").read_query("scanner -category:billing").unwrap(); MANY];
    answers += usize::from(worker.ask(Ask::Counts { turn: 1, views, cap: 1_001 }));
    let mut told = Vec::new();
    for turn in 2..6 {
        // The list was told: by now the counting runs, or is about to.
        let reply = replies.recv_timeout(PATIENCE).unwrap();
        assert!(matches!(reply, Reply::Queue { turn: answered, .. } if answered == turn - 1), "counted first, or not at all");
        (0..100_000).for_each(|_| std::hint::spin_loop());
        answers += usize::from(worker.ask(list(turn)));
    }
    while told.len() < 2 {
        match replies.recv_timeout(PATIENCE).unwrap() {
            Reply::Queue { turn, .. } => told.push(format!("list {turn}")),
            Reply::Counts { answer, .. } => told.push(format!("{} counts", answer.unwrap().1.len())),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(told, ["list 5", &format!("{MANY} counts")]);
    assert_eq!(answers, 6, "each question has one reply");
    worker.finish();
    assert!(replies.try_iter().next().is_none(), "and no more");
}
