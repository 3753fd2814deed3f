//! How rows of somebody else's desk, or of our own export, are understood: which column is which field, which foreign
//! word is which of ours, and what a ticket is made of. Reading files is not here, nor is saving.

mod columns;
mod fault;
mod field;
mod incoming;
mod moment;
mod row;
mod someone;
mod words;

pub use columns::Columns;
pub use fault::BadRow;
pub use field::Field;
pub use incoming::{Incoming, Life, Native, Times, Utterance};
pub use moment::moment;
pub use row::{Cells, Extras, Fault, Reading};
pub use someone::Someone;
pub use words::{StatusWord, Words};
