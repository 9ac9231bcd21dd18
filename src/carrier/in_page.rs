use futures_channel::mpsc::{UnboundedSender, unbounded};
use futures_util::StreamExt;
use tapedeck_engine::{Command, Event};

use super::{Callbacks, Carrier};

/// An engine in the page. Commands and events take a turn of the event loop, as they would with a worker.
pub(super) struct InPage {
    commands: UnboundedSender<Command>,
}

impl InPage {
    pub(super) fn start(callbacks: Callbacks) -> InPage {
        let (events, mut coming) = unbounded::<Event>();
        let engine = super::engine(move |event| {
            // It fails only when the page is gone.
            let _ = events.unbounded_send(event);
        });
        let (commands, mut going) = unbounded::<Command>();
        wasm_bindgen_futures::spawn_local(async move {
            while let Some(command) = going.next().await {
                engine.command(command);
            }
        });
        wasm_bindgen_futures::spawn_local(async move {
            while let Some(event) = coming.next().await {
                (callbacks.on_event)(event);
            }
        });
        InPage { commands }
    }
}

impl Carrier for InPage {
    fn send(&self, command: Command) {
        // It fails only when the page is gone.
        let _ = self.commands.unbounded_send(command);
    }
}
