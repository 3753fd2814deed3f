//! The line in front of the file.

use crate::support::line;
use crate::support::office::Office;
use barback::store::{Door, Store};
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::channel;
use std::time::Duration;

#[test]
fn whoever_writes_holds_the_line_until_it_is_over() {
    let office = Office::new();
    let store = office.store();
    let is_free = || line::is_free(&office.path);
    let write = store.write().unwrap();
    assert!(!is_free());
    assert_eq!(
        std::fs::metadata(office.folder.path().join("desk.db-queue")).unwrap().permissions().mode() & 0o777,
        0o600,
        "for as many eyes as the desk"
    );
    drop(write);
    assert!(is_free(), "rolled back");
    store.write().unwrap().commit().unwrap();
    assert!(is_free(), "committed");
    drop(store.read().unwrap());
    assert!(is_free(), "readers wait for nobody");
}

#[test]
fn the_next_in_line_goes_when_the_one_before_is_through() {
    let office = Office::new();
    let (store, others) = (office.store(), office.store());
    let held = store.write().unwrap();
    let (tell, told) = channel();
    let waiting = std::thread::spawn(move || {
        let write = others.write().unwrap();
        tell.send(()).unwrap();
        write.commit().unwrap();
    });
    assert!(told.recv_timeout(Duration::from_millis(50)).is_err(), "it waits");
    held.commit().unwrap();
    told.recv_timeout(Duration::from_secs(30)).unwrap();
    waiting.join().unwrap();
}

/// Four before it, none of whom is waited for in vain: longer in all than anybody waits for a line that does not move.
#[test]
fn a_long_line_is_waited_in_as_long_as_it_moves() {
    let office = Office::new();
    std::thread::scope(|scope| {
        for place in 0..5 {
            let office = &office;
            scope.spawn(move || {
                let write = office.store().write().map(|write| {
                    if place < 4 {
                        std::thread::sleep(Duration::from_millis(2_300));
                    }
                    write.commit()
                });
                write.expect("its turn came").expect("committed");
            });
            // Each is in line before the next comes.
            std::thread::sleep(Duration::from_millis(200));
        }
    });
}

#[test]
fn a_place_where_no_line_can_be_is_written_in_all_the_same() {
    let office = Office::new();
    let line = office.folder.path().join("desk.db-queue");
    let _ = std::fs::remove_file(&line);
    std::fs::create_dir(&line).unwrap();
    office.ticket("ida", "bottle");
    assert!(line.is_dir(), "somebody's folder is left alone");
}
