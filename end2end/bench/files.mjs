// Measures large files in the page: one of lines and an archive are opened, one is saved to the disk. bench/README.md.
//
//   node bench/files.mjs [--repeat 1]
//
// Prints figures and asserts nothing about them: machines differ, and a busy one is slow.

import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Simulator } from "../support/server.mjs";
import { archive, ndjson } from "./files/make.mjs";
import { openFile, saveFile } from "./files/visit.mjs";
import { printed } from "./lines/figures.mjs";

const { values } = parseArgs({ options: { repeat: { type: "string", default: "1" } } });
const REPEAT = Number(values.repeat);
if (!(REPEAT > 0)) {
  console.error("--repeat takes a number: --repeat 3");
  process.exit(2);
}
/** 400 MB of records, 200 MB of an archive, and what is saved. */
const RECORDS = 2_000_000;
const ARCHIVE = { files: 12, lines: 100_000 };
const SAVED_BYTES = 1_000_000_000;

/** Where the files are made. */
const DATA = resolve(process.env.TAPEDECK_BENCH || fileURLToPath(new URL("../../target/bench", import.meta.url)));

const HEAD = ["what", "first rows", "all", "", "longest task, page", "worker", "JS", "wasm", "renderer", "browser", "growth"];

const MB = 1e6;
const grouped = (number, digits = 0) => number.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const megabytes = (bytes) => (bytes ? `${grouped(bytes / MB)} MB` : "not measured");
const seconds = (ms) => `${grouped(ms / 1000, 1)} s`;
const milliseconds = (ms) => `${grouped(ms, 1)} ms`;

/** The best visit counts: what else the machine does can only make one worse. */
const best = (visits, of) => Math.min(...visits.map(of));

/** The memory when a tenth was there, and how much it grew from then on. */
function growth({ history }) {
  const end = Math.max(...history.map(([progress]) => progress));
  const from = Math.max(history.findIndex(([progress]) => end > 0 && progress >= end / 10), 0);
  const rest = history.slice(from).map(([, renderer]) => renderer);
  return Math.max(...rest) - rest[0];
}

/** Visits the page so many times, and as many times with a trace. */
async function measure(name, bytes, phase, act, notes) {
  const [visits, tasks] = [[], []];
  for (let nth = 0; nth < REPEAT; nth += 1) {
    try {
      visits.push(await act("weighed"));
      tasks.push(await act("traced"));
    } catch (error) {
      notes.push(`${name}: ${error.message.split("\n")[0]}`);
    }
  }
  if (!visits.length) return [name, ...Array(HEAD.length - 1).fill("not measured")];
  const [ms, first] = [best(visits, (visit) => visit.ms), best(visits, (visit) => visit.first ?? NaN)];
  const longest = (phase) => {
    const [all, own] = [best(tasks, (task) => task[phase]), best(tasks, (task) => task.processor?.[phase])];
    return Number.isFinite(all) ? `${milliseconds(all)} (${grouped(own, 1)})` : "not measured";
  };
  const most = (what) => megabytes(best(visits, (visit) => visit[what]));
  return [
    name,
    Number.isNaN(first) ? "–" : milliseconds(first),
    seconds(ms),
    `${grouped(bytes / MB / (ms / 1000))} MB/s`,
    longest(phase),
    longest("worker"),
    ...["heap", "wasm", "renderer", "browser"].map(most),
    megabytes(best(visits, growth)),
  ];
}

const simulator = await Simulator.start();
try {
  const [records, packed] = [await ndjson(DATA, RECORDS), await archive(DATA, ARCHIVE.files, ARCHIVE.lines)];
  const notes = [];
  const opened = (what, file) => [`${what}, ${megabytes(file.bytes)}, ${grouped(file.lines)} lines, opened`, file.bytes, "open", (how) => openFile(simulator, file, how)];
  const rows = [];
  for (const measured of [
    opened("JSON a line", records),
    opened("tar.gz", packed),
    [`${megabytes(SAVED_BYTES)} saved to the disk`, SAVED_BYTES, "save", (how) => saveFile(simulator, SAVED_BYTES, how)],
  ]) {
    rows.push(await measure(...measured, notes));
  }
  console.log(`\nLarge files, the best of ${REPEAT} visits, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}\n`);
  console.log(printed(HEAD, rows));
  for (const note of notes) console.log(`Note: ${note}.`);
} finally {
  await simulator.stop();
}
