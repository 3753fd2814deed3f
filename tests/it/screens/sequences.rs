//! Keys are keys however the line cuts their bytes: no sequence ever becomes an Esc and letters, in any place of the screen.

use super::USUAL;
use super::scenes::{SCENES, reached};
use crate::support::hands::Hands;
use crate::support::office::TestClock;
use crate::support::screen::{Bar, Screen};
use crate::support::sequences;
use barback::tui::keyboard::Line;
use barback::tui::state::{Popup, Scope};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventState, KeyModifiers};
use proptest::prelude::*;
use std::sync::Arc;

const LINES: [Line; 2] = [Line::Direct, Line::Remote];

fn hands(line: Line) -> Hands {
    Hands::over(line, &Arc::new(TestClock::new()))
}

/// With its Esc, and with one more in front, as Alt.
fn both(sequence: &[u8]) -> [Vec<u8>; 2] {
    // An Esc before it is Alt already.
    let alt: &[u8] = if sequence == b"\t" { b"\x1b" } else { b"\x1b\x1b" };
    [[b"\x1b", sequence].concat(), [alt, sequence].concat()]
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// A letter that could be a command.
fn is_a_letter(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(_), modifiers, state, .. })
        if (*modifiers - KeyModifiers::SHIFT).is_empty() && !state.contains(KeyEventState::KEYPAD))
}

fn is_alt_and_a_letter(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(_), modifiers, state: KeyEventState::NONE, .. })
        if modifiers.contains(KeyModifiers::ALT))
}

fn is_esc(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Esc, .. }))
}

#[test]
fn the_keys_of_every_terminal_have_their_names() {
    use KeyCode::{BackTab, Char, Delete, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Up};
    const NO: KeyModifiers = KeyModifiers::NONE;
    const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
    const ALT: KeyModifiers = KeyModifiers::ALT;
    const CTRL: KeyModifiers = KeyModifiers::CONTROL;
    let keys = [
        ("\x1b[D", Left, NO),
        ("\x1bOD", Left, NO),
        ("\x1b\x1b[D", Left, ALT),
        ("\x1b\x1bOD", Left, ALT),
        ("\x1b[1;3D", Left, ALT),
        ("\x1b\x1b[1;5A", Up, CTRL.union(ALT)),
        ("\x1bOd", Left, CTRL),
        ("\x1b\x1bOa", Up, CTRL.union(ALT)),
        ("\x1b[c", Right, SHIFT),
        ("\x1bO5C", Right, CTRL),
        ("\x1b[1;6B", Down, CTRL.union(SHIFT)),
        ("\x1b[1~", Home, NO),
        ("\x1b[7$", Home, SHIFT),
        ("\x1b[8^", End, CTRL),
        ("\x1b[5~", PageUp, NO),
        ("\x1b[6@", PageDown, CTRL.union(SHIFT)),
        ("\x1b[3;5~", Delete, CTRL),
        ("\x1b[[A", F(1), NO),
        ("\x1bOP", F(1), NO),
        ("\x1b[11~", F(1), NO),
        ("\x1b[1;5R", F(3), CTRL),
        ("\x1b[24~", F(12), NO),
        ("\x1b[Z", BackTab, SHIFT),
        ("\x1b\t", KeyCode::Tab, ALT),
        ("\x1b[9;2u", BackTab, SHIFT),
        ("\x1bOM", Enter, NO),
        ("\x1b[27u", Esc, NO),
        ("\x1b[97u", Char('a'), NO),
        ("\x1b[97:65;2u", Char('A'), SHIFT),
        ("\x1b[97;5u", Char('a'), CTRL),
        ("\x1b[27;6;65~", Char('A'), CTRL.union(SHIFT)),
        ("\x1bj", Char('j'), ALT),
        ("\x1b\r", Enter, ALT),
        ("\x1b\x7f", KeyCode::Backspace, ALT),
        ("\x08", KeyCode::Backspace, NO),
        ("\x00", Char(' '), CTRL),
        ("\x1f", Char('_'), CTRL),
        ("\x1bé", Char('é'), ALT),
    ];
    for (bytes, code, modifiers) in keys {
        for line in LINES {
            assert_eq!(hands(line).type_in_pieces(&[bytes.as_bytes()], 0), [key(code, modifiers)], "{bytes:?}");
        }
    }
    let mut all = sequences::all();
    all.retain(|sequence| hands(Line::Direct).type_bytes(&both(sequence)[0]).is_empty());
    assert_eq!(all, [b"[3;5:3~".as_slice(), b"[57441;2u"], "only a key that is let go, or is only held, is none");
}

