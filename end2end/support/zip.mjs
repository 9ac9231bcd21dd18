// Reads zip files, by their directory and with nothing of the page's own.

import { inflateRawSync } from "node:zlib";

/** The files in a zip file, by their names and in its order. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  const count = bytes.readUInt16LE(end + 10);
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let number = 0; number < count; number += 1) {
    const [packed, name, extra, comment] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((part) => bytes.readUInt16LE(at + part))];
    const start = bytes.readUInt32LE(at + 42);
    const content = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), inflateRawSync(bytes.subarray(content, content + packed)));
    at += 46 + name + extra + comment;
  }
  return files;
}
