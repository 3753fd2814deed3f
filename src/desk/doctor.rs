//! Looking a desk over: what is wrong with it, how bad that is, and what mends it.

use super::mode::Mode;
use super::{Counts, Desk, Result};
use crate::domain::names::StaffLooks;
use crate::domain::policy::{Act, allow};
use crate::domain::query::{Query, Reader};
use crate::domain::retelling::{Newcomers, Restores, contradictions, in_desk};
use crate::domain::setting::SettingName;
use crate::domain::{TicketId, TicketNumber, Timestamp, UserId};
use crate::store::{Activity, Flaw, Read, Standing};
use std::collections::BTreeMap;

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It passes by itself, or does no harm yet.
    Warning,
    /// Something is not as it has to be.
    Problem,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    pub severity: Severity,
    /// What was looked at: `file`, `schema`, `counters`, `tickets`, `texts`, `numbers`, `index`, `users`, `views`, `settings`, `undo`,
    /// `drafts`, `clock`, `place`.
    pub check: &'static str,
    pub message: String,
    /// What mends it.
    pub hint: &'static str,
}

impl Desk {
    /// Checks the file and where it is, its schema, its invariants, every ticket and everybody against their histories, the counters,
    /// the search index, views, settings and the clock. It reads the whole file: on a million tickets for some minutes, in which others go on
    /// working; `told` hears how many tickets of how many are through.
    ///
    /// # Errors
    /// If the role may not, or the file cannot be read at all.
    pub fn examine(&self, told: &mut dyn FnMut(u64, u64)) -> Result<Vec<Finding>> {
        let keep = self.staff_keep(Act::Examine)?;
        // What another session began and did not end is no contradiction.
        while self.release_left().unwrap_or(false) {}
        let store = keep.read()?;
        let (mut found, is_readable) = findings(store.as_ref(), told)?;
        if is_readable && found.iter().all(|finding| finding.check != "file") {
            found.extend(unread(store.as_ref())?);
            found.extend(unheld(store.as_ref())?);
            found.extend(alike(store.as_ref())?);
            found.extend(ahead(store.as_ref(), self.now())?);
        }
        found.extend(place(&keep.standing(), Mode::of(store.as_ref())?));
        Ok(found)
    }

    /// Builds anew what is made of the tickets: the counters and, told as it goes, the search index. A search finds only a part
    /// of the desk meanwhile, and says so. Returns what would not be found any more afterwards: a text that was changed past the
    /// desk may have no other trace than that the index has other words.
    ///
    /// # Errors
    /// If the role may not, or the file cannot be written.
    pub fn rebuild(&self, told: &mut dyn FnMut(u64, u64)) -> Result<Vec<Finding>> {
        // It reads all of the desk: others write meanwhile. What they change then has its document, and is no doubt.
        let doubts = self.staff_keep(Act::Examine)?.read()?.doubtful_texts()?;
        let store = self.keep.door().write()?;
        let me = self.identify(store.as_ref())?;
        allow(me.role, Act::Examine, None)?;
        store.forget_derived()?;
        store.commit()?;
        self.make_searchable(told)?;
        Ok(doubts.into_iter().map(finding).collect())
    }
}

/// What can be done about a schema that is not ours.
pub(super) const FOREIGN: &str = "restore a backup that `barback backup --verify` calls sound; or bring the tickets into a new desk \
     with `barback export` and `barback import`";
const RESTORE: &str = "restore a backup: `barback restore FILE`";
const REBUILD: &str = "`barback doctor --rebuild-index` builds it anew from the tickets";
const RESAVE: &str = "save it anew: `barback view save NAME QUERY`";
/// Less room than this is little, in bytes.
const LITTLE_ROOM: u64 = 256 * 1024 * 1024;
/// A log longer than this is long, in bytes.
const LONG_LOG: u64 = 128 * 1024 * 1024;

