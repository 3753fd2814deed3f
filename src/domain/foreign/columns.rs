//! Which column of a file is which field: by its name, or as somebody said.

use super::Field;
use super::field::plain;
use crate::domain::few;

/// The columns of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// What `--map` said, by plain name; `None`: leave it unread.
    told: Vec<(String, Option<Field>)>,
    read: Vec<(Field, String, usize)>,
    unread: Vec<String>,
}

impl Columns {
    /// Takes what `--map` said: `column=field`, or `column=-` for leaving it unread.
    ///
    /// # Errors
    /// If there is no `=`, or no such field.
    pub fn told(maps: &[String]) -> Result<Self, String> {
        let mut columns = Self::default();
        for map in maps {
            let (column, field) = map.rsplit_once('=').ok_or_else(|| format!("\"{}\" is not column=field", few(map)))?;
            let field = if matches!(field.trim(), "" | "-") { None } else { Some(field.parse()?) };
            columns.told.push((plain(column), field));
        }
        Ok(columns)
    }

    /// The field a column of this name holds: what was told comes before what is known.
    #[must_use]
    pub fn field_of(&self, name: &str) -> Option<Field> {
        let name = plain(name);
        match self.told.iter().find(|(column, _)| *column == name) {
            Some((_, field)) => *field,
            None => Field::of_column(&name),
        }
    }

    /// Takes the header of a file. Where two columns hold one field, the one that was told is read, else the first.
    pub fn head(&mut self, names: &[String]) {
        let told = |name: &str| self.told.iter().any(|(column, field)| *column == plain(name) && field.is_some());
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|place| !told(&names[*place]));
        for place in order {
            self.meet(&names[place], place);
        }
        self.read.sort_by_key(|(_, _, place)| *place);
    }

    /// Takes note of one more column, as files without a header bring them.
    pub fn meet(&mut self, name: &str, place: usize) {
        if self.read.iter().any(|(_, known, _)| known == name) || self.unread.iter().any(|known| known == name) {
            return;
        }
        match self.field_of(name) {
            Some(field) if self.column_of(field).is_none() => self.read.push((field, name.to_owned(), place)),
            _ => self.unread.push(name.to_owned()),
        }
    }

    /// The columns that are read: field, name, place from 0.
    #[must_use]
    pub fn read(&self) -> &[(Field, String, usize)] {
        &self.read
    }

    /// The names of those that are not.
    #[must_use]
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// What `--map` named and the file does not have.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let all = || self.read.iter().map(|(_, name, _)| name).chain(&self.unread);
        self.told.iter().map(|(name, _)| name.as_str()).filter(move |told| !all().any(|name| plain(name) == *told))
    }

    /// The name of the column that holds a field.
    #[must_use]
    pub fn column_of(&self, field: Field) -> Option<&str> {
        self.read.iter().find(|(known, _, _)| *known == field).map(|(_, name, _)| name.as_str())
    }
}
