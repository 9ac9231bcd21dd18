//! A client that is in another program, as if it were here.

use std::borrow::Cow;
use std::rc::Rc;

use super::message::{Input, Message, Reply};
use super::{
    Attempt, Call, Descriptor, Exchange, Next, Session, SignIn, SignInInput, SignInStep, Subject, Vendor, VendorFilter,
    descriptor,
};
use crate::error::{Error, Kind};
use crate::http::{Method, Request, Response};
use crate::model::{Source, TimeRange, Timestamp};
use crate::query::Query;

/// The address of the request of a client that can build none any more, because its program has stopped. Whatever is
/// given as the answer to it, the conversation ends with an error that says so.
pub const STOPPED: &str = "stopped:";

/// The program in which the clients are.
pub trait Clients {
    /// Says something and hears the answer. Nothing if the program has stopped, or does not know what is meant.
    fn say(&self, message: &Message<'_>) -> Option<Reply>;
}

/// The client of a vendor in another program. Nothing if no vendor has this name.
pub fn client(vendor: &str, clients: Rc<dyn Clients>) -> Option<Rc<dyn Vendor>> {
    Some(Rc::new(Remote { descriptor: descriptor(vendor)?, clients }))
}

struct Remote {
    descriptor: &'static Descriptor,
    clients: Rc<dyn Clients>,
}

impl Remote {
    fn vendor(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.descriptor.id)
    }

    fn begun(&self, number: u32) -> Conversation {
        Conversation { clients: self.clients.clone(), number }
    }
}

impl Vendor for Remote {
    fn descriptor(&self) -> &'static Descriptor {
        self.descriptor
    }

    fn sign_in(&self, attempt: &Attempt<'_>) -> Box<dyn SignIn> {
        let reply = self.clients.say(&Message::SignIn {
            source: Cow::Borrowed(attempt.source),
            credentials: Cow::Borrowed(attempt.credentials),
            earlier: attempt.earlier.map(Cow::Borrowed),
            renewal: attempt.renewal,
        });
        Box::new(RemoteSignIn(match reply {
            Some(Reply::Begun(number)) => Some(self.begun(number)),
            _ => None,
        }))
    }

    fn renew_at(&self, session: &Session) -> Option<Timestamp> {
        let message = Message::RenewAt { vendor: self.vendor(), session: Cow::Borrowed(session) };
        match self.clients.say(&message)? {
            Reply::RenewAt(at) => at,
            _ => None,
        }
    }

    fn sign_out(&self, source: &Source, session: &Session, now: Timestamp) -> Option<Request> {
        let message = Message::SignOut { source: Cow::Borrowed(source), session: Cow::Borrowed(session), now };
        match self.clients.say(&message)? {
            Reply::SignOut(request) => request,
            _ => None,
        }
    }

    fn ask(&self, source: &Source, session: &Session, call: &Call) -> Result<Box<dyn Exchange>, Error> {
        let reply = self.clients.say(&Message::Ask {
            source: Cow::Borrowed(source),
            session: Cow::Borrowed(session),
            call: Cow::Borrowed(call),
        });
        match reply {
            Some(Reply::Begun(number)) => Ok(Box::new(RemoteExchange(self.begun(number)))),
            Some(Reply::Refused(error)) => Err(error),
            _ => Err(stopped()),
        }
    }

    fn push_down(&self, subject: Subject, range: TimeRange, query: &Query) -> (VendorFilter, Query) {
        let message = Message::PushDown { vendor: self.vendor(), subject, range, query: query.to_string() };
        if let Some(Reply::PushDown(filter, rest)) = self.clients.say(&message)
            && let Ok(rest) = Query::reread(&rest)
        {
            return (filter, rest);
        }
        // The engine can evaluate all of it.
        (VendorFilter::default(), query.clone())
    }
}

/// One conversation. Dropping it tells the other program to forget it.
struct Conversation {
    clients: Rc<dyn Clients>,
    number: u32,
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // A program that has stopped has nothing left to forget.
        let _ = self.clients.say(&Message::Forget { number: self.number });
    }
}

struct RemoteSignIn(Option<Conversation>);

impl SignIn for RemoteSignIn {
    fn next(&mut self, now: Timestamp, input: SignInInput<'_>) -> SignInStep {
        let input = match input {
            SignInInput::Start => Input::Start,
            SignInInput::Answer(response) => Input::Answer(Cow::Borrowed(response)),
            SignInInput::Code(code) => Input::Code(Cow::Borrowed(code)),
        };
        let reply = self
            .0
            .as_ref()
            .and_then(|Conversation { clients, number }| clients.say(&Message::Step { number: *number, now, input }));
        match reply {
            Some(Reply::Step(step)) => step,
            _ => SignInStep::Failed(stopped()),
        }
    }
}

struct RemoteExchange(Conversation);

impl Exchange for RemoteExchange {
    fn request(&mut self, now: Timestamp) -> Request {
        match self.0.clients.say(&Message::Request { number: self.0.number, now }) {
            Some(Reply::Request(request)) => request,
            _ => Request::new(Method::Get, STOPPED.to_string()),
        }
    }

    fn take(&mut self, response: &Response) -> Result<Next, Error> {
        match self.0.clients.say(&Message::Take { number: self.0.number, response: Cow::Borrowed(response) }) {
            Some(Reply::Next(next)) => next,
            _ => Err(stopped()),
        }
    }
}

fn stopped() -> Error {
    Error::new(Kind::Unreadable).with_detail("the program of the vendors' clients stopped")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::Credentials;

    /// A program that has stopped.
    struct Dead;

    impl Clients for Dead {
        fn say(&self, _: &Message<'_>) -> Option<Reply> {
            None
        }
    }

    #[test]
    fn a_program_that_stopped_is_an_error_of_every_conversation() {
        let client = client("synology", Rc::new(Dead)).unwrap();
        let source = Source {
            id: "nas".into(),
            vendor: "synology".into(),
            name: "NAS".into(),
            base_url: "https://nas.example/".into(),
            time_zone: None,
            settings: Default::default(),
        };
        let attempt = Attempt { source: &source, credentials: &Credentials::default(), earlier: None, renewal: false };
        let step = client.sign_in(&attempt).next(Timestamp(0), SignInInput::Start);
        assert!(matches!(step, SignInStep::Failed(error) if error == stopped()));
        let session = Session::default();
        assert_eq!(client.ask(&source, &session, &Call::About).err(), Some(stopped()));
        assert_eq!(client.renew_at(&session), None);
        assert_eq!(client.sign_out(&source, &session, Timestamp(0)), None);
        let query: Query = "severity:error disk".parse().unwrap();
        let (filter, rest) = client.push_down(Subject::Lines, TimeRange::default(), &query);
        assert_eq!((filter, rest), (VendorFilter::default(), query), "the engine does all of it");

        let conversation = Conversation { clients: Rc::new(Dead), number: 1 };
        let mut exchange = RemoteExchange(conversation);
        assert_eq!(exchange.request(Timestamp(0)).url, STOPPED);
        let nothing = Response { status: 0, headers: Vec::new(), body: Vec::new() };
        assert_eq!(exchange.take(&nothing).err(), Some(stopped()));
    }

    #[test]
    fn nobody_is_the_client_of_a_name_that_no_vendor_has() {
        assert!(client("acme", Rc::new(Dead)).is_none());
    }
}
