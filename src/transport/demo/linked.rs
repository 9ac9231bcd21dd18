//! In tests there is no built page beside this, so the simulated vendors are linked in.

use std::cell::RefCell;

use tapedeck_core::http::TransportError;
use tapedeck_core::map::Map;
use tapedeck_simulator::{Jar, Request, System, system};

use super::{Answer, Question};

/// A system, and what a browser would keep of it.
type Known = (Box<dyn System>, Jar);

/// The systems that were called so far, by name.
#[derive(Default)]
pub(crate) struct Demo {
    systems: RefCell<Map<String, Known>>,
}

impl Demo {
    pub(super) async fn ask(&self, question: Question) -> Result<Answer, TransportError> {
        let (now_s, name, (method, path, query, headers, body)) = question;
        let mut systems = self.systems.borrow_mut();
        if !systems.contains_key(&name) {
            let detail = format!("the demo has no {name}");
            let new = system(&name, 7, now_s, true).ok_or(TransportError::BadAddress { detail })?;
            systems.insert(name.clone(), (new, Jar::default()));
        }
        let Some((system, jar)) = systems.get_mut(&name) else { return Err(TransportError::TimedOut) };
        let mut request = Request { method, path, query, headers, body };
        jar.attach(&mut request);
        let answer = system.answer(now_s, &request);
        jar.keep(&answer);
        Ok((answer.status, answer.headers, answer.body, answer.delay_ms, answer.cut_after.map(|after| after as u64)))
    }
}
