//! Searching as one types: every key is a question, as the screen asks it.

use super::Effort;
use super::desks::{Bench, open};
use super::report::Row;
use super::sample::{Samples, timed};
use barback::desk::Desk;
use barback::domain::search::Page;
use barback::tui::state::PAGE;

/// What people type: words that are everywhere and words that are nowhere, several, filters, phrases, numbers, long words.
const TYPED: &[&str] = &[
    "bottle",
    "cannot redeem bottle",
    "scanner back bar",
    "refund voucher twice",
    "charged twice card",
    "unfortunately",
    "zzzz nothing",
    "the a of to",
    "birthday balcony",
    "is:active scanner",
    "is:active priority:urgent bottle",
    "priority:urgent refund",
    "assignee:none voucher",
    "assignee:me bottle",
    "category:billing card -voucher",
    "status:closed bottle rum",
    "created:2026-11-01..2026-11-10 bottle",
    "updated:<2d bottle",
    "requester:me bottle",
    "-bottle",
    "\"cannot redeem\"",
    "\"back bar\" scanner",
    "redemption-code",
    "482913",
    "tkt-48",
    "müller",
    "björn bottle",
    "not:\"happy hour\" voucher",
];

/// The same in scripts without blanks, on a desk that has a third of its tickets in them.
const TYPED_WITHOUT_BLANKS: &[&str] = &[
    "瓶を交換できません",
    "交換",
    "二階のバー",
    "読み取りません",
    "瓶 交換",
    "is:active 交換",
    "แลกขวดไม่ได้",
    "ขวด",
    "เครื่องอ่าน",
    "-交換",
    "\"交換し\"",
    "bottle",
];

pub fn measure(bench: &Bench, effort: Effort) -> Vec<Row> {
    let (each, slowest) = keys(&bench.desk(), TYPED, effort);
    let scripts = open(&bench.of_many_scripts());
    let (each_there, slowest_there) = keys(&scripts, TYPED_WITHOUT_BLANKS, effort);
    let met = |samples: &Samples| samples.median() <= 1.0 && samples.p99() <= 10.0 && samples.worst() <= 25.0;
    let typed = |what, samples: &Samples| Row::of(what, samples, "median ≤ 1 ms, 99 % ≤ 10 ms", met(samples)).growing(10.0);
    vec![
        typed("search as you type, each key, warm", &each),
        Row::figure("the slowest of those keys", "ms", slowest, "≤ 25 ms", slowest <= 25.0),
        typed("the same in Japanese and Thai, a third of the desk", &each_there),
        Row::figure("the slowest of those keys, in Japanese and Thai", "ms", slowest_there, "≤ 25 ms", slowest_there <= 25.0),
    ]
}

fn keys(desk: &Desk, typed: &[&'static str], effort: Effort) -> (Samples, f64) {
    let queries: Vec<_> = typed
        .iter()
        .flat_map(|typed| typed.char_indices().map(|(end, letter)| &typed[..end + letter.len_utf8()]))
        .filter_map(|text| desk.read_query(text).ok().filter(|query| !query.terms.is_empty()).map(|query| (text, query)))
        .collect();
    let (mut samples, mut slowest) = (Vec::new(), (0.0, ""));
    // The first round is what warm means.
    for round in 0..=effort.of(8).min(3) {
        for (text, query) in &queries {
            let (found, took) = timed(|| desk.list(query, &Page::first(PAGE)));
            // Half a login is nobody's: the screen says so and asks nothing of the index.
            if round > 0 && found.is_ok() {
                samples.push(took);
                slowest = if took > slowest.0 { (took, *text) } else { slowest };
            }
        }
    }
    eprintln!("    the slowest of {} keys: {:?}", queries.len(), slowest.1);
    let samples = Samples::of(samples);
    let worst = samples.worst();
    (samples, worst)
}
