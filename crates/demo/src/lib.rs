//! The demo's systems, as a WebAssembly program without any imports.
//!
//! The page loads it when somebody wants the demo, so that nobody else waits for it. It is spoken to in bytes: the page
//! asks for [`room`], writes a question there, calls [`answer`], and reads at [`place`]. Both sides are tuples in
//! postcard's form, written out in [`Question`] and [`Answer`].

use std::cell::RefCell;
use std::collections::BTreeMap;

use tapedeck_simulator::{Jar, Request, System, system};

/// The seed of the demo's data. The same for everybody, so that two people see the same.
const SEED: u64 = 7;

/// The instant in epoch seconds; the system's name; method, path, query, headers and body of the request.
type Question = (i64, String, (String, String, String, Vec<(String, String)>, Vec<u8>));

/// Status, headers, body; after how many milliseconds; after how many bytes the connection breaks.
type Answer = (u16, Vec<(String, String)>, Vec<u8>, u64, Option<u64>);

/// A system, and what a browser would keep of it.
type Known = (Box<dyn System>, Jar);

thread_local! {
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The systems that were called so far, by name.
    static SYSTEMS: RefCell<BTreeMap<String, Known>> = const { RefCell::new(BTreeMap::new()) };
}

/// Makes room for a question of so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|question| {
        question.clear();
        question.resize(bytes, 0);
        question.as_mut_ptr()
    })
}

/// Answers the question. The length of the answer in bytes; 0 if the question cannot be read or no system has its name.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let bytes = QUESTION.take();
    let answer = answer_to(&bytes).unwrap_or_default();
    ANSWER.replace(answer);
    ANSWER.with_borrow(Vec::len)
}

/// Where the answer stands.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

fn answer_to(bytes: &[u8]) -> Option<Vec<u8>> {
    let (now_s, name, (method, path, query, headers, body)): Question = postcard::from_bytes(bytes).ok()?;
    let mut request = Request { method, path, query, headers, body };
    let response = SYSTEMS.with_borrow_mut(|systems| {
        if !systems.contains_key(&name) {
            systems.insert(name.clone(), (system(&name, SEED, now_s, true)?, Jar::default()));
        }
        let (system, jar) = systems.get_mut(&name)?;
        jar.attach(&mut request);
        let response = system.answer(now_s, &request);
        jar.keep(&response);
        Some(response)
    })?;
    let cut = response.cut_after.map(|after| after as u64);
    let answer: Answer = (response.status, response.headers, response.body, response.delay_ms, cut);
    postcard::to_stdvec(&answer).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: &str, path: &str) -> Option<Answer> {
        let request = ("GET".to_string(), path.to_string(), String::new(), Vec::new(), Vec::new());
        let question: Question = (1_795_154_400, name.to_string(), request);
        let bytes = postcard::to_stdvec(&question).unwrap();
        answer_to(&bytes).map(|answer| postcard::from_bytes(&answer).unwrap())
    }

    #[test]
    fn a_system_answers_and_no_other_name_does() {
        assert_eq!(ask("nas", "/nowhere").map(|answer| answer.0), Some(404));
        assert_eq!(ask("nobody", "/"), None);
        assert_eq!(answer_to(b"?"), None);
    }
}
