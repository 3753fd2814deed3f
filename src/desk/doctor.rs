//! Looking a desk over: what is wrong with it, how bad that is, and what mends it.

use super::{Counts, Desk, Result};
use crate::domain::policy::{Act, allow};
use crate::store::Flaw;

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It passes by itself.
    Warning,
    /// Something is not as it has to be.
    Problem,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    pub severity: Severity,
    /// What was looked at: `file`, `counters`, `tickets`, `index`.
    pub check: &'static str,
    pub message: String,
    /// What mends it.
    pub hint: &'static str,
}

impl Desk {
    /// Checks the file, its invariants, the counters and the search index. It reads the whole file: on a million tickets for
    /// some ten seconds, in which others go on working.
    ///
    /// # Errors
    /// If the role may not, or the file cannot be read at all.
    pub fn examine(&self) -> Result<Vec<Finding>> {
        let store = self.store.read()?;
        let me = self.identify(store.as_ref())?;
        allow(me.role, Act::Examine, None)?;
        Ok(store.flaws()?.into_iter().map(finding).collect())
    }

    /// Builds anew what is made of the tickets: the counters and, told as it goes, the search index. A search finds only a part
    /// of the desk meanwhile, and says so.
    ///
    /// # Errors
    /// If the role may not, or the file cannot be written.
    pub fn rebuild(&self, told: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let store = self.store.write()?;
        let me = self.identify(store.as_ref())?;
        allow(me.role, Act::Examine, None)?;
        store.forget_derived()?;
        store.commit()?;
        self.make_searchable(told)
    }
}

const RESTORE: &str = "restore a backup";
const REBUILD: &str = "`barback doctor --rebuild-index` builds it anew from the tickets";

fn finding(flaw: Flaw) -> Finding {
    let problem = |check, message, hint| Finding { severity: Severity::Problem, check, message, hint };
    match flaw {
        Flaw::File(what) => problem("file", format!("the file is damaged: {what}"), RESTORE),
        Flaw::Strays(count) => problem("file", format!("{count} rows name something that is not there"), RESTORE),
        Flaw::Counters { kept, counted } => {
            problem("counters", format!("the cards say {}; counted are {}", in_words(kept), in_words(counted)), REBUILD)
        }
        Flaw::Tickets { count, what } => problem("tickets", format!("of {count} tickets {what}"), RESTORE),
        Flaw::Index(count) => problem("index", format!("the search index is wrong about {count} tickets"), REBUILD),
        Flaw::Unsearched { searchable, all } => Finding {
            severity: Severity::Warning,
            check: "index",
            message: format!("search covers {searchable} of {all} tickets"),
            hint: "an open desk makes the others searchable while nobody writes; so does `barback doctor --rebuild-index`",
        },
    }
}

fn in_words(counts: Counts) -> String {
    let Counts { open, in_progress, resolved, closed, unassigned } = counts;
    format!("{open} open, {in_progress} in progress, {resolved} resolved, {closed} closed, {unassigned} unassigned")
}
