//! Backups: copying the desk whole, looking into a copy, and putting one in the desk's place. A desk that was restored is in
//! another epoch: what was decided before is not done after.

use super::clock::{Clock, Dice, MachineClock, MachineDice};
use super::doctor::{Finding, Severity, findings};
use super::mode::{MODE, Mode, share_like_folder};
use super::opening::{FIRST_ADMIN, first_admin};
use super::output::identity;
use super::{Desk, DeskError, Opening, Result};
use crate::domain::event::{Change, EventKind, NewEvent};
use crate::domain::key::Fingerprint;
use crate::domain::policy::{Act, allow};
use crate::domain::{Epoch, Login, OrderId, Timestamp, quoted_path};
use crate::store::sqlite::{self, Copied, Sqlite, Staged};
use crate::store::{Contents, Door, FileFault, Public, Read, Store, StoreError, Write};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What to do where a backup's schema is not ours.
const OTHERWISE: &str =
    "restore another backup; the tickets of this one can be brought over: `barback --db COPY export` of a copy of it, and `barback import`";
/// The setting that tells one life of the desk from the next.
const EPOCH: &str = "epoch";

/// How what a restore keeps is called, behind the desk's name and before the time.
pub(super) const KEPT: &str = "before-restore-";

/// What is in a copy of a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub contents: Contents,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl Inspected {
    /// Whether the file itself is whole. What is made of the tickets can be made anew.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.problem(&["file"]).is_none()
    }

    fn problem(&self, checks: &[&str]) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.severity == Severity::Problem && checks.contains(&finding.check))
    }
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub inspected: Inspected,
    /// Where what was there before is kept; `None` where nothing was.
    pub kept: Option<PathBuf>,
}

/// Looks into a copy of a desk, and changes nothing. Whoever can read the file may.
///
/// # Errors
/// If it is no desk, or cannot be read.
pub fn inspect(path: &Path) -> Result<Inspected> {
    let copy = sqlite::open_copy(path).map_err(of_a_backup)?;
    if !copy.is_outdated()? {
        return look_into(&copy);
    }
    // Before any script runs on it: what somebody planted would run along.
    if copy.schema_flaw()?.is_some() {
        return look_into(&copy);
    }
    let cannot = |error: std::io::Error| StoreError::Broken(format!("there is no room to look into an older desk ({error})"));
    let folder = tempfile::tempdir().map_err(cannot)?;
    look_into(Copied::of(path, &folder.path().join("desk.db"))?.migrated()?.store())
}

/// What is wrong with a file that was named as a backup: advice on desks would be of no use.
fn of_a_backup(error: StoreError) -> StoreError {
    let StoreError::File { path, fault } = error else { return error };
    let why = match &fault {
        FileFault::Missing => "there is no such file".to_owned(),
        FileFault::Empty => "it is empty".to_owned(),
        FileFault::NotADesk => "it holds no desk".to_owned(),
        FileFault::NotAFile => "it is a folder or a device".to_owned(),
        FileFault::Damaged(what) => format!("it is damaged ({what})"),
        _ => return StoreError::File { path, fault },
    };
    StoreError::File { path, fault: FileFault::NotABackup(why) }
}

/// Copies a backup beside a desk and looks into the copy. Of one whose schema is not ours no script is run: it stays as it is.
fn stage(backup: &Path, desk: &Path) -> Result<(Option<Staged>, Inspected)> {
    let copied = Copied::of(backup, desk)?;
    let copy = copied.open()?;
    if copy.schema_flaw()?.is_some() {
        return Ok((None, look_into(&copy)?));
    }
    drop(copy);
    let staged = copied.migrated()?;
    let inspected = look_into(staged.store())?;
    Ok((Some(staged), inspected))
}

fn look_into(copy: &Sqlite) -> Result<Inspected> {
    let read = copy.read()?;
    let (findings, is_readable) = findings(read.as_ref(), &mut |_, _| {})?;
    let contents = match read.contents() {
        // There may be no such table to count in.
        Err(_) if !is_readable => Contents { tickets: 0, users: 0, latest: None },
        contents => contents?,
    };
    Ok(Inspected { contents, findings })
}

