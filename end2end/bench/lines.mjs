// Measures the page with saved answers of up to a million lines, beside a hand-written page: bench/README.md.
//
//   node bench/lines.mjs [--lines 10000,100000,1000000] [--repeat 3]
//
// Prints figures and asserts nothing about them: machines differ, and a busy one is slow.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chromium } from "@playwright/test";

import { browserOptions } from "../support/browser.mjs";
import { DIST, NOW_S, SIMULATOR } from "../support/server.mjs";
import { measure, open } from "./lines/drive.mjs";
import { printed, table } from "./lines/figures.mjs";
import { serve } from "./lines/site.mjs";
import { traced } from "./lines/trace.mjs";

const { values } = parseArgs({ options: { lines: { type: "string", default: "10000,100000,1000000" }, repeat: { type: "string", default: "3" } } });
const SIZES = values.lines.split(",").map(Number).sort((a, b) => a - b);
const REPEAT = Number(values.repeat);
if (!SIZES.every((size) => size > 0) || !(REPEAT > 0)) {
  console.error("--lines takes numbers by commas, --repeat a number: --lines 10000,1000000 --repeat 5");
  process.exit(2);
}
const SEED = "1";
/** How long the page may take to show that it can open a saved answer at all. */
const PATIENCE_MS = 20_000;

/** Those of the yardstick. */
const COLUMNS = "time,severity,job,item,text,user,code";

/** Where the saved answers are written. */
const DATA = resolve(process.env.TAPEDECK_BENCH || fileURLToPath(new URL("../../target/bench", import.meta.url)));
const grouped = (number) => number.toLocaleString("en-GB");
const fileOf = (rows) => `list_log-${rows}.json`;

function generate(rows) {
  mkdirSync(DATA, { recursive: true });
  execFileSync(SIMULATOR, ["--save-log", join(DATA, fileOf(rows)), "--lines", String(rows), "--seed", SEED, "--now", String(NOW_S)]);
}

/** The pages, by the address at which each shows a saved answer. */
function addresses(site, rows) {
  const data = encodeURIComponent(`${site.url}data/${fileOf(rows)}`);
  return {
    yardstick: `${site.url}yardstick/?open=${data}`,
    tapedeck: `${site.url}tapedeck/#/logs?open=${data}&columns=${COLUMNS}`,
  };
}

/** Why the page cannot be measured; null if it can. */
async function missing(browser, site) {
  if (!existsSync(join(DIST, "index.html"))) return "there is no built page: cargo xtask dist";
  const opened = await open(browser, addresses(site, SIZES[0]).tapedeck, PATIENCE_MS);
  await opened?.context.close();
  return opened ? null : `within ${PATIENCE_MS / 1000} s it showed no row of a saved answer at #/logs?open=<address>`;
}

/** All visits to all pages with so many rows: in turn, so that what else the machine does hits all of them. */
async function measureAll(browser, site, rows, names, notes) {
  const measured = {};
  const attempt = async (name, act) => {
    try {
      await act();
    } catch (error) {
      notes.push(`${name}, ${grouped(rows)} lines: ${error.message.split("\n")[0]}`);
    }
  };
  for (const name of names) measured[name] = { rows, visits: [], tasks: [] };
  for (let nth = 0; nth < REPEAT; nth += 1) {
    for (const name of names) {
      const address = addresses(site, rows)[name];
      await attempt(name, async () => measured[name].visits.push(await measure(browser, address, rows)));
      // A visit of its own: the trace slows the page down.
      await attempt(name, async () => measured[name].tasks.push(await traced(browser, () => measure(browser, address, rows, { weigh: false }))));
    }
  }
  return measured;
}

/** Both pages must have found the same. */
function compareFinds(measured, notes) {
  const [own, yard] = [measured.tapedeck?.visits[0], measured.yardstick.visits[0]];
  for (const [words, said] of Object.entries(yard?.said ?? {})) {
    const found = own?.said[words];
    if (found && found !== said) notes.push(`“${words}”: the yardstick says “${said}”, Tapedeck “${found}”`);
  }
}

const site = await serve(DATA);
const browser = await chromium.launch(browserOptions("--enable-blink-features=ForceEagerMeasureMemory"));
try {
  SIZES.forEach(generate);
  const why = await missing(browser, site);
  const names = why ? ["yardstick"] : ["yardstick", "tapedeck"];
  let smallest = null;
  for (const rows of SIZES) {
    const notes = [];
    const measured = await measureAll(browser, site, rows, names, notes);
    const own = measured.tapedeck?.visits.length ? measured.tapedeck : null;
    smallest ??= own;
    compareFinds(measured, notes);
    console.log(`\n${grouped(rows)} saved lines, the best of ${REPEAT} visits (the worst), Chromium ${browser.version()}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}\n`);
    if (measured.yardstick.visits.length) {
      console.log(printed(["what", "yardstick", "Tapedeck", "bar", ""], table(rows, measured.yardstick, own, smallest)));
    }
    if (why) notes.push(`Tapedeck's column is missing: ${why}`);
    for (const note of notes) console.log(`Note: ${note}.`);
  }
} finally {
  await browser.close();
  await site.stop();
}
