//! Whole processes of the command line.

use super::Effort;
use super::desks::{Bench, barback_program, sqlite_program};
use super::report::Row;
use super::sample::{Samples, timed};
use std::process::{Command, Stdio};

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    const SAME: &str = "SELECT t.number, t.subject, t.priority, t.status, r.name, a.login, t.updated_at FROM tickets t
        JOIN users r ON r.id = t.requester_id LEFT JOIN users a ON a.id = t.assignee_id
        WHERE t.deleted_at IS NULL ORDER BY t.updated_at DESC, t.id DESC LIMIT 50";
    let list = || {
        let mut command = barback_program();
        command.arg("--db").arg(&bench.path).args(["--as", "sam", "list", "--limit", "50"]);
        command
    };
    let floor = || {
        let mut command = sqlite_program()?;
        command.arg("-readonly").arg(&bench.path).arg(SAME);
        Some(command)
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    run(list());
    for _ in 0..effort.of(101) {
        ours.push(timed(|| run(list())).1);
        if let Some(floor) = floor() {
            theirs.push(timed(|| run(floor)).1);
        }
    }
    let ours = Samples::of(ours);
    if theirs.is_empty() {
        return vec![Row::of("`barback list --limit 50`, whole process", &ours, "≤ 1.25 × (no `sqlite3` here)", false).growing(1.3)];
    }
    let floor = Samples::of(theirs).median();
    let met = ours.median() <= 1.25 * floor;
    vec![
        Row::of("`barback list --limit 50`, whole process", &ours, "≤ 1.25 ×", met)
            .over("the same SELECT by `sqlite3`", floor)
            .growing(1.3),
    ]
}

fn run(mut command: Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}");
}
