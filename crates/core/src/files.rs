//! What people open: the records of saved answers, recognised by their shape.

mod answer;
mod anyone;

pub use answer::AnswerReader;
