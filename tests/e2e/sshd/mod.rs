//! A desk that is served by the real sshd, on the loopback.

mod attacks;
mod commands;
mod held;
mod screens;
mod venue;

use super::{ESC, SEND, USUAL};
