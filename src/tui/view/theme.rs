//! Colours and signs. State is never told by colour alone.

use super::palette::{PALETTES, Palette, Roles, Worn, palette};
use crate::domain::presence::Doing;
use crate::domain::{Priority, Status};
use crate::tui::state::{Look, State};
use ratatui::Frame;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border::{PLAIN, Set};
use ratatui::widgets::Paragraph;

/// The weights that say by themselves what something is.
const STRONG: Modifier = Modifier::BOLD;
const QUIET: Modifier = Modifier::DIM;
const TITLE: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

/// How things look on this terminal: in the colours of a theme, or in none.
pub struct Theme {
    look: Look,
    roles: Roles,
}

impl Theme {
    /// The theme the screen wears.
    pub fn of(state: &State) -> Self {
        let worn: Option<&Palette> = palette(state.theme()).or_else(|| PALETTES.first());
        Self { look: state.look, roles: worn.map(|palette| palette.roles).unwrap_or_default() }
    }

    /// The style of a role, without its colours where none are wanted.
    fn style(&self, role: Worn) -> Style {
        if self.look.colour { role.0 } else { Style { fg: None, bg: None, ..role.0 } }
    }

    fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.look.ascii { ascii } else { unicode }
    }

    /// Behind the subject where something of mine is not sent.
    pub fn pen(&self) -> &'static str {
        self.sign(" ✎", " ~")
    }

    pub fn plain() -> Style {
        Style::default()
    }

    // What is strong, quiet or a title is written in the terminal's own weights; `dress` puts the theme's colours to them.

    pub fn strong() -> Style {
        Style::default().add_modifier(STRONG)
    }

    pub fn quiet() -> Style {
        Style::default().add_modifier(QUIET)
    }

    /// The title of the pane that has the keys, or of another.
    pub fn title(has_keys: bool) -> Style {
        if has_keys { Style::default().add_modifier(TITLE) } else { Self::quiet() }
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Style {
        self.style(self.roles.selected)
    }

    /// The bar beside it.
    pub fn accent(&self) -> Style {
        self.style(self.roles.accent)
    }

    pub fn error(&self) -> Style {
        self.style(self.roles.error)
    }

    pub fn note(&self) -> Style {
        self.style(self.roles.note)
    }

    pub fn key(&self) -> Style {
        self.style(self.roles.key)
    }

    pub fn priority(&self, priority: Priority) -> (&'static str, Style) {
        match priority {
            Priority::Urgent => (self.sign("!", "!"), self.style(self.roles.urgent)),
            Priority::High => (self.sign("▲", "^"), self.style(self.roles.high)),
            Priority::Medium => (self.sign("·", "."), Self::plain()),
            Priority::Low => (self.sign("▽", "v"), self.style(self.roles.low)),
        }
    }

    pub fn status(&self, status: Status) -> Style {
        match status {
            Status::Open => self.style(self.roles.open),
            Status::InProgress => self.style(self.roles.in_progress),
            Status::Resolved | Status::Closed => self.style(self.roles.done),
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
        self.accent()
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

    /// Before each line of a note.
    pub fn bar(&self) -> &'static str {
        self.sign("┃ ", "| ")
    }

    /// Before each line of what everybody may read: what people write never stands where the desk's own lines begin.
    pub fn gutter(&self) -> &'static str {
        self.sign("│ ", ": ")
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

    /// Puts the theme's colours to everything that was written in none: plain, strong, quiet, titles, and the ground below.
    pub fn dress(&self, buffer: &mut Buffer) {
        let text = self.style(self.roles.text);
        for cell in &mut buffer.content {
            if cell.fg == Color::Reset {
                let (weight, role) = self.weighed(cell);
                // What stands out on something that stands back stands out.
                cell.modifier.remove(if weight.contains(STRONG) { weight | QUIET } else { weight });
                cell.set_style(self.style(role));
            }
            let is_bare = |colour: Color| colour == Color::Reset;
            if let Some(colour) = text.fg.filter(|_| is_bare(cell.fg)) {
                cell.fg = colour;
            }
            if let Some(colour) = text.bg.filter(|_| is_bare(cell.bg)) {
                cell.bg = colour;
            }
        }
    }

    /// The role that a cell without a colour has by its weight.
    fn weighed(&self, cell: &Cell) -> (Modifier, Worn) {
        let roles = [(TITLE, self.roles.title), (STRONG, self.roles.strong), (QUIET, self.roles.quiet)];
        roles.into_iter().find(|(weight, _)| cell.modifier.contains(*weight)).unwrap_or_default()
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
