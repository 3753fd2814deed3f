//! Deleting, bringing back, removing for good.

use crate::assert_told;
use crate::support::office::Office;
use crate::support::run::Transcript;

#[test]
fn deleted_back_and_purged() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    let mut told = Transcript::of(&office);
    told.run(&["delete", &number]);
    told.run(&["delete", &number, "--yes"]);
    told.run(&["list"]);
    told.run(&["show", &number]);
    told.run(&["comment", &number, "hello"]);
    told.run(&["undelete", &number]);
    told.run(&["purge", &number, "--yes"]);
    told.run(&["delete", &number, "-y"]);
    told.run(&["purge", &number, "--yes"]);
    told.run(&["show", &number]);
    assert_told!(told);
}

#[test]
fn whoever_may_not_is_told_before_they_are_asked() {
    let office = Office::new();
    let number = office.new_ticket(&["-s", "Charged twice"]);
    for args in [["--as", "dana", "delete", &number], ["--as", "dana", "purge", &number]] {
        assert_eq!(office.run(&args).status, 4);
    }
    assert_eq!(office.run(&["delete", &number]).status, 2, "somebody has to be asked");
    assert_eq!(office.run(&["delete", "999999"]).status, 1);
}
