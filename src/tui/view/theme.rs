//! Colours and signs. State is never told by colour alone.

use crate::domain::presence::Doing;
use crate::domain::{Priority, Status};
use crate::tui::state::Look;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border::{PLAIN, Set};
use ratatui::widgets::Paragraph;

/// How things look on this terminal: its own sixteen colours, or none.
pub struct Theme {
    look: Look,
}

impl Theme {
    pub fn of(look: Look) -> Self {
        Self { look }
    }

    fn colour(&self, colour: Color) -> Style {
        if self.look.colour { Style::default().fg(colour) } else { Style::default() }
    }

    fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.look.ascii { ascii } else { unicode }
    }

    pub fn plain() -> Style {
        Style::default()
    }

    pub fn strong() -> Style {
        Style::default().add_modifier(Modifier::BOLD)
    }

    pub fn quiet() -> Style {
        Style::default().add_modifier(Modifier::DIM)
    }

    /// The title of the pane that has the keys, or of another.
    pub fn title(has_keys: bool) -> Style {
        if has_keys { Self::strong().add_modifier(Modifier::UNDERLINED) } else { Self::quiet() }
    }

    pub fn error(&self) -> Style {
        self.colour(Color::Red).add_modifier(Modifier::BOLD)
    }

    pub fn note(&self) -> Style {
        self.colour(Color::Magenta)
    }

    pub fn key(&self) -> Style {
        self.colour(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    pub fn priority(&self, priority: Priority) -> (&'static str, Style) {
        match priority {
            Priority::Urgent => (self.sign("!", "!"), self.colour(Color::Red).add_modifier(Modifier::BOLD)),
            Priority::High => (self.sign("▲", "^"), self.colour(Color::Yellow)),
            Priority::Medium => (self.sign("·", "."), Self::plain()),
            Priority::Low => (self.sign("▽", "v"), Self::quiet()),
        }
    }

    pub fn status(&self, status: Status) -> Style {
        match status {
            Status::Open => self.colour(Color::Green),
            Status::InProgress => self.colour(Color::Blue),
            Status::Resolved | Status::Closed => Self::quiet(),
        }
    }

    /// The requester wrote last, and it is new to me.
    pub fn unread(&self) -> &'static str {
        self.sign("●", "o")
    }

    /// Somebody looks, or writes.
    pub fn doing(&self, doing: Doing) -> &'static str {
        match doing {
            Doing::Looking => "@",
            Doing::Writing => self.sign("✎", "&"),
        }
    }

    pub fn company(&self) -> Style {
        self.colour(Color::Cyan)
    }

    pub fn cursor(&self, here: bool) -> &'static str {
        if here { self.sign("▌", ">") } else { " " }
    }

    /// Beside the age of a ticket that came in since I looked.
    pub fn fresh() -> &'static str {
        "+"
    }

    /// On a marked ticket.
    pub fn mark(&self) -> &'static str {
        self.sign("◆", "*")
    }

    pub fn bar(&self) -> &'static str {
        self.sign("┃ ", "| ")
    }

    pub fn dash(&self) -> &'static str {
        self.sign("─", "-")
    }

    pub fn dot(&self) -> &'static str {
        self.sign(" · ", " - ")
    }

    pub fn cut(&self) -> &'static str {
        self.sign("…", "~")
    }

    pub fn choice(&self, value: &str) -> String {
        format!("{} {value} {}", self.sign("‹", "<"), self.sign("›", ">"))
    }

    pub fn border(&self) -> Set<'static> {
        const ASCII: Set = Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        };
        if self.look.ascii { ASCII } else { PLAIN }
    }

    /// Where a ticket stands, in one sign: nothing for open.
    pub fn standing(&self, status: Status) -> &'static str {
        match status {
            Status::Open => " ",
            Status::InProgress => self.sign("▸", ">"),
            Status::Resolved => self.sign("✓", "+"),
            Status::Closed => self.sign("×", "x"),
        }
    }

    pub fn rule(&self, frame: &mut Frame, area: Rect) {
        let line = self.dash().repeat(usize::from(area.width));
        frame.render_widget(Paragraph::new(line).style(Self::quiet()), area);
    }

    pub fn upright(&self, frame: &mut Frame, area: Rect) {
        let line = vec![self.sign("│", "|"); usize::from(area.height)].join("\n");
        frame.render_widget(Paragraph::new(line).style(Self::quiet()), area);
    }
}
