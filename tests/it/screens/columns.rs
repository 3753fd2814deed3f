//! Columns stay below each other whatever is written in them, and lines break between what people see as characters.

use super::SIZES;
use crate::support::screen::Bar;
use barback::desk::{NewTicket, Whom};
use unicode_segmentation::UnicodeSegmentation;

/// Texts that two counts of columns disagree about.
const SUBJECTS: &[&str] = &[
    "ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞ",
    "ﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞﾔﾏﾀﾞ",
    "لا لا لا لا لا لا لا لا لا لا",
    "👨\u{200D}👩\u{200D}👧\u{200D}👦 family bottle 🏴\u{E0067}\u{E0062}\u{E007F} 🇩🇪 1\u{FE0F}\u{20E3}",
    "☂\u{FE0F} umbrella ⌚\u{FE0E} watch",
    "क्षिक्षिक्षिक्षिक्षिक्षिक्षिक्षिक्षिक्षि",
    "กำลังกำลังกำลังกำลังกำลังกำลังกำลัง",
    "한국어 ᄒ\u{1161}ᆫ ",
];

/// Whether a line of the list ends in how old the ticket is.
fn ends_in_an_age(line: &str) -> bool {
    let Some((_, age)) = line.trim_end().rsplit_once(' ') else { return false };
    let age = age.trim_start_matches(['+', '*', '‹', '•']);
    age == "now" || (age.ends_with(['m', 'h', 'd', 'w', 'y']) && age[..age.len() - 1].parse::<u32>().is_ok())
}

#[test]
fn every_line_of_the_list_has_its_last_column_where_it_belongs() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    for subject in SUBJECTS {
        let requester = Some(Whom::Login("ida".parse().unwrap()));
        desk.create(desk.new_order(), &NewTicket { subject: (*subject).to_owned(), requester, ..NewTicket::default() }).unwrap();
    }
    for size in SIZES {
        for keys in ["9 z", "9"] {
            let mut screen = bar.screen("sam", size);
            screen.keys(keys);
            let rows: Vec<String> = screen.lines();
            let numbers: Vec<String> = screen.state().queue.rows.iter().map(|ticket| ticket.number.digits().to_string()).collect();
            let listed = rows.iter().filter(|row| numbers.iter().any(|number| row.contains(&format!(" {number} "))));
            let mut count = 0;
            for row in listed {
                // The list stands between the views and the ticket, where there are those.
                let list = row.split('│').find(|part| numbers.iter().any(|number| part.contains(&format!(" {number} ")))).unwrap();
                if list.contains("TKT-") {
                    continue;
                }
                assert!(ends_in_an_age(list), "{size:?} {keys}: {list:?}");
                count += 1;
            }
            assert!(count >= SUBJECTS.len().min(usize::from(size.1) / 3), "{count} lines at {size:?}:\n{}", screen.text());
        }
    }
}

#[test]
fn a_text_on_the_screen_breaks_between_clusters() {
    let bar = Bar::new();
    let desk = bar.desk("sam");
    for cluster in ["क्षि", "กำ", "ｶﾞ", "👨\u{200D}👩\u{200D}👧"] {
        let text = cluster.repeat(90);
        let number =
            desk.create(desk.new_order(), &NewTicket { subject: text.clone(), description: text.clone(), ..NewTicket::default() }).unwrap();
        for size in SIZES {
            let mut screen = bar.screen("sam", size);
            screen.keys("/").types(&number.value.number.to_string()).keys("enter enter");
            let shown: Vec<String> = screen.lines().iter().flat_map(|line| line.split('│')).map(|part| part.trim().to_owned()).collect();
            let whole = shown.iter().filter(|part| !part.is_empty() && part.graphemes(true).all(|one| one == cluster)).count();
            assert!(whole >= 4, "{cluster} at {size:?}:\n{}", screen.text());
            screen.keys("Y");
            let sheet: Vec<String> = screen.lines().iter().map(|line| line.trim_start_matches("> ").to_owned()).collect();
            let whole =
                sheet.iter().filter(|line| !line.trim().is_empty() && line.trim().graphemes(true).all(|one| one == cluster)).count();
            assert!(whole >= 3, "the copied text of {cluster} at {size:?}:\n{}", screen.text());
        }
    }
}
