//! The dump of a management controller: a `.tar.gz` with a few texts, not compressed.

use super::data::Data;
use crate::calendar::iso;
use crate::checksum::crc32;

/// The dump of a server.
pub(crate) fn dump(data: &Data, id: &str, now_s: i64) -> Vec<u8> {
    let Some(index) = data.servers.iter().position(|server| server.id == id) else { return Vec::new() };
    let server = &data.servers[index];
    let mut log = String::new();
    let own = data.events.iter().filter(|event| event.server == index && event.time <= now_s * 1000);
    for event in own.take(400) {
        let state = if event.asserted { "Asserted" } else { "Deasserted" };
        let time = iso(event.time / 1000);
        log.push_str(&format!(
            "{time} | {} | {} | {state} | {}\n",
            event.kind.id, event.kind.level, event.kind.message
        ));
    }
    let about =
        format!("Product Name: {}\nSerial Number: {}\nHost Name: {}\n", server.model, server.serial, server.name);
    let mut tar = Vec::new();
    for (name, text) in [("dump_info/AppDump/fruinfo.txt", about), ("dump_info/LogDump/sel.txt", log)] {
        add(&mut tar, name, text.as_bytes(), now_s);
    }
    // Two empty blocks end an archive.
    tar.resize(tar.len() + 1024, 0);
    gzip(&tar)
}

/// Adds a file to a tar archive.
fn add(tar: &mut Vec<u8>, name: &str, content: &[u8], now_s: i64) {
    let mut head = [0_u8; 512];
    let mut put = |at: usize, text: &str| {
        for (place, byte) in head[at..].iter_mut().zip(text.bytes()) {
            *place = byte;
        }
    };
    put(0, name);
    put(100, "0000644\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{:011o}\0", content.len()));
    put(136, &format!("{:011o}\0", now_s.max(0)));
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\0");
    put(263, "00");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    for (place, byte) in head[148..].iter_mut().zip(format!("{sum:06o}\0 ").bytes()) {
        *place = byte;
    }
    tar.extend(head);
    tar.extend(content);
    tar.resize(tar.len().next_multiple_of(512), 0);
}

/// A gzip file of blocks that are stored as they are.
fn gzip(content: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut blocks = content.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        out.push(u8::from(blocks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.extend(crc32(content).to_le_bytes());
    out.extend((content.len() as u32).to_le_bytes());
    out
}
