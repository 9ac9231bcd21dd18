//! The program is loaded at the first question.

use tapedeck_core::http::TransportError;

use super::{Answer, Question};
use crate::transport::program::Program;

/// The program.
pub(crate) struct Demo(Program);

impl Default for Demo {
    fn default() -> Demo {
        Demo(Program::new("tapedeckDemo"))
    }
}

impl Demo {
    pub(super) async fn ask(&self, question: Question) -> Result<Answer, TransportError> {
        let program = self.0.get().await.map_err(missing)?;
        let bytes = postcard::to_stdvec(&question).unwrap_or_default();
        let answer = program.ask(&bytes).ok_or_else(|| missing("it has no such system".into()))?;
        postcard::from_bytes(&answer).map_err(|error| missing(error.to_string()))
    }
}

fn missing(why: String) -> TransportError {
    TransportError::PartMissing { detail: format!("the demo cannot be loaded: {why}") }
}
