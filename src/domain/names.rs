//! Names of people: cleaned of what looks like nothing, and which of them look like another. Guests are called what they or a
//! file say, and nobody is to be taken for a colleague.

use super::text::Cleaned;
use super::{Login, User, UserId};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_security::general_security_profile::IdentifierType;
use unicode_security::{GeneralSecurityProfile, skeleton};

/// The empty pattern of Braille: no blank by its properties, and drawn as one.
const EMPTY_BRAILLE: char = '\u{2800}';

/// Returns a cleaned line as a name: every blank, and every letter that is drawn as one, is a plain blank that stands alone between
/// words. What else is never drawn goes, but for the joiners that the cleaning left: they are somebody's spelling.
#[must_use]
pub fn plain(cleaned: &Cleaned) -> Cleaned {
    let is_lost = |letter: &char| is_ignorable(*letter) && !is_blank(*letter) && !is_joiner(*letter);
    let removed = cleaned.removed + cleaned.text.chars().filter(is_lost).count();
    let spaced: String =
        cleaned.text.chars().filter(|letter| !is_lost(letter)).map(|letter| if is_blank(letter) { ' ' } else { letter }).collect();
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    Cleaned { text: words.join(" "), removed }
}

/// White space, and letters that are never drawn: fillers.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || letter == EMPTY_BRAILLE
        || (is_ignorable(letter) && letter.general_category_group() == GeneralCategoryGroup::Letter)
}

/// `Default_Ignorable_Code_Point`, of letters and marks that may be in a name.
fn is_ignorable(letter: char) -> bool {
    !letter.is_ascii() && letter.identifier_type() == Some(IdentifierType::Default_Ignorable)
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}' | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What a name looks like: two that look alike have one of these in common, each in its own place. Unicode's skeleton of
/// confusable characters (UTS #39), without blanks, whatever the case of its letters: of the name as it is written, in small
/// letters and in capitals, since I is like l, and i is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks([String; 3]);

impl Looks {
    /// Returns what this name looks like.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let bare = |text: &str| -> String {
            let drawn = |letter: &char| !is_blank(*letter) && !is_ignorable(*letter);
            skeleton(text).filter(drawn).flat_map(char::to_lowercase).collect()
        };
        Self([bare(name), bare(&name.to_lowercase()), bare(&name.to_uppercase())])
    }

    /// Whether two names look alike.
    #[must_use]
    pub fn are_like(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one == other && !one.is_empty())
    }
}

/// The active staff of a desk, by what their names and logins look like.
#[derive(Clone, Debug, Default)]
pub struct StaffLooks(Vec<(UserId, Login, String, [Looks; 2])>);

impl StaffLooks {
    /// Adds somebody, if they are active staff.
    pub fn add(&mut self, user: &User) {
        if user.can_be_assigned() {
            let looks = [Looks::of(&user.name), Looks::of(user.login.as_str())];
            self.0.push((user.id, user.login.clone(), user.name.clone(), looks));
        }
    }

    /// Returns what there is to say about the name or login of this person, if either looks like that of somebody else of the
    /// active staff.
    #[must_use]
    pub fn notice(&self, user: &User) -> Option<String> {
        let theirs = [Looks::of(&user.name), Looks::of(user.login.as_str())];
        let is_like = |looks: &[Looks; 2]| looks.iter().any(|one| theirs.iter().any(|other| one.are_like(other)));
        let (_, login, name, _) = self.0.iter().find(|(id, .., looks)| *id != user.id && is_like(looks))?;
        Some(format!("{} ({}) looks like {name} ({login}), who is staff", user.name, user.login))
    }
}

impl<'a> FromIterator<&'a User> for StaffLooks {
    fn from_iter<I: IntoIterator<Item = &'a User>>(users: I) -> Self {
        let mut looks = Self::default();
        users.into_iter().for_each(|user| looks.add(user));
        looks
    }
}
