//! gzip: one member or several, one after the other.

use std::io::Write;

use flate2::write::GzDecoder;

use super::report::Trouble;
use super::sink::Sink;
use super::unpack::Unpack;

/// A gzip file as it arrives.
pub(super) struct Gzip {
    decoder: Option<GzDecoder<Vec<u8>>>,
    inner: Unpack,
    taken: u64,
    given: u64,
    /// Bytes of the member so far.
    of_member: u64,
    members: u32,
    /// Why nothing more is read.
    trouble: Option<Trouble>,
}

impl Gzip {
    pub(super) fn new(path: &str) -> Gzip {
        let inner = Unpack::new(path);
        Gzip { decoder: None, inner, taken: 0, given: 0, of_member: 0, members: 0, trouble: None }
    }

    pub(super) fn read(&mut self, mut bytes: &[u8], sink: &mut Sink<'_>) -> Option<Trouble> {
        while !bytes.is_empty() && self.trouble.is_none() && !sink.notes.is_full() {
            if self.decoder.is_none() {
                // After the last member there may be zeros, which tapes and disks leave.
                let zeros = if self.members > 0 { bytes.iter().take_while(|byte| **byte == 0).count() } else { 0 };
                bytes = &bytes[zeros..];
                if bytes.is_empty() {
                    break;
                }
                if self.members > 0 && bytes[0] != 0x1f {
                    self.trouble = Some(Trouble::Trailing);
                    break;
                }
                self.decoder = Some(GzDecoder::new(Vec::new()));
                self.of_member = 0;
            }
            let Some(decoder) = &mut self.decoder else { break };
            match decoder.write(bytes) {
                Ok(0) => self.end_member(sink),
                Ok(read) => {
                    bytes = &bytes[read..];
                    self.taken += read as u64;
                    self.of_member += read as u64;
                    self.pass(sink);
                }
                Err(error) => {
                    self.pass(sink);
                    let trailing = self.members > 0 && self.of_member <= 2;
                    self.trouble = Some(if trailing { Trouble::Trailing } else { Trouble::Damaged(error.to_string()) });
                }
            }
        }
        self.trouble.clone()
    }

    /// Gives on what was unpacked.
    fn pass(&mut self, sink: &mut Sink<'_>) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut out = std::mem::take(decoder.get_mut());
        self.given += out.len() as u64;
        if !sink.notes.unpacks(out.len() as u64) {
            return;
        }
        let limits = sink.notes.about.limits;
        if self.given > self.taken.saturating_mul(limits.ratio).max(limits.free) {
            self.trouble = Some(Trouble::Ratio);
            return;
        }
        if let Some(trouble) = self.inner.read(&out, sink) {
            self.trouble = Some(trouble);
        }
        out.clear();
        *decoder.get_mut() = out;
    }

    fn end_member(&mut self, sink: &mut Sink<'_>) {
        if let Some(decoder) = &mut self.decoder {
            let sum = decoder.try_finish();
            self.pass(sink);
            if let Err(error) = sum {
                self.trouble.get_or_insert(Trouble::Damaged(error.to_string()));
            }
        }
        self.decoder = None;
        self.members += 1;
    }

    pub(super) fn finish(&mut self, bytes: usize, sink: &mut Sink<'_>) -> bool {
        if let Some(decoder) = &mut self.decoder {
            // What is left is written now: all of it, or what there is before the cut.
            let _ = decoder.flush();
            let whole = decoder.try_finish();
            self.pass(sink);
            self.decoder = None;
            if whole.is_err() {
                self.trouble.get_or_insert(Trouble::Cut);
            }
        }
        self.inner.finish(bytes, sink)
    }

    pub(super) fn end(self, sink: &mut Sink<'_>) -> Option<Trouble> {
        let inner = self.inner.end(sink);
        self.trouble.or(inner)
    }
}
