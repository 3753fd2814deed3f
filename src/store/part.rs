//! A part of something long on its way out of the store: so much from a place on, in one of two directions.

/// Which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<K> {
    /// Forwards the part begins behind this key, backwards with it.
    pub from: K,
    /// The greatest keys first.
    pub backwards: bool,
    /// At most so many.
    pub count: usize,
    /// No more once so many bytes of text are exceeded, but one at least.
    pub bytes: usize,
}

/// What was found, the nearest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice<T> {
    pub found: Vec<T>,
    /// Nothing is left in this direction.
    pub is_all: bool,
}

impl<T> Default for Slice<T> {
    fn default() -> Self {
        Self { found: Vec::new(), is_all: true }
    }
}
