//! The pattern of a closed list of words with a code in the file: category, priority, status, role.

/// Makes an enum whose values have one word each (for people, JSON and queries) and one code (for the file).
macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $kind:literal, { $($(#[$vdoc:meta])* $variant:ident = $code:literal $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word people read and type.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The number the file keeps; the order of codes is the order of values.
            #[must_use]
            pub fn code(self) -> i64 {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code, if there is one.
            #[must_use]
            pub fn from_code(code: i64) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The words of all values, for messages: `open, in_progress, resolved or closed`.
            #[must_use]
            pub fn choices() -> String {
                crate::domain::refusal::either(&[$($word),+])
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::domain::Refusal;

            /// Reads a word in any case; `-` and blanks stand for `_`.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let word = text.trim().to_lowercase().replace(['-', ' '], "_");
                Self::ALL.iter().copied().find(|value| value.word() == word).ok_or_else(|| {
                    crate::domain::Refusal::UnknownWord { kind: $kind, word: text.to_owned(), choices: Self::choices() }
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use named;
