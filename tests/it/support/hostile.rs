//! What a hostile guest types (the list of PROMISES, section 2), and a judge of what reaches a terminal: a parser with a list of
//! what is allowed, and everything else is not.

use vte::{Params, Parser, Perform};

/// Every case, by name.
pub fn cases() -> Vec<(&'static str, String)> {
    let many = |text: &str, times: usize| text.repeat(times);
    let mut cases: Vec<(&'static str, String)> = [
        ("colour", "\u{1b}[31;1mred\u{1b}[0m"),
        ("title", "\u{1b}]0;evil\u{7}title"),
        ("link", "\u{1b}]8;;http://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\"),
        ("clipboard", "\u{1b}]52;c;ZXZpbA==\u{7}paste"),
        ("dcs", "\u{1b}Pq#0;2;0;0;0\u{1b}\\sixel"),
        ("apc", "\u{1b}_Gf=100;AAAA\u{1b}\\kitty"),
        ("pm", "\u{1b}^private\u{1b}\\"),
        ("sos", "\u{1b}Xstring\u{1b}\\"),
        ("report", "\u{1b}[6n\u{1b}[c\u{1b}[>c\u{1b}[5n"),
        ("screens", "\u{1b}[?1049h\u{1b}[2J\u{1b}[H\u{1b}c"),
        ("c1", "\u{9b}31mred\u{9d}0;evil\u{9c}\u{90}q\u{9c}"),
        ("backspaces", "good\u{8}\u{8}\u{8}\u{8}evil"),
        ("returns", "first\rsecond\u{b}third\u{c}fourth"),
        ("nul and del", "a\u{0}b\u{7f}c"),
        ("overrides", "abc\u{202e}fed\u{202c} \u{202a}x\u{202b}y\u{202d}z"),
        ("isolates", "a\u{2066}b\u{2067}c\u{2068}d\u{2069}e\u{200e}\u{200f}\u{61c}"),
        ("zero width", "ze\u{200b}ro\u{2060}wi\u{ad}dth\u{feff}"),
        ("tags", "flag\u{e0001}\u{e0065}\u{e007f}"),
        ("separators", "line\u{2028}para\u{2029}next\u{85}nel"),
        ("families", "👨‍👩‍👧‍👦👩‍🍳🧑🏽‍🚀 family"),
        ("flags", "🇩🇪🇫🇷🇯🇵 1️⃣#️⃣ ✊🏿"),
        ("chinese", "無法兌換酒瓶，請幫忙"),
        ("arabic", "لا يمكن استرداد الزجاجة"),
        ("hebrew", "לא ניתן לממש את הבקבוק"),
        ("thai", "ไม่สามารถแลกขวดได้"),
        ("devanagari", "बोतल रिडीम नहीं हो रही"),
        ("quote", "\""),
        ("star", "*"),
        ("near", "NEAR(a b, 2)"),
        ("and", "AND OR NOT"),
        ("column", "col: subject: doc:x"),
        ("caret", "^first"),
        ("unbalanced", "\"never closed"),
        ("like", "100%_\\"),
        ("drop", "'; DROP TABLE tickets; --"),
        ("formula", "=cmd|' /C calc'!A0"),
        ("plus", "+1+1"),
        ("minus", "-1"),
        ("at", "@SUM(A1)"),
        ("exponent", "1e3"),
        ("huge number", "99999999999999999999"),
        ("option", "--as"),
        ("path", "/etc/passwd"),
        ("format", "%s%n{}{0}$(id)`id`"),
    ]
    .into_iter()
    .map(|(name, text)| (name, text.to_owned()))
    .collect();
    cases.push(("bells", many("\u{7}", 1_000)));
    cases.push(("500 marks", "e".to_owned() + &many("\u{301}", 500)));
    cases.push(("500000 marks", "e".to_owned() + &many("\u{301}", 500_000)));
    cases.push(("a megabyte in a line", many("wide ", 200_000)));
    cases.push(("100000 lines", many("line\n", 100_000)));
    cases.push(("a long word", many("w", 6_000)));
    cases
}

/// Where bytes go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum To {
    /// A pipe or a file: text, and nothing that a terminal would do anything about.
    Pipe,
    /// The terminal of the full-screen desk.
    Terminal,
}

/// What of these bytes must never reach a terminal.
pub fn forbidden(bytes: &[u8], to: To) -> Vec<String> {
    let mut judge = Judge { to, found: Vec::new() };
    Parser::new().advance(&mut judge, bytes);
    judge.found
}

/// Letters that mislead whoever reads them, or that a terminal acts on.
pub fn is_treacherous(letter: char) -> bool {
    matches!(letter, '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

struct Judge {
    to: To,
    found: Vec<String>,
}

impl Judge {
    fn only(&mut self, is_allowed: bool, what: impl FnOnce() -> String) {
        if !is_allowed {
            self.found.push(what());
        }
    }
}

impl Perform for Judge {
    fn print(&mut self, letter: char) {
        self.only(!is_treacherous(letter), || format!("the letter {letter:?}"));
    }

    fn execute(&mut self, byte: u8) {
        let is_allowed = match self.to {
            To::Pipe => matches!(byte, b'\n' | b'\t' | b'\r'),
            To::Terminal => matches!(byte, b'\n' | b'\r' | 0x7),
        };
        self.only(is_allowed, || format!("the control {byte:#x}"));
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _: bool, action: char) {
        let numbers: Vec<u16> = params.iter().map(|part| part[0]).collect();
        let is_allowed = self.to == To::Terminal
            && match (action, intermediates) {
                ('m' | 'H' | 'J' | 'K' | 'A' | 'B' | 'C' | 'D' | 'G', []) => true,
                // Cursor, other screen, bracketed paste, whole frames, mouse.
                ('h' | 'l', b"?") => numbers.iter().all(|mode| matches!(mode, 25 | 1049 | 2004 | 2026 | 1000 | 1002 | 1003 | 1006 | 1015)),
                // The title is kept, and given back.
                ('t', []) => matches!(numbers.first(), Some(22 | 23)),
                _ => false,
            };
        self.only(is_allowed, || format!("CSI {numbers:?} {:?} {action}", String::from_utf8_lossy(intermediates)));
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _: bool) {
        let is_title = matches!(params, [b"0" | b"2", title] if title.starts_with(b"Barback"));
        let is_copied = matches!(params, [b"52", b"c", text] if text.starts_with(b"VEtU"));
        self.only(self.to == To::Terminal && (is_title || is_copied), || {
            format!("OSC {:?}", params.iter().map(|part| String::from_utf8_lossy(part)).collect::<Vec<_>>())
        });
    }

    fn hook(&mut self, _: &Params, _: &[u8], _: bool, action: char) {
        self.only(false, || format!("DCS {action}"));
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        // The end of a string that is judged by itself.
        self.only(self.to == To::Terminal && byte == b'\\', || format!("ESC {:?}", char::from(byte)));
    }
}
