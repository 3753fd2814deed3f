//! A ticket that changed while I wrote on it: what changed, and what was written, which waits for my word.

use super::Composer;
use crate::desk::News;

/// The question, and the form it came between.
#[derive(Clone, Debug)]
pub struct Meanwhile {
    /// Having been told, I have seen the ticket as it is now.
    pub composer: Composer,
    pub news: Vec<News>,
}
