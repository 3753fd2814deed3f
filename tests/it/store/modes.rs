//! Making the file: its modes, that nothing is overwritten, and who may open it.

use crate::support::office::{Office, login};
use barback::desk::{Entrance, Make, Opening};
use barback::domain::Role;
use barback::store::{FileFault, StoreError, sqlite};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_desk_is_its_owner_s_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/for/it/desk.db");
    let store = sqlite::create(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    for made in ["made", "made/for", "made/for/it"] {
        assert_eq!(mode(&folder.path().join(made)), 0o700, "{made}");
    }
    for beside in fs::read_dir(path.parent().unwrap()).unwrap() {
        let beside = beside.unwrap().path();
        assert_eq!(mode(&beside), 0o600, "{}", beside.display());
    }
    drop(store);
    let mut left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["desk.db", "desk.db-shm", "desk.db-wal"], "no draft of it stays behind");
}

#[test]
fn what_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    for there in ["", "a letter", "SQLite format 3\0"] {
        fs::write(&path, there).unwrap();
        let Err(StoreError::File { fault, .. }) = sqlite::create(&path).map(drop) else { panic!("made over {there:?}") };
        assert!(matches!(fault, FileFault::Exists), "{fault:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), there);
    }
    let Err(StoreError::File { fault, .. }) = sqlite::create(Path::new("/dev/null/desk.db")).map(drop) else { panic!("no folder") };
    assert!(
        fault.to_string().starts_with("cannot be made (") && fault.to_string().ends_with("); choose a folder that you can write to"),
        "{fault}"
    );
}

#[test]
fn a_desk_whose_making_failed_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    sqlite::create_with(&path, &|_| Err(StoreError::Full)).expect_err("the disk was full");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn opening_makes_a_missing_desk_and_its_first_admin_once() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::new();
    let opening = Opening { path: folder.path().join("new/desk.db"), login: None, make: Make::IfMissing, entrance: Entrance::Shell };
    let open = |opening: &Opening| opening.open_with(office.clock.clone(), office.dice.clone()).unwrap();
    let (desk, made) = open(&opening);
    let me = desk.whoami().unwrap();
    assert_eq!((made, me.role, me.active), (true, Role::Admin, true));
    let (again, made) = open(&opening);
    assert_eq!((made, again.whoami().unwrap()), (false, me));
    let (other, _) = open(&Opening { login: Some(login("eve")), ..opening });
    assert_eq!(other.whoami().expect_err("nobody").to_string(), "this desk does not know eve");
}

/// As root, modes stop nobody: this test starts itself again as somebody else.
#[test]
fn a_file_that_may_not_be_read_says_so() {
    if let Ok(path) = std::env::var("BARBACK_TEST_UNREADABLE") {
        let error = sqlite::open(Path::new(&path)).map(drop).expect_err("unreadable");
        print!("said: {error}");
        return;
    }
    let office = Office::new();
    let child = std::env::temp_dir().join(format!("barback-it-{}", std::process::id()));
    fs::copy(std::env::current_exe().unwrap(), &child).unwrap();
    fs::set_permissions(office.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&child)
        .args(["--exact", "store::modes::a_file_that_may_not_be_read_says_so", "--nocapture"])
        .env("BARBACK_TEST_UNREADABLE", &office.path)
        .output();
    let _ = fs::remove_file(&child);
    match output {
        Ok(output) if !String::from_utf8_lossy(&output.stderr).contains("setpriv:") => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let wanted = format!("said: {}: cannot be opened (", office.path.display());
            assert!(said.contains(&wanted) && said.contains("); check who owns the file and its folder"), "{output:?}");
        }
        other => {
            println!("skipped: no setpriv, or not root, so nobody else to be ({other:?})");
            assert_ne!(std::env::var("BARBACK_TESTS").as_deref(), Ok("all"), "a skip is a failure here");
        }
    }
}
