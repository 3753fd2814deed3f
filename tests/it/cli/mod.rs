//! The command line, over the real binary: standard output, standard error, exit status.

mod changing;
mod deleting;
mod doctor;
mod errors;
mod first_run;
mod guests;
mod listing;
mod names;
mod outputs;
mod packaging;
mod people;
mod pulling;
mod quoting;
mod restoring;
mod setting;
mod showing;
mod stdin;
mod undoing;
mod views;
