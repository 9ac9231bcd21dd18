//! One question to a vendor as a conversation: what to send, and what the answer means.
//!
//! Most questions are one request. Some need several: a list that is put together from one list an instance, a time
//! range that a vendor answers in windows of thirty days only.

use super::call::Answer;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::model::Timestamp;

/// One question under way. It sends nothing itself.
pub trait Exchange {
    /// What is to be sent now. It is asked again when the answer did not come or said "later": a signature carries the
    /// time, so every attempt is built anew.
    fn request(&mut self, now: Timestamp) -> Request;

    /// What an answer to the last request means. After an error that passes, the same request can be asked for again.
    fn take(&mut self, response: &Response) -> Result<Next, Error>;
}

/// What comes after an answer.
#[derive(Debug)]
pub enum Next {
    /// Another request.
    Send,
    /// Another request, after so many milliseconds.
    SendAfter(u32),
    /// The whole answer.
    Done(Answer),
}

/// A question that is one request.
pub struct Once<'a> {
    build: Build<'a>,
    read: Read<'a>,
}

type Build<'a> = Box<dyn Fn(Timestamp) -> Request + 'a>;
type Read<'a> = Box<dyn Fn(&Response) -> Result<Answer, Error> + 'a>;

impl<'a> Once<'a> {
    /// From how the request is built at an instant, and how its answer is read.
    pub fn boxed(
        build: impl Fn(Timestamp) -> Request + 'a,
        read: impl Fn(&Response) -> Result<Answer, Error> + 'a,
    ) -> Box<dyn Exchange + 'a> {
        Box::new(Once { build: Box::new(build), read: Box::new(read) })
    }
}

impl Exchange for Once<'_> {
    fn request(&mut self, now: Timestamp) -> Request {
        (self.build)(now)
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        (self.read)(response).map(Next::Done)
    }
}