/// All of them, cut at every place and at every two, with every pause up to the bound.
#[test]
fn a_sequence_is_one_key_however_it_is_cut() {
    for line in LINES {
        let mut hands = hands(line);
        for whole in sequences::all().iter().flat_map(|sequence| both(sequence)) {
            let key = hands.type_in_pieces(&[&whole], 0);
            assert!(key.len() <= 1 && !key.iter().any(|event| is_esc(event) || is_a_letter(event)), "{whole:?}: {key:?}");
            for apart in [0, 1, line.patience() - 1] {
                for first in 1..whole.len() {
                    for second in first..whole.len() {
                        let pieces: Vec<&[u8]> = [&whole[..first], &whole[first..second], &whole[second..]].into();
                        let pieces: Vec<&[u8]> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
                        assert_eq!(hands.type_in_pieces(&pieces, apart), key, "{pieces:?} {apart} ms apart");
                    }
                }
            }
            assert!(!hands.holds_something());
        }
    }
    assert!(Line::Remote.patience() > 150 && (25..=50).contains(&Line::Direct.patience()));
}

/// Later than the bound the Esc was a key; what comes behind it is never a letter for as long as a second.
#[test]
fn a_sequence_that_is_later_than_the_bound_leaves_no_letter_behind() {
    for line in LINES {
        let mut hands = hands(line);
        for whole in sequences::all().iter().flat_map(|sequence| both(sequence)) {
            for apart in [line.patience(), line.patience() + 300, 999] {
                let escapes = whole.iter().take_while(|byte| **byte == 0x1b).count();
                let events = hands.type_in_pieces(&[&whole[..escapes], &whole[escapes..]], apart);
                assert!(!events.iter().any(is_a_letter), "{whole:?} {apart}: {events:?}");
                assert_eq!(events.iter().filter(|event| is_esc(event)).count(), escapes, "{whole:?} {apart}: {events:?}");
            }
        }
    }
}

#[test]
fn a_lone_esc_is_the_key_after_the_bound_and_not_before() {
    for line in LINES {
        let mut hands = hands(line);
        assert!(hands.type_bytes(b"\x1b").is_empty() && hands.wait(line.patience() - 1).is_empty());
        assert_eq!(hands.wait(1), [key(KeyCode::Esc, KeyModifiers::NONE)]);
        // What is typed next is what it is.
        assert_eq!(hands.type_bytes(b"D"), [key(KeyCode::Char('D'), KeyModifiers::SHIFT)]);
        assert_eq!(hands.type_in_pieces(&[b"\x1b\x1b"], 0).len(), 2, "twice is two");
    }
}

/// Every screen and form there is, every sequence, cut somewhere: it does what it does uncut, and the text that is being
/// written is neither lost nor longer.
#[test]
fn in_every_place_a_cut_sequence_does_what_the_whole_one_does() {
    for (place, scene) in SCENES.iter().enumerate() {
        let bar = Bar::new();
        let mut screen = reached(scene, &bar, USUAL);
        let mut hands = Hands::over(Line::Remote, &bar.clock);
        let desk = bar.desk("sam");
        let deleted = || desk.count(&desk.read_query("is:deleted").unwrap(), None).unwrap();
        let before = deleted();
        for (turn, sequence) in sequences::all().iter().enumerate() {
            let whole = both(sequence)[turn % 2].clone();
            let events = hands.type_in_pieces(&[&whole], 0);
            // Whatever closes a form, or answers a question, has done so by itself.
            if events.iter().any(|event| matches!(event, Event::Key(KeyEvent { code: KeyCode::Enter | KeyCode::F(1), .. }))) {
                continue;
            }
            let (first, apart) = (1 + (turn + place) % (whole.len() - 1), (37 * i64::try_from(turn).unwrap()) % 199);
            let (scope, text) = (screen.state().scope(), written(&screen));
            let cut = hands.type_in_pieces(&[&whole[..first], &whole[first..]], apart);
            assert_eq!(cut, events, "{whole:?} at {first}");
            screen.takes(cut);
            assert_eq!(screen.state().scope(), scope, "{} · {whole:?} at {first}", scene.name);
            assert!(!screen.is_over(), "{} · {whole:?}", scene.name);
            let is_typed = events.iter().any(|event| matches!(event, Event::Key(KeyEvent { state: KeyEventState::KEYPAD, .. })));
            let erases =
                events.iter().any(|event| matches!(event, Event::Key(KeyEvent { code: KeyCode::Backspace | KeyCode::Delete, .. })));
            let keys = events.iter().any(|event| matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(_), .. })));
            if scope == Scope::Composer && !is_typed && !erases && !keys {
                assert_eq!(written(&screen), text, "{whole:?}");
            }
        }
        assert_eq!(deleted(), before, "nothing is deleted by a sequence in {}", scene.name);
    }
}

