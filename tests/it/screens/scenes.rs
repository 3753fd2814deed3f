//! Every screen and form there is, each with the keys that lead to it and words that must stand on it: what pictures are
//! taken of, and what is drawn at every size.

use crate::support::screen::{Bar, Screen};

/// One screen on the demo office.
pub struct Scene {
    pub name: &'static str,
    /// Whose screen it is.
    pub login: &'static str,
    pub walk: fn(&Bar, &mut Screen),
    /// What it says at every size and in every look.
    pub says: &'static [&'static str],
}

const fn scene(name: &'static str, walk: fn(&Bar, &mut Screen), says: &'static [&'static str]) -> Scene {
    Scene { name, login: "sam", walk, says }
}

pub const SCENES: &[Scene] = &[
    scene("desk", |_, _| {}, &["Is the roof open", "unassigned"]),
    scene("ticket", |_, screen| _ = screen.keys("5 j j j enter"), &["TKT-", "for "]),
    scene("one-pane", |_, screen| _ = screen.keys("z"), &["Is the roof open"]),
    scene("nothing", |_, screen| _ = screen.keys("/").types("zzzz").keys("enter"), &["Nothing found"]),
    scene("search", |_, screen| _ = screen.keys("/").types("scanner"), &["/ scanner"]),
    scene("completion", |_, screen| _ = screen.keys("/").types("prio"), &["priority:"]),
    scene("wrong-query", |_, screen| _ = screen.keys("/").types("status:opne"), &["\"opne\" is not a status"]),
    scene("assign", |_, screen| _ = screen.keys("a"), &["Assign TKT-", "kofi"]),
    scene("status", |_, screen| _ = screen.keys("s"), &["start", "resolve"]),
    scene("priority", |_, screen| _ = screen.keys("p"), &["Priority of TKT-", "urgent"]),
    scene("sort", |_, screen| _ = screen.keys("o"), &["oldest"]),
    scene("help", |_, screen| _ = screen.keys("?"), &["Assign to me"]),
    scene("palette", |_, screen| _ = screen.keys(":").types("delet"), &["Delete the ticket"]),
    scene("comment", |_, screen| _ = screen.keys("c").types("The scanner is back."), &["Public comment on TKT-", "The scanner is back."]),
    scene("note", |_, screen| _ = screen.keys("n").types("third one tonight"), &["Note for staff only", "third one tonight"]),
    scene("new", |_, screen| _ = screen.keys("t").types("Ice machine is loud"), &["New ticket", "Ice machine is loud"]),
    scene("edit", |_, screen| _ = screen.keys("e"), &["Edit TKT-", "Subject"]),
    scene("capture", |_, screen| _ = screen.keys("T").types("!! till 3 frozen #technical @kofi"), &["till 3 frozen", "urgent"]),
    scene("similar", |_, screen| _ = screen.keys("t").types("Cannot redeem bottle"), &["Cannot redeem bottle"]),
    scene("delete", |_, screen| _ = screen.keys("D"), &["Delete TKT-", "no"]),
    scene("deleted", |_, screen| _ = screen.keys("D y"), &["deleted"]),
    scene("marks", |_, screen| _ = screen.keys("x x x"), &["3 marked"]),
    scene("several", |_, screen| _ = screen.keys("x x x e"), &["3 marked tickets", "Category"]),
    scene("filter", |_, screen| _ = screen.keys("f"), &["Filter", "Status"]),
    scene("keep-view", |_, screen| _ = screen.keys("/").types("scanner is:active").keys("enter v"), &["Name", "Digit"]),
    scene("settings", |_, screen| _ = screen.keys(","), &["theme", "venue"]),
    scene("people", |_, screen| _ = screen.keys("P"), &["People", "sam", "admin"]),
    scene("people-keys", |_, screen| _ = screen.keys("P enter"), &["Keys", "No key yet"]),
    scene("people-add", |_, screen| _ = screen.keys("P a").types("eve"), &["Add somebody", "Login", "eve"]),
    scene("sheet", |_, screen| _ = screen.keys("Y"), &["sent to the terminal's"]),
    scene("undone", |_, screen| _ = screen.keys("p u u"), &["ctrl-r"]),
    Scene { name: "guest", login: "ida", walk: |_, _| {}, says: &["open"] },
    Scene {
        name: "guest-new",
        login: "ida",
        walk: |_, screen| _ = screen.keys("t").types("My bottle"),
        says: &["New ticket", "My bottle"],
    },
];

/// The scene, reached on a desk of its own.
pub fn reached(scene: &Scene, bar: &Bar, size: (u16, u16)) -> Screen {
    let mut screen = bar.screen(scene.login, size);
    (scene.walk)(bar, &mut screen);
    for words in scene.says {
        assert!(screen.says(words), "{} at {size:?} does not say {words:?}:\n{}", scene.name, screen.text());
    }
    screen
}
