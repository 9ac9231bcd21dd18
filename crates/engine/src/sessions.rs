//! Signing in, renewing a session, signing out.
//!
//! A sign-in is a task of its own: calls wait for it, and it goes on when the call that needed it is no longer wanted.

use futures_channel::oneshot;
use tapedeck_core::error::{Error, Kind, Reaction};
use tapedeck_core::vendors::{Attempt, Credentials, Session, SignInInput, SignInStep};

use crate::engine::Engine;
use crate::protocol::SourceState;

impl Engine {
    /// A person signs in. Whatever was under way for the source is given up.
    pub(crate) fn sign_in(&self, source: &str, credentials: Credentials) {
        {
            let mut state = self.inner.state.borrow_mut();
            let Some(slot) = state.slots.get_mut(source) else { return };
            slot.credentials = Some(credentials);
            slot.code = None;
            slot.signing_in = None;
            state.stores.iter_mut().filter(|(key, _)| key.source == source).for_each(|(_, store)| store.error = None);
        }
        self.start_sign_in(source, false);
    }

    /// A person gave the code that a sign-in waits for.
    pub(crate) fn give_code(&self, source: &str, code: String) {
        let waiting = self.inner.state.borrow_mut().slots.get_mut(source).and_then(|slot| slot.code.take());
        if let Some(waiting) = waiting {
            self.set_state(source, SourceState::SigningIn);
            // It fails only when the sign-in was given up meanwhile.
            let _ = waiting.send(code);
        }
    }

    /// A person signs out: the session ends at the source, and everything of it is forgotten here.
    pub(crate) fn sign_out(&self, source: &str) {
        let now = self.now();
        let request = {
            let state = &mut *self.inner.state.borrow_mut();
            let Some(slot) = state.slots.get_mut(source) else { return };
            slot.credentials = None;
            slot.code = None;
            slot.signing_in = None;
            slot.waiting.clear();
            state.stores.retain(|key, _| key.source != source);
            slot.session.take().and_then(|session| slot.vendor.sign_out(&slot.source, &session, now))
        };
        if let Some(request) = request {
            let answer = self.inner.transport.send(request);
            self.spawn_detached(async {
                // The session is gone for us, whatever the source answers.
                let _ = answer.await;
            });
        }
        self.set_state(source, SourceState::SignedOut);
    }

    /// Waits until there is a newer session than `used`, signing in again with what is known if nobody does already.
    /// Whether it is as new as can be: one that others have got since may be over by now.
    pub(crate) async fn renew(&self, source: &str, used: u64) -> Result<bool, Error> {
        let done = {
            let mut state = self.inner.state.borrow_mut();
            let Some(slot) = state.slots.get_mut(source) else { return Err(Error::new(Kind::NotSignedIn)) };
            if slot.is_signed_in() && slot.session_number != used {
                return Ok(false);
            }
            if slot.credentials.is_none() {
                return Err(Error::new(Kind::NotSignedIn));
            }
            let (tell, done) = oneshot::channel();
            slot.waiting.push(tell);
            if slot.signing_in.is_some() { (done, false) } else { (done, true) }
        };
        let (done, start) = done;
        if start {
            self.start_sign_in(source, true);
        }
        done.await.unwrap_or_else(|_| Err(Error::new(Kind::NotSignedIn))).map(|()| true)
    }

    fn start_sign_in(&self, source: &str, renewal: bool) {
        if !renewal {
            self.set_state(source, SourceState::SigningIn);
        }
        let engine = self.clone();
        let name = source.to_string();
        let task = self.spawn(async move {
            let result = engine.converse(&name, renewal).await;
            engine.signed_in(&name, result, renewal);
        });
        if let Some(slot) = self.inner.state.borrow_mut().slots.get_mut(source) {
            slot.signing_in = Some(task);
        }
    }

    /// Leads the conversation of a sign-in to its end.
    async fn converse(&self, source: &str, renewal: bool) -> Result<Session, Error> {
        let mut conversation = {
            let state = self.inner.state.borrow();
            let Some(slot) = state.slots.get(source) else { return Err(Error::new(Kind::NotSignedIn)) };
            let Some(credentials) = &slot.credentials else { return Err(Error::new(Kind::NotSignedIn)) };
            let earlier = slot.session.as_ref();
            slot.vendor.sign_in(&Attempt { source: &slot.source, credentials, earlier, renewal })
        };
        let mut step = conversation.next(self.now(), SignInInput::Start);
        loop {
            step = match step {
                SignInStep::Send(request) => {
                    let response = self.inner.transport.send(request).await?;
                    conversation.next(self.now(), SignInInput::Answer(&response))
                }
                SignInStep::AskCode { error, picture } => {
                    let (tell, code) = oneshot::channel();
                    if let Some(slot) = self.inner.state.borrow_mut().slots.get_mut(source) {
                        slot.code = Some(tell);
                    }
                    self.set_state(source, SourceState::CodeNeeded { error, picture });
                    let code = code.await.map_err(|_| Error::new(Kind::CodeNeeded))?;
                    conversation.next(self.now(), SignInInput::Code(&code))
                }
                SignInStep::Done(session) => return Ok(session),
                SignInStep::Failed(error) => return Err(error),
            };
        }
    }

    fn signed_in(&self, source: &str, result: Result<Session, Error>, renewal: bool) {
        let (outcome, waiting, state) = {
            let mut state = self.inner.state.borrow_mut();
            let Some(slot) = state.slots.get_mut(source) else { return };
            // Dropping the handle of this very task is harmless: it has nothing left to wait for.
            slot.signing_in = None;
            slot.code = None;
            let (outcome, new) = match result {
                Ok(session) => {
                    slot.session = Some(session);
                    slot.session_number += 1;
                    (Ok(()), SourceState::SignedIn)
                }
                // A network that fails in the middle of a renewal is no reason to ask for the password.
                Err(error) if renewal && !ends_session(&error) => (Err(error), SourceState::SignedIn),
                Err(error) => (Err(error.clone()), SourceState::Refused(error)),
            };
            (outcome, std::mem::take(&mut slot.waiting), new)
        };
        self.set_state(source, state);
        for call in waiting {
            // A call that is no longer wanted does not listen.
            let _ = call.send(outcome.clone());
        }
        self.settle();
    }
}

/// Whether an error of a renewal means that only a person can go on.
fn ends_session(error: &Error) -> bool {
    matches!(error.reaction, Reaction::SignIn | Reaction::GrantPermission) || error.kind == Kind::Blocked
}