fn written(screen: &Screen) -> Option<String> {
    match &screen.state().popup {
        Some(Popup::Composer(composer)) => Some(composer.editor.value()),
        _ => None,
    }
}

/// The inputs that were reported.
#[test]
fn alt_left_in_a_comment_leaves_it_open_and_deletes_nothing() {
    for pieces in [&["\x1b\x1b[D"][..], &["\x1b\x1bOD"], &["\x1b", "[D"], &["\x1b", "\x1b[D"], &["\x1b[", "D"], &["\x1bO", "D"], &["\x1bj"]]
    {
        let bar = Bar::new();
        let mut screen = bar.screen("sam", USUAL);
        let mut hands = Hands::over(Line::Remote, &bar.clock);
        let number = screen.state().number().unwrap();
        screen.keys("c").types("half a thought");
        let pieces: Vec<&[u8]> = pieces.iter().map(|piece| piece.as_bytes()).collect();
        let events = hands.type_in_pieces(&pieces, 150);
        screen.takes(events);
        assert_eq!(written(&screen).as_deref(), Some("half a thought"), "{pieces:?}");
        screen.takes(hands.type_bytes(b"y"));
        assert!(bar.desk("sam").show(number).unwrap().ticket.deleted_at.is_none(), "{pieces:?}");
    }
}

#[test]
fn esc_and_a_letter_in_one_read_lose_neither() {
    let bar = Bar::new();
    let mut screen = bar.screen("sam", USUAL);
    let mut hands = Hands::over(Line::Direct, &bar.clock);
    let number = screen.state().number();
    screen.takes(hands.type_bytes(b"\x1bj"));
    screen.keys("ctrl-g esc");
    screen.takes(hands.type_bytes(b"\x1bD"));
    screen.time_passes(&bar, 1);
    assert!(screen.says("alt-D does nothing here; esc and D came as one key"), "{}", screen.text());
    assert_eq!(screen.state().number(), number);
    screen.keys("c");
    screen.takes(hands.type_bytes(b"\x1bjkl"));
    assert_eq!(written(&screen).as_deref(), Some("kl"), "typed, where text is typed");
    screen.keys("x").takes(hands.type_bytes(b"\x1bj"));
    screen.time_passes(&bar, 1);
    assert!(screen.says("alt-j does nothing here; esc and j came as one key"), "{}", screen.text());
    screen.keys("esc");
    screen.takes(hands.type_bytes(b"\x1bxDy"));
    assert!(screen.state().popup.is_none(), "no letter is a command in the burst that held an Esc");
}

fn with_alt(event: &Event) -> Option<KeyEvent> {
    let Event::Key(key) = event else { return None };
    key.modifiers.contains(KeyModifiers::ALT).then_some(*key)
}

/// Every key there is, with an Esc before it that came at once, in every screen and form there is: it is said that both came
/// as one key, unless the key with Alt moves or cuts by words in a text.
#[test]
fn esc_and_any_key_in_one_read_lose_neither() {
    let mut keys: Vec<Vec<u8>> = sequences::all().iter().map(|sequence| both(sequence)[1].clone()).collect();
    keys.extend((0..=0x7fu8).filter(|byte| !b"[O\x1b".contains(byte)).map(|byte| vec![0x1b, byte]));
    for scene in SCENES {
        let bar = Bar::new();
        let mut screen = reached(scene, &bar, USUAL);
        let mut hands = Hands::over(Line::Remote, &bar.clock);
        let (scope, text) = (screen.state().scope(), written(&screen));
        for bytes in &keys {
            let events = hands.type_in_pieces(&[bytes], 0);
            let Some(key) = events.first().and_then(with_alt) else { continue };
            let by_words = matches!(
                key.code,
                KeyCode::Left | KeyCode::Right | KeyCode::Backspace | KeyCode::Delete | KeyCode::Char('b' | 'f' | 'd' | 'h' | '<' | '>')
            );
            if by_words && scope.takes_text() && !key.modifiers.contains(KeyModifiers::CONTROL) {
                continue;
            }
            screen.takes(events);
            let said = screen.state().message.as_ref().map(|message| message.text.clone()).unwrap_or_default();
            assert!(said.contains("alt-") && said.contains(" does nothing here; esc and "), "{} · {bytes:?}: {said:?}", scene.name);
            assert_eq!((screen.state().scope(), written(&screen)), (scope, text.clone()), "{} · {bytes:?}", scene.name);
        }
    }
    for (bytes, said) in [
        ("\x1b\x1b[B", "alt-down does nothing here; esc and down came as one key"),
        ("\x1b\r", "alt-enter does nothing here; esc and enter came as one key"),
        ("\x1b\t", "alt-tab does nothing here; esc and tab came as one key"),
        ("\x1b\x13", "ctrl-alt-s does nothing here; esc and ctrl-s came as one key"),
        ("\x1b\x1b[6~", "alt-pgdown does nothing here; esc and pgdown came as one key"),
        ("\x1b\x1bOP", "alt-f1 does nothing here; esc and f1 came as one key"),
        ("\x1b ", "alt-space does nothing here; esc and space came as one key"),
    ] {
        for open in ["", "c", "t"] {
            let bar = Bar::new();
            let mut screen = bar.screen("sam", USUAL);
            if !open.is_empty() {
                screen.keys(open);
            }
            screen.takes(hands(Line::Remote).type_bytes(bytes.as_bytes()));
            assert_eq!(screen.state().message.as_ref().map(|message| message.text.as_str()), Some(said), "{open}");
        }
    }
}

