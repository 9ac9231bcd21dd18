//! The two things the engine needs from its surroundings.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use tapedeck_core::http::{Request, Response, TransportError};
use tapedeck_core::model::Timestamp;

/// A future on one thread. Dropping it cancels what it does.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// A part of an answer that arrives.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// It begins: how many bytes there will be, if the other side says so.
    Begin(Option<u64>),
    /// Some of its bytes.
    Bytes(Vec<u8>),
}

/// Takes the parts of an answer. The next one comes when the future is done: what nobody has room for stays outside.
pub type Pieces = Rc<dyn Fn(Piece) -> LocalFuture<()>>;

/// Is told how many bytes of an answer have arrived, and how many there will be, where the other side says so.
pub type Told = Rc<dyn Fn(u64, Option<u64>)>;

/// Sends requests.
pub trait Transport {
    /// Sends one request and waits for the complete answer. Dropping the future aborts it.
    fn send(&self, request: Request) -> LocalFuture<Result<Response, TransportError>>;

    /// Sends one request and gives the body of an answer of status 200 as it arrives. Of any other answer the body comes
    /// back whole, and after 200 an empty one. Dropping the future aborts it.
    fn receive(&self, request: Request, pieces: Pieces) -> LocalFuture<Result<Response, TransportError>> {
        let answer = self.send(request);
        Box::pin(async move {
            let mut answer = answer.await?;
            if answer.status == 200 {
                let body = std::mem::take(&mut answer.body);
                pieces(Piece::Begin(Some(body.len() as u64))).await;
                pieces(Piece::Bytes(body)).await;
            }
            Ok(answer)
        })
    }

    /// Sends one request as [`Transport::send`] does, and tells meanwhile how much of the answer has arrived. A transport
    /// that cannot tell says nothing.
    fn send_told(&self, request: Request, told: Told) -> LocalFuture<Result<Response, TransportError>> {
        drop(told);
        self.send(request)
    }
}

/// Tells the time and waits.
pub trait Clock {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> i64;
    /// Waits.
    fn sleep_ms(&self, ms: u32) -> LocalFuture<()>;
    /// Lets everything else that is ready have its turn.
    fn turn(&self) -> LocalFuture<()> {
        self.sleep_ms(0)
    }
    /// How far the clocks of a zone are ahead of UTC at an instant, in minutes. Not at all where nobody knows the zone.
    fn offset(&self, zone: &str, at: Timestamp) -> i32 {
        let _ = (zone, at);
        0
    }
}