/// Which life of the desk it is. One that was never restored is in its first.
pub(super) fn epoch(store: &dyn Public) -> Result<Epoch> {
    Ok(Epoch(store.setting(EPOCH)?.and_then(|text| text.parse().ok()).unwrap_or_default()))
}

impl Desk {
    /// Which life of the desk it is.
    ///
    /// # Errors
    /// If the file cannot be used.
    pub fn epoch(&self) -> Result<Epoch> {
        epoch(self.keep.look()?.public())
    }

    /// From here on orders are those that were decided in this life of the desk; in another they are refused.
    pub fn decide_in(&self, epoch: Epoch) {
        self.epoch.set(Some(epoch));
    }

    /// The life of the desk in which orders are decided, once this session has looked.
    #[must_use]
    pub fn decides_in(&self) -> Option<Epoch> {
        self.epoch.get()
    }

    /// Copies the desk, as it is at one instant, into the empty file at `path`, while others go on working.
    ///
    /// # Errors
    /// If the role may not, or one of the files cannot be used.
    pub fn copy_into(&self, path: &Path) -> Result<()> {
        Ok(self.staff_keep(Act::BackUp)?.copy_into(path)?)
    }

    /// Whether whoever asks may back the desk up at all.
    ///
    /// # Errors
    /// If they may not.
    pub fn demand_keeper(&self) -> Result<()> {
        self.staff_keep(Act::BackUp).map(drop)
    }
}

impl Opening {
    /// Looks into a backup that is to be put in the place of the desk, and changes nothing yet.
    ///
    /// # Errors
    /// If the role may not, or the backup is not whole.
    pub fn begin_restore(&self, backup: &Path) -> Result<Restoring<'_>> {
        let which = |path: &Path| path.metadata().ok().map(|found| identity(&found));
        if which(backup).is_some_and(|backup| which(&self.path) == Some(backup)) {
            let fault = FileFault::NotABackup("it is the desk itself".to_owned());
            return Err(StoreError::File { path: backup.to_owned(), fault }.into());
        }
        let live = self.live()?;
        // What is looked into is what is restored, whatever becomes of the file while a person is asked. Where that cannot be, the
        // file itself says best why.
        let (staged, inspected) = stage(backup, &self.path).or_else(|error| inspect(backup).and(Err(error)))?;
        if let Some(finding) = inspected.problem(&["file", "schema"]) {
            let (path, why) = (quoted_path(backup), finding.message.clone());
            return Err(DeskError::NotSound { path, why, hint: (finding.check == "schema").then_some(OTHERWISE) });
        }
        let staged = staged.ok_or_else(|| StoreError::Damaged("it cannot be brought up to date".to_owned()))?;
        Ok(Restoring { opening: self, staged, live, inspected })
    }

    /// The desk that is there, if it can be used.
    fn live(&self) -> Result<Option<Desk>> {
        let keeper = |(desk, _): (Desk, bool)| desk.demand_keeper().map(|()| desk);
        match self.open().and_then(keeper) {
            Ok(desk) => Ok(Some(desk)),
            Err(error) if is_beyond_use(&error) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Puts a backup in the place of the desk, at once for every open session, and keeps what was there. Where no desk is, or
    /// one that cannot be read any more, it is put there.
    ///
    /// # Errors
    /// If the role may not, the backup is not whole, or a file cannot be used: then the desk holds what it held.
    pub fn restore(&self, backup: &Path) -> Result<Restored> {
        self.restore_with(backup, &MachineClock, &MachineDice)
    }

    /// The same with a clock and dice of one's own.
    ///
    /// # Errors
    /// As [`Opening::restore`].
    pub fn restore_with(&self, backup: &Path, clock: &dyn Clock, dice: &dyn Dice) -> Result<Restored> {
        self.begin_restore(backup)?.finish(clock, dice)
    }

    /// The restored desk remembers that it was, and by whom: by its own first admin where it does not know who restores it.
    /// How a desk is set up is its place's, and stays.
    fn begin_epoch(&self, staged: &Sqlite, live: Option<&Desk>, now: Timestamp, dice: &dyn Dice) -> Result<()> {
        let store = staged.write()?;
        let mut kept_out = Vec::new();
        if let Some(desk) = live {
            let was = desk.staff_sight(Act::BackUp)?.0;
            store.save_setting(MODE, Mode::of(was.as_ref())?.word())?;
            kept_out = keep_out(store.as_ref(), was.as_ref())?;
        }
        let first = first_admin(store.as_ref())?;
        let known = |login: &Login| store.user_by_login(login).map(|user| user.filter(|user| allow(user.role, Act::BackUp, None).is_ok()));
        let named = self.login.as_ref().map(known).transpose()?.flatten();
        let by = named.map_or_else(|| known(&first), |user| Ok(Some(user)))?;
        let by = by.ok_or_else(|| StoreError::Damaged(format!("its {FIRST_ADMIN} is no admin")))?;
        let (was, next, latest) = (epoch(store.as_ref())?, dice.uuid(now), store.contents()?.latest);
        let at = store.activity(now.ahead())?.latest.map_or(now, |latest| now.max(latest));
        let after = json!({ "epoch": next, "latest": latest, "mode": Mode::of(store.as_ref())?.word(), "kept_out": kept_out });
        let change = Change::new(EventKind::Restored, json!({ "epoch": was.0 }), after);
        let event = NewEvent { order: OrderId(dice.uuid(now)), actor: by.id, at, change };
        store.keep_setting(EPOCH, Some(&next.to_string()), &event)?;
        Ok(store.commit()?)
    }
}

/// A backup that was looked into and may be put in the desk's place.
pub struct Restoring<'a> {
    opening: &'a Opening,
    staged: Staged,
    live: Option<Desk>,
    inspected: Inspected,
}