/// A paste whose end never comes: the keys are free again after two seconds of silence, and what came is given.
#[test]
fn a_paste_without_an_end_is_given_and_holds_no_key() {
    for half_an_end in ["", "\x1b", "\x1b[20", "\x1b[201"] {
        for line in LINES {
            let mut hands = hands(line);
            assert_eq!(hands.type_bytes(format!("\x1b[200~half of ü{half_an_end}").as_bytes()), []);
            assert_eq!(hands.wait(1_999), []);
            assert_eq!(hands.wait(1), [Event::Paste("half of ü".to_owned())]);
            assert!(!hands.holds_something());
            assert_eq!(hands.type_bytes(b"j"), [key(KeyCode::Char('j'), KeyModifiers::NONE)]);
        }
    }
    let mut hands = hands(Line::Remote);
    hands.type_bytes(b"\x1b[200~a");
    hands.wait(1_999);
    assert_eq!(hands.type_bytes(b"b"), []);
    assert_eq!(hands.wait(1_999), [], "what came later is waited behind, too");
    assert_eq!(hands.type_bytes(b"\x1b[201~"), [Event::Paste("ab".to_owned())]);
    // The rest comes when it was given: it is text.
    hands.type_bytes(b"\x1b[200~to");
    assert_eq!(hands.wait(2_000), [Event::Paste("to".to_owned())]);
    assert_eq!(hands.type_bytes(b"Dy\x1b[201~"), [Event::Paste("Dy".to_owned())]);
}

/// Without a bound there is no end to what is held: beyond a mebibyte it is given in pieces, and no letter is cut.
#[test]
fn a_paste_that_is_too_long_to_be_held_is_given_in_pieces() {
    const MEBIBYTE: usize = 1 << 20;
    let mut hands = hands(Line::Remote);
    let text = "aü€🎫".repeat(300_000);
    let (mut given, mut held, mut pieces) = (String::new(), 0, 0);
    for piece in [b"\x1b[200~", text.as_bytes(), b"\x1b[201~"].concat().chunks(4_093) {
        held += piece.len();
        for event in hands.type_bytes(piece) {
            let Event::Paste(text) = event else { panic!("{event:?}") };
            held -= text.len();
            pieces += 1;
            given.push_str(&text);
        }
        assert!(held <= MEBIBYTE + 4_096, "{held}");
    }
    assert!(given == text && !hands.holds_something(), "every letter, in order");
    assert_eq!(pieces, text.len() / MEBIBYTE + 1);
}

/// What a terminal in a mode of eight bits sends for Esc and `[` is no text.
#[test]
fn no_control_comes_out_as_text() {
    for bytes in ["\u{85}", "\u{9b}D", "a\u{80}b", "\x1b\u{9b}"] {
        let events = hands(Line::Remote).type_in_pieces(&[bytes.as_bytes()], 0);
        assert!(!format!("{events:?}").contains("\\u{"), "{bytes:?}: {events:?}");
    }
    let late = hands(Line::Remote).type_in_pieces(&[b"\x1b", "[M\u{85}".as_bytes()], 300);
    assert_eq!(late, [key(KeyCode::Esc, KeyModifiers::NONE), Event::Paste("[M".to_owned())]);
}

