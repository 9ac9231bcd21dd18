//! What is replied to a message.

use tapedeck_core::query::Query;
use tapedeck_core::vendors::message::{Input, Message, Reply};
use tapedeck_core::vendors::{Attempt, SignInInput, find};

use crate::conversations::{Conversation, forget, keep, with};

/// The reply to a message. Nothing if it names a vendor or a conversation that there is not.
pub(crate) fn to(message: Message<'_>) -> Option<Reply> {
    Some(match message {
        Message::SignIn { source, credentials, earlier, renewal } => {
            let earlier = earlier.as_deref();
            let attempt = Attempt { source: &source, credentials: &credentials, earlier, renewal };
            Reply::Begun(keep(Conversation::SignIn(find(&source.vendor)?.sign_in(&attempt))))
        }
        Message::Step { number, now, input } => {
            let input = match &input {
                Input::Start => SignInInput::Start,
                Input::Answer(response) => SignInInput::Answer(response),
                Input::Code(code) => SignInInput::Code(code),
            };
            Reply::Step(with(number, |conversation| match conversation {
                Conversation::SignIn(sign_in) => Some(sign_in.next(now, input)),
                Conversation::Exchange(_) => None,
            })?)
        }
        Message::Ask { source, session, call } => match find(&source.vendor)?.ask(&source, &session, &call) {
            Ok(exchange) => Reply::Begun(keep(Conversation::Exchange(exchange))),
            Err(error) => Reply::Refused(error),
        },
        Message::Request { number, now } => Reply::Request(with(number, |conversation| match conversation {
            Conversation::Exchange(exchange) => Some(exchange.request(now)),
            Conversation::SignIn(_) => None,
        })?),
        Message::Take { number, response } => Reply::Next(with(number, |conversation| match conversation {
            Conversation::Exchange(exchange) => Some(exchange.take(&response)),
            Conversation::SignIn(_) => None,
        })?),
        Message::Forget { number } => {
            forget(number);
            Reply::Forgotten
        }
        Message::RenewAt { vendor, session } => Reply::RenewAt(find(&vendor)?.renew_at(&session)),
        Message::SignOut { source, session, now } => {
            Reply::SignOut(find(&source.vendor)?.sign_out(&source, &session, now))
        }
        Message::PushDown { vendor, subject, range, query } => {
            let (filter, rest) = find(&vendor)?.push_down(subject, range, &Query::reread(&query).ok()?);
            Reply::PushDown(filter, rest.to_string())
        }
    })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use tapedeck_core::model::{Source, Timestamp};
    use tapedeck_core::vendors::{Credentials, SignInStep, Subject, all};

    use super::*;

    fn source(vendor: &str) -> Source {
        Source {
            id: "one".into(),
            vendor: vendor.into(),
            name: "One".into(),
            base_url: "https://one.example/".into(),
            time_zone: None,
            settings: Default::default(),
        }
    }

    fn begin(vendor: &str) -> Option<u32> {
        let message = Message::SignIn {
            source: Cow::Owned(source(vendor)),
            credentials: Cow::Owned(Credentials::default()),
            earlier: None,
            renewal: false,
        };
        match to(message)? {
            Reply::Begun(number) => Some(number),
            _ => None,
        }
    }

    fn step(number: u32) -> Option<SignInStep> {
        match to(Message::Step { number, now: Timestamp(0), input: Input::Start })? {
            Reply::Step(step) => Some(step),
            _ => None,
        }
    }

    #[test]
    fn every_vendor_can_be_signed_in_to_and_no_other_name() {
        for vendor in all() {
            let number = begin(vendor.descriptor().id).unwrap();
            assert!(step(number).is_some(), "{vendor:?}");
        }
        assert_eq!(begin("acme"), None);
    }

    #[test]
    fn a_conversation_goes_on_until_it_is_forgotten() {
        let (first, second) = (begin("synology").unwrap(), begin("synology").unwrap());
        assert_ne!(first, second);
        assert!(to(Message::Forget { number: first }).is_some());
        assert!(step(first).is_none());
        assert!(step(second).is_some());
        assert!(to(Message::Request { number: second, now: Timestamp(0) }).is_none(), "it is no question");
    }

    #[test]
    fn what_means_nothing_has_no_reply() {
        let push_down = |vendor: &'static str, query: &str| Message::PushDown {
            vendor: vendor.into(),
            subject: Subject::Lines,
            range: Default::default(),
            query: query.into(),
        };
        assert!(to(push_down("synology", "severity:error")).is_some());
        assert!(to(push_down("acme", "")).is_none());
        assert!(to(push_down("synology", "\"")).is_none());
        assert!(crate::answer_to(b"").is_none());
        assert!(crate::answer_to(&[255, 255, 255, 255, 255]).is_none());
    }
}
