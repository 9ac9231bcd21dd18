//! One call to a source, with what is done about its failures: a new session once, a few more tries for what passes.

use tapedeck_core::error::{Error, Kind};
use tapedeck_core::model::Record;
use tapedeck_core::vendors::{Answer, Call};

use crate::engine::Engine;
use crate::protocol::Event;
use crate::time::{RETRIES, pause_ms};

impl Engine {
    /// Makes a call and waits for its answer.
    pub(crate) async fn call(&self, source: &str, call: &Call) -> Result<Answer, Error> {
        let mut renewed = false;
        let mut attempt = 0;
        loop {
            let (used, result) = self.try_call(source, call).await?;
            let error = match result {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if error.new_session_may_help && !renewed {
                renewed = true;
                self.renew(source, used).await?;
            } else if error.is_transient() && attempt < RETRIES {
                let Some(pause) = pause_ms(attempt, error.retry_after_s) else { return Err(error) };
                attempt += 1;
                self.inner.clock.sleep_ms(pause).await;
            } else {
                return Err(error);
            }
        }
    }

    /// One attempt: the number of the session it used, and what came of it.
    async fn try_call(&self, source: &str, call: &Call) -> Result<(u64, Result<Answer, Error>), Error> {
        let (vendor, settings, number, answer) = {
            let state = self.inner.state.borrow();
            let slot = state.slots.get(source).ok_or_else(|| Error::new(Kind::NotSignedIn))?;
            let session = slot.session.as_ref().ok_or_else(|| Error::new(Kind::NotSignedIn))?;
            let request = slot.vendor.build(&slot.source, session, call);
            (slot.vendor, slot.source.clone(), slot.session_number, self.inner.transport.send(request))
        };
        let result = match answer.await {
            Ok(response) => vendor.parse(&settings, call, &response),
            Err(error) => Err(error.into()),
        };
        Ok((number, result))
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
                Ok(Answer::Lines(_)) => Ok(None),
                Err(error) => Err(error),
            };
            engine.emit(Event::Run { source, run, result });
        });
    }
}