#[test]
fn a_reply_to_somebody_elses_question_is_nobodys_typing() {
    for reply in [
        "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
        "\x1b]11;rgb:1e1e/DDDD/1e1e\x07",
        "\x1bP1+r544e=787465\x1b\\",
        "\x1b[?64;1;2c",
        "\x1b[?2026;2$y",
    ] {
        for at in 1..reply.len() {
            let pieces = [&reply.as_bytes()[..at], &reply.as_bytes()[at..]];
            let events = hands(Line::Remote).type_in_pieces(&pieces, 100);
            assert_eq!(events, [], "{reply:?} at {at}");
        }
    }
}

#[test]
fn a_bracketed_paste_is_one_paste_however_it_is_cut() {
    let bytes = "\x1b[200~Dy ü\x1b[D\r\nend\x1b[201~".as_bytes();
    for at in 1..bytes.len() {
        let events = hands(Line::Direct).type_in_pieces(&[&bytes[..at], &bytes[at..]], 39);
        assert_eq!(events, [Event::Paste("Dy ü\u{1b}[D\r\nend".to_owned())], "at {at}");
    }
}

#[test]
fn the_mouse_is_told_in_every_terminals_way() {
    use crossterm::event::{MouseButton, MouseEventKind};
    let ways: [&[u8]; 3] = [b"\x1b[<0;5;3M", b"\x1b[M %#", b"\x1b[32;5;3M"];
    for bytes in ways {
        let events = hands(Line::Direct).type_in_pieces(&[bytes], 0);
        let [Event::Mouse(mouse)] = events.as_slice() else { panic!("{bytes:?}: {events:?}") };
        assert_eq!((mouse.kind, mouse.column, mouse.row), (MouseEventKind::Down(MouseButton::Left), 4, 2), "{bytes:?}");
    }
    let [Event::Mouse(wheel)] = hands(Line::Direct).type_bytes(b"\x1b[<65;1;1M")[..] else { panic!("the wheel") };
    assert_eq!(wheel.kind, MouseEventKind::ScrollDown);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Letters and arrows, cut anywhere, with any pauses that hands and lines make: every letter is in the text, in order.
    #[test]
    fn nothing_typed_is_lost(strokes in prop::collection::vec((0usize..8, 0i64..150), 1..40), seed in any::<u64>()) {
        const KEYS: [&str; 8] = ["a", "é", "D", "y", "\x1b[C", "\x1bOC", "\x1b\x1b[C", "\x1b[6;5~"];
        let mut hands = hands(Line::Remote);
        let (mut events, mut typed, mut seed) = (Vec::new(), String::new(), seed);
        for (stroke, pause) in strokes {
            let bytes = KEYS[stroke].as_bytes();
            typed.extend(KEYS[stroke].chars().filter(|_| stroke < 4));
            let at = usize::try_from(seed % 7).unwrap().min(bytes.len());
            seed = seed.rotate_left(7) ^ 0x9e37;
            for piece in [&bytes[..at], &bytes[at..]] {
                if !piece.is_empty() {
                    events.extend(hands.type_bytes(piece));
                    events.extend(hands.wait(pause));
                }
            }
        }
        events.extend(hands.wait(5_000));
        let letters: String = events.iter().flat_map(|event| match event {
            Event::Key(KeyEvent { code: KeyCode::Char(letter), .. }) => vec![*letter],
            Event::Paste(text) => text.chars().collect(),
            _ => Vec::new(),
        }).collect();
        prop_assert_eq!(letters, typed);
    }

    /// Any bytes: no panic, and no letter is a key behind an Esc of the same read.
    #[test]
    fn no_letter_is_a_key_in_the_burst_of_an_esc(reads in prop::collection::vec((prop::collection::vec(byte(), 1..12), 0i64..1_200), 1..12)) {
        for line in LINES {
            let mut hands = hands(line);
            for (bytes, pause) in &reads {
                let events = hands.type_bytes(bytes);
                let esc = events.iter().position(|event| is_esc(event) || is_alt_and_a_letter(event));
                prop_assert!(esc.is_none_or(|esc| !events[esc..].iter().any(is_a_letter)), "{bytes:?}: {events:?}");
                prop_assert!(!hands.wait(*pause).iter().any(is_a_letter));
            }
        }
    }
}

fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![4 => Just(0x1b), 3 => prop::sample::select(b"[O;15~DyjP]\\\x07$M<uR".to_vec()), 1 => any::<u8>()]
}
