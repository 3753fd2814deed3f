//! The desks that are measured: `barback demo --tickets N --seed 1`, made once and kept in `target/bench`.

use barback::desk::{Desk, Entrance, Make, Opening};
use barback::domain::Login;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Where desks are kept.
pub struct Desks(PathBuf);

/// One desk, and room to work in.
pub struct Bench {
    pub path: PathBuf,
    pub tickets: u64,
    pub room: TempDir,
}

impl Desks {
    pub fn in_target() -> Self {
        let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("bench");
        fs::create_dir_all(&target).unwrap();
        Self(target)
    }

    /// The desk with so many tickets, made now if it is not there.
    pub fn of(&self, tickets: u64) -> Bench {
        // Another schema, another desk.
        let path = self.0.join(format!("desk-{}-{tickets}.db", barback::store::sqlite::LATEST));
        if !path.exists() {
            eprintln!("{tickets} tickets: the desk is being made");
            let into = ["demo", "--seed", "1", "--tickets", &tickets.to_string(), "--into"].map(str::to_owned);
            assert!(barback_program().args(into).arg(&path).status().unwrap().success());
        }
        Bench { path, tickets, room: tempfile::tempdir_in(&self.0).unwrap() }
    }
}

impl Bench {
    /// The same desk with a third of its subjects and descriptions in Japanese and Thai, its index built anew. Kept, too.
    pub fn of_many_scripts(&self) -> PathBuf {
        const REWRITE: &str = "UPDATE tickets SET subject = ?1 || number, description = ?2 || subject WHERE id % 6 = ?3";
        let path = self.path.with_extension("scripts.db");
        if !path.exists() {
            let draft = self.room.path().join("scripts.db");
            fs::copy(&self.path, &draft).unwrap();
            let raw = rusqlite::Connection::open(&draft).unwrap();
            let japanese = ["瓶を交換できません。番号", "二階のバーで瓶を交換しようとしましたが、機械が読み取りません。"];
            let thai = ["แลกขวดไม่ได้ หมายเลข", "พยายามแลกขวดที่บาร์ชั้นสองแต่เครื่องอ่านไม่ได้ "];
            for (rest, [subject, description]) in [(0, japanese), (3, thai)] {
                raw.execute(REWRITE, rusqlite::params![subject, description, rest]).unwrap();
            }
            drop(raw);
            open(&draft).rebuild(&mut |_, _| {}).unwrap();
            fs::rename(&draft, &path).unwrap();
        }
        path
    }

    /// A session of somebody of the staff.
    pub fn desk(&self) -> Desk {
        open(&self.path)
    }

    /// A copy to write in.
    pub fn copy(&self) -> PathBuf {
        let copy = self.room.path().join("copy.db");
        if !copy.exists() {
            fs::copy(&self.path, &copy).unwrap();
            // What the copying left to be written would be written in the midst of the measuring.
            fs::File::open(&copy).and_then(|file| file.sync_all()).unwrap();
        }
        copy
    }
}

pub fn open(path: &Path) -> Desk {
    let login: Login = "sam".parse().unwrap();
    Opening { path: path.to_owned(), login: Some(login), make: Make::Never, entrance: Entrance::Shell }.open().unwrap().0
}

pub fn barback_program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_barback"))
}

/// The engine's own program, if the machine has it.
pub fn sqlite_program() -> Option<Command> {
    let is_there = Command::new("sqlite3").arg("--version").output().is_ok_and(|output| output.status.success());
    is_there.then(|| Command::new("sqlite3"))
}
