//! Fields of forms: a label, a control, a sentence of help, a sentence of what is wrong.

mod area;
mod choice;
mod frame;
mod switch;
mod text;

pub use area::AreaField;
pub use choice::ChoiceField;
pub use switch::SwitchField;
pub use text::TextField;
