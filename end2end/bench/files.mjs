// Measures large files in the page: one of lines and an archive are opened, one is saved to the disk. bench/README.md.
//
//   node bench/files.mjs [--repeat 1]
//
// Prints figures and asserts nothing about them: machines differ, and a busy one is slow.

import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chromium } from "@playwright/test";

import { browserOptions } from "../support/browser.mjs";
import { Simulator } from "../support/server.mjs";
import { archive, ndjson } from "./files/make.mjs";
import { openFile, saveFile } from "./files/visit.mjs";
import { printed } from "./lines/figures.mjs";
import { traced } from "./lines/trace.mjs";

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

const MB = 1e6;
const grouped = (number, digits = 0) => number.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const megabytes = (bytes) => (bytes ? `${grouped(bytes / MB)} MB` : "not measured");
const seconds = (ms) => `${grouped(ms / 1000, 1)} s`;
const milliseconds = (ms) => (ms === undefined ? "not measured" : `${grouped(ms, 1)} ms`);

/** The best visit counts: what else the machine does can only make one worse. */
const best = (visits, of) => Math.min(...visits.map(of));

/** The memory when a tenth was there, and at its most from then on. */
function growth(visits) {
  return best(visits, ({ history }) => {
    const end = Math.max(...history.map(([progress]) => progress));
    const from = history.findIndex(([progress]) => end > 0 && progress >= end / 10);
    const [, , tenth] = history[Math.max(from, 0)];
    return Math.max(...history.slice(Math.max(from, 0)).map(([, , process]) => process)) - tenth;
  });
}

/** Visits the page so many times, and as many times with a trace. */
async function measure(browser, name, bytes, phase, act, notes) {
  const [visits, tasks] = [[], []];
  for (let nth = 0; nth < REPEAT; nth += 1) {
    try {
      visits.push(await act({ weigh: true }));
      tasks.push(await traced(browser, () => act({ weigh: false }), "rest"));
    } catch (error) {
      notes.push(`${name}: ${error.message.split("\n")[0]}`);
    }
  }
  if (!visits.length) return [name, ...Array(8).fill("not measured")];
  const ms = best(visits, (visit) => visit.ms);
  const longest = (phase) => (tasks.length ? milliseconds(best(tasks, (task) => task[phase] ?? 0)) : "not measured");
  const first = best(visits, (visit) => visit.first ?? NaN);
  return [
    name,
    Number.isNaN(first) ? "–" : milliseconds(first),
    seconds(ms),
    `${grouped(bytes / MB / (ms / 1000))} MB/s`,
    longest(phase),
    longest("worker"),
    megabytes(best(visits, (visit) => visit.heap)),
    megabytes(best(visits, (visit) => visit.wasm)),
    megabytes(best(visits, (visit) => visit.process)),
    `${growth(visits) > 0 ? "+" : ""}${grouped(growth(visits) / MB)} MB`,
  ];
}

const simulator = await Simulator.start();
const browser = await chromium.launch(browserOptions());
try {
  const [records, packed] = [await ndjson(DATA, RECORDS), await archive(DATA, ARCHIVE.files, ARCHIVE.lines)];
  const notes = [];
  const opened = (what, file) => [`${what}, ${megabytes(file.bytes)}, ${grouped(file.lines)} lines, opened`, file.bytes, "open", (how) => openFile(browser, simulator, file, how)];
  const rows = [];
  for (const measured of [
    opened("JSON a line", records),
    opened("tar.gz", packed),
    [`${megabytes(SAVED_BYTES)} saved to the disk`, SAVED_BYTES, "save", (how) => saveFile(browser, simulator, SAVED_BYTES, how)],
  ]) {
    rows.push(await measure(browser, ...measured, notes));
  }
  console.log(`\nLarge files, the best of ${REPEAT} visits, Chromium ${browser.version()}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}\n`);
  const head = ["what", "first rows", "all", "", "longest task, page", "worker", "JS at most", "wasm", "processes at most", "after a tenth"];
  console.log(printed(head, rows));
  for (const note of notes) console.log(`Note: ${note}.`);
} finally {
  await browser.close();
  await simulator.stop();
}
