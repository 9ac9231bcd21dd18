//! The vendors' clients, as a WebAssembly program without any imports.
//!
//! The page loads it when somebody signs in to a source, so that nobody waits for it before. It is spoken to in bytes: the
//! page asks for [`room`], writes a message there, calls [`answer`], and reads the reply at [`place`]. Both are those of
//! [`tapedeck_core::vendors::message`] in postcard's form.

mod conversations;
mod reply;

use std::cell::RefCell;

thread_local! {
    static MESSAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static REPLY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a message of so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    MESSAGE.with_borrow_mut(|message| {
        message.clear();
        message.resize(bytes, 0);
        message.as_mut_ptr()
    })
}

/// Answers the message. The length of the reply in bytes; 0 if the message cannot be read or means nothing here.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let bytes = MESSAGE.take();
    let reply = answer_to(&bytes).unwrap_or_default();
    REPLY.replace(reply);
    REPLY.with_borrow(Vec::len)
}

/// Where the reply stands.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    REPLY.with_borrow(|reply| reply.as_ptr())
}

/// What a message in bytes is answered with. Nothing if it cannot be read, or names a vendor or a conversation that there
/// is not.
pub fn answer_to(bytes: &[u8]) -> Option<Vec<u8>> {
    let message = postcard::from_bytes(bytes).ok()?;
    postcard::to_stdvec(&reply::to(message)?).ok()
}
