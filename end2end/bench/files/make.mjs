// Makes the files that are opened: the log of a backup server that nobody has ever written, the same for the same seed.

import { once } from "node:events";
import { closeSync, createWriteStream, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createGzip } from "node:zlib";

const SEED = 1;
/** 2026-11-20 06:00 UTC, the newest instant. */
const NEWEST_MS = 1_795_154_400_000;
/** So many lines are put together before they are written. */
const BATCH = 4_000;

const LEVELS = ["info", "info", "info", "info", "info", "info", "warn", "debug", "debug", "error"];
const PROGRAMS = ["backupd", "vaultd", "sshd", "kernel", "smartd", "cron"];
const WORDS = [
  (n) => `Copied ${n} of ${n + 977} files to vault-${n % 9}, ${(n / 8).toFixed(1)} MB in ${n % 61} s`,
  (n) => `Snapshot ${n} of volume data${n % 12} taken`,
  (n) => `Retention removed ${n % 40} versions of vm-${n % 300}`,
  (n) => `Verification of vault-${n % 9} failed: block ${n} does not match its sum`,
  (n) => `Connection from 10.0.${n % 8}.${n % 250} closed`,
  (n) => `任务 nightly-${n % 30} 完成`,
];

/** Numbers that look like chance. */
function* numbers(seed) {
  let state = seed >>> 0 || 1;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

/** Entries of a log, oldest first. */
class Entries {
  #next;
  #at = NEWEST_MS - 400 * 86_400_000;

  constructor(seed) {
    const chance = numbers(seed);
    this.#next = () => chance.next().value;
  }

  take() {
    const [one, two, three, four] = [this.#next(), this.#next(), this.#next(), this.#next()];
    this.#at += one % 2_000;
    return {
      time: new Date(this.#at).toISOString(),
      level: LEVELS[two % LEVELS.length],
      host: `web-${String(two % 97).padStart(3, "0")}`,
      program: PROGRAMS[three % PROGRAMS.length],
      job: `nightly-${three % 30}`,
      message: WORDS[four % WORDS.length](one % 20_000),
      trace: [one, two, three, four].map((part) => part.toString(16).padStart(8, "0")).join(""),
    };
  }
}

/** How an entry stands in each kind of file. */
const FORMS = {
  ndjson: JSON.stringify,
  log: ({ time, level, program, job, message, trace }) => `${time} ${level.toUpperCase()} ${program}[${job}]: ${message} trace=${trace}`,
  syslog: ({ time, level, host, program, message, trace }) => `<${level === "error" ? 27 : level === "warn" ? 28 : 30}>1 ${time} ${host} ${program} - - - ${message} trace=${trace}`,
  csv: ({ time, level, host, job, message, trace }) => `${time},${level},${host},${job},"${message}",${trace}`,
};
const HEADS = { csv: "time,level,host,job,message,trace\n" };

/** The text of so many entries, in batches. */
function* text(form, lines, seed) {
  const entries = new Entries(seed);
  if (HEADS[form]) yield Buffer.from(HEADS[form]);
  for (let left = lines; left > 0; left -= BATCH) {
    const batch = Array.from({ length: Math.min(left, BATCH) }, () => FORMS[form](entries.take()));
    yield Buffer.from(`${batch.join("\n")}\n`);
  }
}

/** Makes a file unless it is there. A half one is never taken for a whole one. */
async function madeOnce(path, make) {
  if (!existsSync(path)) {
    await make(`${path}.part`);
    renameSync(`${path}.part`, path);
  }
  return { path, bytes: statSync(path).size };
}

/** A JSON record a line: so many lines of about 200 bytes. */
export async function ndjson(folder, lines) {
  mkdirSync(folder, { recursive: true });
  const made = await madeOnce(join(folder, `log-${lines}.ndjson`), (path) => {
    const file = openSync(path, "w");
    for (const piece of text("ndjson", lines, SEED)) writeSync(file, piece);
    closeSync(file);
  });
  return { ...made, lines };
}

/** An archive of so many files of each kind, packed by gzip, and one that is no text. */
export async function archive(folder, files, lines) {
  mkdirSync(folder, { recursive: true });
  const kinds = Object.keys(FORMS);
  const made = await madeOnce(join(folder, `logs-${files}x${lines}.tar.gz`), async (path) => {
    const packed = createGzip({ level: 1 });
    const written = packed.pipe(createWriteStream(path));
    const put = async (bytes) => packed.write(bytes) || once(packed, "drain");
    for (let nth = 0; nth < files; nth += 1) {
      for (const kind of kinds) {
        // Its size stands before it.
        const content = Buffer.concat([...text(kind, lines, SEED + nth * kinds.length + kinds.indexOf(kind))]);
        await put(header(`logs/${kind}-${nth}.${kind}`, content.length));
        await put(content);
        await put(Buffer.alloc((512 - (content.length % 512)) % 512));
      }
    }
    await put(header("logs/core.bin", 1 << 20));
    const chance = numbers(SEED);
    await put(Buffer.from(Uint32Array.from({ length: (1 << 20) / 4 }, () => chance.next().value).buffer));
    packed.end(Buffer.alloc(1024));
    await once(written, "finish");
  });
  return { ...made, lines: files * kinds.length * lines };
}

/** The block before a file in a tar archive. */
function header(name, size) {
  const block = Buffer.alloc(512);
  const octal = (number, length) => `${number.toString(8).padStart(length - 1, "0")}\0`;
  block.write(name, 0);
  block.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(NEWEST_MS / 1000, 12), 100);
  block.write("        0", 148);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