impl Restoring<'_> {
    /// What is in the backup.
    #[must_use]
    pub fn inspected(&self) -> &Inspected {
        &self.inspected
    }

    /// Whether something stands where it is to go.
    #[must_use]
    pub fn replaces(&self) -> bool {
        self.opening.path.symlink_metadata().is_ok()
    }

    /// Puts it there.
    ///
    /// # Errors
    /// If a file cannot be used: then the desk holds what it held.
    pub fn finish(self, clock: &dyn Clock, dice: &dyn Dice) -> Result<Restored> {
        let Self { opening, staged, live, inspected } = self;
        let (path, now) = (opening.path.as_path(), clock.now());
        // Somebody may have made one while a person was asked.
        let live = live.map_or_else(|| opening.live(), |desk| Ok(Some(desk)))?;
        opening.begin_epoch(staged.store(), live.as_ref(), now, dice)?;
        let aside = path.with_added_extension(format!("{KEPT}{}", stamp(now)));
        let kept = if let Some(desk) = live {
            desk.staff_keep(Act::BackUp)?.exchange(staged.path(), &aside)?;
            Some(aside)
        } else {
            let was_there = sqlite::set_aside(path, &aside)?;
            let is_for_a_group = Mode::of(staged.store().read()?.as_ref())? == Mode::Group;
            staged.settle(path)?;
            if is_for_a_group {
                share_like_folder(path)?;
            }
            was_there.then_some(aside)
        };
        Ok(Restored { inspected, kept })
    }
}

/// Keys that were taken away since the backup was made let nobody in again, nor do those of people who were disabled since. Returns them.
fn keep_out(restored: &dyn Write, was: &dyn Read) -> Result<Vec<Fingerprint>> {
    let mut kept_out = Vec::new();
    for key in restored.keys()? {
        let holder = was.key_holder(&key.fingerprint)?.map(|holder| was.user(holder)).transpose()?.flatten();
        if !holder.is_some_and(|holder| holder.active) {
            restored.drop_key(&key.fingerprint)?;
            kept_out.push(key.fingerprint);
        }
    }
    Ok(kept_out)
}

/// Whether what is at the desk's place cannot be read any more, or is not there. Only its owner comes so far.
fn is_beyond_use(error: &DeskError) -> bool {
    let DeskError::Store(error) = error else { return false };
    match error {
        StoreError::Damaged(_) => true,
        StoreError::File { fault, .. } => {
            matches!(fault, FileFault::Missing | FileFault::Damaged(_) | FileFault::Empty | FileFault::NotADesk)
        }
        _ => false,
    }
}

/// An instant in a file's name: `2026-11-28T04-42-51.123Z`.
#[must_use]
pub fn stamp(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%dT%H-%M-%S%.3fZ").to_string()
}