/// What contradicts what in a desk's file, and whether its rows could be asked at all.
pub(super) fn findings(store: &dyn Read, told: &mut dyn FnMut(u64, u64)) -> Result<(Vec<Finding>, bool)> {
    let flaws = store.flaws()?;
    let is_readable = !flaws.iter().any(|flaw| matches!(flaw, Flaw::File(_) | Flaw::Schema { is_readable: false, .. }));
    let mut found: Vec<Finding> = flaws.into_iter().map(finding).collect();
    if !is_readable {
        return Ok((found, false));
    }
    for (what, some) in contradicted(store, told)? {
        found.push(problem("tickets", format!("of {} {what}", some.named("ticket")), RESTORE));
    }
    let record = store.desk_record()?;
    for (what, some) in mistaken(store, &Restores::of(&record))? {
        found.push(problem("users", format!("of {} {what}", some.named("user")), RESTORE));
    }
    found.extend(in_desk(&record).into_iter().map(|(check, what)| problem(check, what, RESTORE)));
    if store.active_admins()? == 0 {
        found.push(problem("users", "there is no active admin".to_owned(), RESTORE));
    }
    Ok((found, true))
}

/// Some of many things, and how many there are.
#[derive(Debug, Default)]
struct Affected {
    names: Vec<String>,
    count: i64,
}

impl Affected {
    /// So many are named.
    const FEW: usize = 3;

    fn add(&mut self, name: &impl ToString) {
        self.count += 1;
        if self.names.len() < Self::FEW {
            self.names.push(name.to_string());
        }
    }

    /// `2 tickets (TKT-482913, TKT-557201)`.
    fn named(&self, what: &str) -> String {
        let more = if self.names.len() < usize::try_from(self.count).unwrap_or(usize::MAX) { ", …" } else { "" };
        format!("{} {what}{} ({}{more})", self.count, plural(self.count), self.names.join(", "))
    }
}

/// How many rows are read in one piece.
const PIECE: i64 = 200;

/// Holds everybody against their history. Whose is not as it says, by what.
fn mistaken(store: &dyn Read, restores: &Restores) -> Result<BTreeMap<&'static str, Affected>> {
    let (mut found, mut last, mut newcomers) = (BTreeMap::<_, Affected>::new(), UserId(0), Newcomers::default());
    loop {
        let records = store.user_records(last, PIECE)?;
        let Some(latest) = records.last() else { return Ok(found) };
        last = latest.user.id;
        for record in &records {
            for what in newcomers.contradictions(record, restores) {
                found.entry(what).or_default().add(&record.user.login);
            }
        }
    }
}

/// Replays every ticket from its history. Which are not as it says, by what.
fn contradicted(store: &dyn Read, told: &mut dyn FnMut(u64, u64)) -> Result<BTreeMap<&'static str, Affected>> {
    let all = store.contents()?.tickets.cast_unsigned();
    let (mut found, mut last, mut done) = (BTreeMap::<_, Affected>::new(), TicketId(0), 0);
    loop {
        let histories = store.histories(last, PIECE)?;
        let Some(latest) = histories.last() else { return Ok(found) };
        last = latest.ticket.id;
        for history in &histories {
            for what in contradictions(&history.ticket, &history.events, &history.thread) {
                found.entry(what).or_default().add(&history.ticket.number);
            }
        }
        done += histories.len() as u64;
        told(done.min(all), all);
    }
}

