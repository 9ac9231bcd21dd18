//! What stands where content would be: still loading, nothing there, went wrong.

mod empty;
mod error;
mod loading;

pub use empty::Empty;
pub use error::ErrorFace;
pub use loading::Loading;
