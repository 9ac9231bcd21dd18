//! The sources the engine knows, and how it stands with each.

use std::collections::BTreeMap;

use futures_channel::oneshot;
use tapedeck_core::error::Error;
use tapedeck_core::model::{Source, SourceId};
use tapedeck_core::vendors::{self, Credentials, Session, Vendor};

use crate::protocol::SourceState;
use crate::store::AbortOnDrop;

/// One source. Its credentials and its session never leave this memory.
pub(crate) struct Slot {
    pub(crate) source: Source,
    pub(crate) vendor: &'static dyn Vendor,
    pub(crate) state: SourceState,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) session: Option<Session>,
    /// Rises with every session, so that a call can tell whether its session was renewed meanwhile.
    pub(crate) session_number: u64,
    /// The sign-in under way, if there is one.
    pub(crate) signing_in: Option<AbortOnDrop>,
    /// Where the one-time code goes that a sign-in waits for.
    pub(crate) code: Option<oneshot::Sender<String>>,
    /// The calls that wait for the sign-in under way.
    pub(crate) waiting: Vec<oneshot::Sender<Result<(), Error>>>,
}

impl Slot {
    fn new(source: Source, vendor: &'static dyn Vendor) -> Slot {
        Slot {
            source,
            vendor,
            state: SourceState::SignedOut,
            credentials: None,
            session: None,
            session_number: 0,
            signing_in: None,
            code: None,
            waiting: Vec::new(),
        }
    }

    /// Whether calls can be made.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.session.is_some() && self.state == SourceState::SignedIn
    }
}

/// All sources by their short names.
pub(crate) type Slots = BTreeMap<SourceId, Slot>;

/// Makes the slots those of a new list of sources. Sessions of sources that stay the same go on. Returns the slots that
/// are gone, or whose address or vendor changed.
pub(crate) fn replace(slots: &mut Slots, sources: Vec<Source>) -> Vec<Slot> {
    let mut before = std::mem::take(slots);
    let mut gone = Vec::new();
    for source in sources {
        let Some(vendor) = vendors::find(&source.vendor) else { continue };
        let slot = match before.remove(&source.id) {
            Some(mut slot) if slot.source.base_url == source.base_url && slot.source.vendor == source.vendor => {
                slot.source = source;
                slot
            }
            Some(slot) => {
                gone.push(slot);
                Slot::new(source, vendor)
            }
            None => Slot::new(source, vendor),
        };
        slots.insert(slot.source.id.clone(), slot);
    }
    gone.extend(before.into_values());
    gone
}