fn finding(flaw: Flaw) -> Finding {
    match flaw {
        Flaw::File(what) => problem("file", format!("the file is damaged: {what}"), RESTORE),
        Flaw::Schema { objects, .. } => problem("schema", in_one_line(objects), FOREIGN),
        Flaw::Rows { check, count, what } => problem(check, format!("{what}: {count}"), RESTORE),
        Flaw::Strays(count) => problem("file", format!("{count} rows name something that is not there"), RESTORE),
        Flaw::Counters { kept, counted } => {
            problem("counters", format!("the cards say {}; counted are {}", in_words(kept), in_words(counted)), REBUILD)
        }
        Flaw::Tickets { count, what } => problem("tickets", format!("of {count} ticket{} {what}", plural(count)), RESTORE),
        Flaw::Numbers(count) => {
            problem("numbers", format!("of {count} ranges of ticket numbers more or fewer are gone than it says"), RESTORE)
        }
        Flaw::Index(count) => problem("index", format!("the search index is wrong about {count} ticket{}", plural(count)), REBUILD),
        Flaw::Cut(count) => warning(
            "index",
            format!(
                "{count} ticket{} more text than is searchable: only the newest is found by its words",
                if count == 1 { " has" } else { "s have" }
            ),
            "nothing has to be done; docs/query.md has the bounds",
        ),
        Flaw::Places(count) => problem(
            "index",
            format!("{count} place{} in the search index are out of order or would be given again", plural(count)),
            REBUILD,
        ),
        Flaw::Texts { documents, unsealed } => problem(
            "texts",
            format!(
                "the search index has other words than the texts of {documents} ticket{}; the history does not know what was written on {unsealed}: a text may have been changed past the desk",
                plural(documents)
            ),
            "compare with a backup first; `barback doctor --rebuild-index` makes the index agree with the texts, and the trace is gone",
        ),
        Flaw::Unsearched { searchable, all } => warning(
            "index",
            format!("search covers {searchable} of {all} tickets"),
            "an open desk makes the others searchable while nobody writes; so does `barback doctor --rebuild-index`",
        ),
    }
}

/// Each object that differs, as many as can be read.
fn in_one_line(lines: Vec<String>) -> String {
    const MOST: usize = 12;
    let more = lines.len().saturating_sub(MOST);
    let text = lines.into_iter().take(MOST).collect::<Vec<_>>().join("; ");
    if more > 0 { format!("{text}; and {more} more") } else { text }
}

/// Views that cannot be read any more.
fn unread(store: &dyn Read) -> Result<Vec<Finding>> {
    let mut found = BTreeMap::new();
    for user in store.users()?.into_iter().filter(|user| user.role.is_staff()) {
        for view in store.views(user.id)? {
            if let Err(error) = Query::parse(&view.query, Reader::Staff) {
                let message = format!("the view \"{}\" cannot be read: {error}", view.name);
                found.insert(view.name, warning("views", message, RESAVE));
            }
        }
    }
    Ok(found.into_values().collect())
}

/// Settings of the desk that cannot be so: the usual holds in their place.
fn unheld(store: &dyn Read) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (name, value) in store.settings()? {
        if let Ok(known) = name.parse::<SettingName>()
            && known.setting().read(&value).is_err()
        {
            let message = format!("the setting {name} is \"{value}\", which it cannot be; the usual holds");
            found.push(warning("settings", message, "set it anew: `barback set NAME=VALUE --desk`"));
        }
    }
    Ok(found)
}

/// What is dated later than now: imported tickets by their numbers, and the rest, which only a clock can have dated. Times and
/// orders hold all the same: nothing is dated before what came before it.
fn ahead(store: &dyn Read, now: Timestamp) -> Result<Vec<Finding>> {
    /// Clocks of one machine differ by no more, in milliseconds.
    const A_MINUTE: i64 = 60_000;
    let Activity { latest, ahead } = store.activity(now.ahead())?;
    let mut found = Vec::new();
    if let Some((_, at)) = ahead.first() {
        let are = if ahead.len() == 1 { "is an imported ticket" } else { "are imported tickets" };
        let message = format!("{} {are} dated after now, up to {at}; new comments there are dated so, too", numbers(&ahead));
        let hint = "export it (`barback export NUMBER -o FILE`), correct its times in FILE, `barback delete NUMBER`, `barback purge NUMBER`, \
            `barback import FILE`; if the machine's clock is wrong, set that (`timedatectl`) instead";
        found.push(warning("clock", message, hint));
    }
    if let Some(latest) = latest.filter(|latest| latest.0.saturating_sub(now.0) > A_MINUTE) {
        let message = format!("the desk's latest change is dated {latest}, and it is {now} by this machine's clock");
        let hint = "set the machine's clock (`timedatectl`); the order of changes holds, and what was dated ahead stays so until time has caught up";
        found.push(warning("clock", message, hint));
    }
    Ok(found)
}

