//! What the keys are worth that were typed before an answer came.

/// Such keys are meant for what the answer brings. Unless it says otherwise, it brought that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ahead {
    #[default]
    Meant,
    /// The form holds an old text by now: what only writes goes on with it, and no command meets what nobody has seen.
    Letters,
    /// It was refused, is empty, or asks something: every key would do another thing than was meant.
    Unmeant,
}
