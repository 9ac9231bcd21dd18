//! One call to a source, with what is done about its failures: a new session once, a few more tries for what passes.

use std::rc::Rc;

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::http::Response;
use tapedeck_core::model::{Record, Timestamp};
use tapedeck_core::vendors::{Answer, Call, Exchange, Next, answer_lost};

use crate::engine::Engine;
use crate::protocol::Event;
use crate::time::{RETRIES, pause_ms};
use crate::transport::Told;

/// So many sessions that others have got since may turn out to be over too. One that was got for a call itself, and is
/// refused all the same, is the end.
pub(crate) const OTHERS_RENEWALS: u32 = 3;

/// Who is told what happens during a call.
#[derive(Default)]
pub(crate) struct Listeners {
    /// How much of an answer has arrived.
    pub(crate) told: Option<Told>,
    /// What came back of a request that changes something.
    pub(crate) said: Option<Said>,
}

/// Is told what came back.
pub(crate) type Said = Rc<dyn Fn(&Response)>;

impl Engine {
    /// Makes a call and waits for its answer.
    pub(crate) async fn call(&self, source: &str, call: &Call) -> Result<Answer, Error> {
        self.call_told(source, call, Listeners::default()).await
    }

    /// The same, and tells what happens meanwhile.
    pub(crate) async fn call_told(&self, source: &str, call: &Call, to: Listeners) -> Result<Answer, Error> {
        self.renew_in_time(source).await?;
        let mut left = OTHERS_RENEWALS;
        loop {
            let (used, exchange) = self.ask(source, call)?;
            match self.lead(exchange, call, &to).await {
                Err(error) if error.new_session_may_help && left > 0 => {
                    left = if self.renew(source, used).await? { 0 } else { left - 1 };
                }
                result => return result,
            }
        }
    }

    /// Renews a session that is about to end, so that no call meets the end of it.
    pub(crate) async fn renew_in_time(&self, source: &str) -> Result<(), Error> {
        let now = self.now();
        let old = {
            let state = self.inner.state.borrow();
            let Some(slot) = state.slots.get(source) else { return Ok(()) };
            let at = slot.session.as_ref().and_then(|session| slot.vendor.renew_at(session));
            at.is_some_and(|at| at <= now).then_some(slot.session_number)
        };
        match old {
            Some(number) => self.renew(source, number).await.map(drop),
            None => Ok(()),
        }
    }

    /// Begins a call with the session of this moment: the session's number, and the conversation.
    pub(crate) fn ask(&self, source: &str, call: &Call) -> Result<(u64, Box<dyn Exchange>), Error> {
        let state = self.inner.state.borrow();
        let slot = state.slots.get(source).ok_or_else(|| Error::new(Kind::NotSignedIn))?;
        let session = slot.session.as_ref().ok_or_else(|| Error::new(Kind::NotSignedIn))?;
        Ok((slot.session_number, slot.vendor.ask(&slot.source, session, call)?))
    }

    /// Leads a conversation to its end. A request that failed for a passing reason is sent again a few times; not one
    /// that changes something and may have arrived.
    async fn lead(&self, mut exchange: Box<dyn Exchange>, call: &Call, to: &Listeners) -> Result<Answer, Error> {
        let mut attempt = 0;
        loop {
            let request = exchange.request(self.now());
            let changes = request.changes;
            let answer = match &to.told {
                Some(told) => self.inner.transport.send_told(request, told.clone()),
                None => self.inner.transport.send(request),
            };
            let taken = match answer.await {
                Ok(response) => {
                    if let Some(said) = to.said.as_ref().filter(|_| changes) {
                        said(&response);
                    }
                    exchange.take(&response)
                }
                Err(error) => Err(error.into()),
            };
            match taken {
                Ok(Next::Done(answer)) => return Ok(answer),
                Ok(Next::Send) => attempt = 0,
                Ok(Next::SendAfter(ms)) => {
                    attempt = 0;
                    self.inner.clock.sleep_ms(ms).await;
                }
                Err(error) if changes && error.leaves_open() => return Err(answer_lost(call, error)),
                Err(error) if error.is_transient() && attempt < RETRIES => {
                    let Some(pause) = pause_ms(attempt, error.retry_after_s) else { return Err(error) };
                    attempt += 1;
                    self.inner.clock.sleep_ms(pause).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// This moment.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp(self.inner.clock.now_ms())
    }

    /// Reads one run and tells the page.
    pub(crate) fn find_run(&self, source: String, run: String) {
        let engine = self.clone();
        self.spawn_detached(async move {
            let result = match engine.call(&source, &Call::Run { run: run.clone() }).await {
                Ok(Answer::Runs(page)) => {
                    // A source that ignores the number answers with other runs.
                    Ok(page
                        .rows
                        .into_iter()
                        .find(|found| found.id == run)
                        .map(|run| Box::new(Record::Run(Box::new(run)))))
                }
                Ok(_) => Ok(None),
                Err(error) => Err(error),
            };
            engine.emit(Event::Run { source, run, result });
        });
    }
}