/// The first few numbers, and how many more there are.
fn numbers(tickets: &[(TicketNumber, Timestamp)]) -> String {
    const FEW: usize = 10;
    let named: Vec<String> = tickets.iter().take(FEW).map(|(number, _)| number.to_string()).collect();
    match tickets.len().saturating_sub(FEW) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// What about the file's place may become trouble.
fn place(standing: &Standing, mode: Mode) -> Vec<Finding> {
    let mut found = Vec::new();
    // Colleagues share the file and its folder; nobody else does.
    let (strangers, writers, file, folder) = match mode {
        Mode::Group => (0o007, 0o002, "`chmod 660` on the file", "`chmod 2770` on the folder"),
        Mode::Own | Mode::Served => (0o077, 0o022, "`chmod 600` on the file", "`chmod 700` on the folder"),
    };
    if let Some(mode) = standing.mode.filter(|mode| mode & strangers != 0) {
        found.push(warning("place", format!("others on this machine may use the file (mode {mode:o})"), file));
    }
    if let Some(mode) = standing.folder_mode.filter(|mode| mode & writers != 0 && mode & 0o1000 == 0) {
        found.push(warning("place", format!("others on this machine may write the file's folder (mode {mode:o})"), folder));
    }
    if let Some(free) = standing.free_bytes.filter(|free| *free < LITTLE_ROOM.max(standing.bytes)) {
        let message = format!("the disk has room for {} more; a backup of the desk takes {}", size(free), size(standing.bytes));
        found.push(warning("place", message, "make room on the disk"));
    }
    if standing.log_bytes > LONG_LOG {
        let message = format!("{} are in the log beside the file and not in it yet", size(standing.log_bytes));
        found.push(warning("place", message, "somebody has read for very long, or was stopped: end that process"));
    }
    if standing.unfinished > 0 {
        let message = match standing.unfinished {
            1 => "1 unfinished copy (.barback-…) is beside the file".to_owned(),
            several => format!("{several} unfinished copies (.barback-…) are beside the file"),
        };
        found.push(warning("place", message, "remove them, unless a backup or a restore is under way"));
    }
    found
}

/// Guests who could be taken for one of the staff.
fn alike(store: &dyn Read) -> Result<Option<Finding>> {
    let users = store.users()?;
    let staff: StaffLooks = users.iter().collect();
    let mut guests = users.iter().filter(|user| user.active && !user.role.is_staff()).filter_map(|user| staff.notice(user));
    let Some(first) = guests.next() else { return Ok(None) };
    let more = match guests.count() {
        0 => String::new(),
        more => format!(", and so do {more} more"),
    };
    Ok(Some(warning("users", format!("{first}{more}"), "check who they are; `barback user edit LOGIN --name NAME` gives another name")))
}

fn problem(check: &'static str, message: String, hint: &'static str) -> Finding {
    Finding { severity: Severity::Problem, check, message, hint }
}

fn warning(check: &'static str, message: String, hint: &'static str) -> Finding {
    Finding { severity: Severity::Warning, check, message, hint }
}

fn plural(count: i64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes < MIB { format!("{} KiB", bytes.div_ceil(1024)) } else { format!("{} MiB", bytes.div_ceil(MIB)) }
}

fn in_words(counts: Counts) -> String {
    let Counts { open, in_progress, resolved, closed, unassigned } = counts;
    format!("{open} open, {in_progress} in progress, {resolved} resolved, {closed} closed, {unassigned} unassigned")
}
