//! The full-screen face: keys in, frame out, on the demo office at 22:00.

mod bulk;
mod capture;
mod completing;
mod deleted;
mod drafts;
mod filtering;
mod forms;
mod gallery;
mod helping;
mod here;
mod life;
mod lists;
mod marked_drafts;
mod marks;
mod meanwhile;
mod narrow;
mod next;
mod pasting;
mod pictures;
mod ragged;
mod reading;
mod readline;
mod safety;
mod scenes;
mod settings;
mod slips;
mod still;
mod table;
mod terminal;
mod themes;
mod undoing;
mod views;

const WIDE: (u16, u16) = (120, 40);
const USUAL: (u16, u16) = (80, 24);
const NARROW: (u16, u16) = (40, 12);
const SIZES: [(u16, u16); 3] = [WIDE, USUAL, NARROW];
