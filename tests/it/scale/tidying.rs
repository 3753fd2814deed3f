//! What writers put off is done behind them, and nothing is lost by it.

use crate::support::office::Office;

fn pieces(office: &Office) -> i64 {
    let sql = "SELECT (SELECT count(DISTINCT segid) FROM search_active_idx) + (SELECT count(DISTINCT segid) FROM search_done_idx)";
    office.raw().query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn the_pieces_that_writers_leave_are_put_together() {
    let office = Office::new();
    let dana = office.desk("dana");
    let number = office.ticket("ida", "bottle");
    let before = pieces(&office);
    for round in 0..40 {
        dana.note(dana.new_order(), number.into(), &format!("note {round} of many words")).unwrap();
    }
    let left = pieces(&office);
    assert!(left >= before + 40, "a write puts nothing together itself: {left} pieces");
    while dana.tidy().unwrap() {}
    assert!(pieces(&office) <= 8, "{} pieces", pieces(&office));
    assert_eq!(dana.count(&dana.read_query("note 39").unwrap(), None).unwrap(), 1);
    assert!(!dana.tidy().unwrap(), "there is nothing left to do");
}

#[test]
fn a_session_that_closes_tidies_up_when_it_is_its_turn() {
    let office = Office::new();
    let number = office.ticket("ida", "bottle");
    for round in 0..48 {
        let dana = office.desk("dana");
        dana.note(dana.new_order(), number.into(), &format!("note {round}")).unwrap();
    }
    assert!(pieces(&office) <= 24, "{} pieces after 49 sessions of one change each", pieces(&office));
}
