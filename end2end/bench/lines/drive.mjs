// Drives one page through the measurements, by real input.

import { setTimeout as wait } from "node:timers/promises";

import { memory } from "./memory.mjs";
import { watch } from "./watch.mjs";

const WHEEL_STEPS = 200;
const WHEEL_PX = 240;
const WHEEL_MS = 1000 / 60;
const JUMPS = 3;

/** What is typed: names of devices, users and tasks, so that pages which search in more texts find the same lines. */
const FILTERS = ["vm-sql02", "backup-operator", "laptops nightly zü"];
const SORTS = ["Time", "Severity", "User"];

const PATIENCE_MS = 180_000;

/** Opens a page and waits for its first rows; null if they do not come within `patience`. */
export async function open(browser, address, patience = PATIENCE_MS) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "UTC" });
  await context.addInitScript(watch);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  // The browser starts a process for an origin it has not seen; that is not the page's doing.
  await page.goto(new URL("/", address).href);
  await page.goto(address, { waitUntil: "commit" });
  const first = await Promise.race([page.evaluate(() => window.bench.firstRows), wait(patience, null, { ref: false })]);
  if (first === null) {
    await context.close();
    return null;
  }
  return { context, page, first };
}

/** All measurements of one visit. Weighing the memory takes a long task, which a trace should not see. */
export async function measure(browser, address, rows, { weigh = true } = {}) {
  const { context, page, first } = await open(browser, address);
  const figures = { first, filter: [], clear: [], sort: {}, said: {} };
  try {
    figures.loaded = await page.evaluate((rows) => window.bench.loaded(rows), rows);
    await enter(page, "rest");
    if (weigh) figures.memory = await memory(page, context);
    await filters(page, figures);
    await sorts(page, figures);
    await jumps(page, figures);
    await scroll(page, context, figures);
  } finally {
    await context.close();
  }
  return figures;
}

const enter = (page, phase) => page.evaluate((phase) => window.bench.enter(phase), phase);

/** Does something, and says how long after the event the table came to rest. */
async function timed(page, event, act) {
  await page.evaluate(() => void (window.bench.resting = window.bench.rest()));
  await act();
  const end = await page.evaluate(() => window.bench.resting);
  const since = await page.evaluate((event) => window.bench[event], event);
  if (!end || since === null) throw new Error(`The table did not come to rest within a minute after ${event}.`);
  return { ms: end.painted - since, said: end.said };
}

async function filters(page, figures) {
  await enter(page, "filter");
  const box = page.getByRole("searchbox", { name: "Filter log lines" });
  await box.focus();
  for (const words of FILTERS) {
    const found = await timed(page, "input", () => page.keyboard.insertText(words));
    figures.filter.push(found.ms);
    figures.said[words] = found.said;
    await page.keyboard.press("ControlOrMeta+A");
    figures.clear.push((await timed(page, "input", () => page.keyboard.press("Delete"))).ms);
  }
}

async function sorts(page, figures) {
  await enter(page, "sort");
  const grid = page.getByRole("grid", { name: "Log lines" });
  for (const name of SORTS) {
    const heading = grid.getByRole("columnheader", { name }).getByRole("button");
    // Both ways: one of them may be there already.
    figures.sort[name] = [];
    for (let nth = 0; nth < 2; nth += 1) figures.sort[name].push((await timed(page, "click", () => heading.click())).ms);
  }
  await timed(page, "click", () => grid.getByRole("columnheader", { name: "Time" }).getByRole("button").click());
}

async function jumps(page, figures) {
  await enter(page, "jump");
  figures.jump = [];
  for (let nth = 0; nth < JUMPS; nth += 1) {
    figures.jump.push(await page.evaluate(() => window.bench.jump(0.5)));
    await page.evaluate(() => window.bench.jump(0));
  }
}

async function scroll(page, context, figures) {
  await enter(page, "scroll");
  const box = await page.getByRole("grid", { name: "Log lines" }).boundingBox();
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(place.x, place.y);
  const browser = await context.newCDPSession(page);
  await page.evaluate(() => window.bench.film());
  const since = performance.now();
  const sent = [];
  for (let step = 0; step < WHEEL_STEPS; step += 1) {
    const left = since + step * WHEEL_MS - performance.now();
    if (left > 0) await wait(left);
    // Not awaited: a wheel does not wait for the page.
    sent.push(browser.send("Input.dispatchMouseEvent", { type: "mouseWheel", ...place, deltaX: 0, deltaY: WHEEL_PX }));
  }
  await Promise.all(sent);
  await wait(300);
  const frames = await page.evaluate(() => window.bench.stop());
  figures.frames = moving(frames);
}

/** The frames in which the table moved, with their lengths. */
function moving(frames) {
  const changes = frames.map((frame, i) => i > 0 && frame.top !== frames[i - 1].top);
  const from = changes.indexOf(true);
  const to = changes.lastIndexOf(true);
  return frames.slice(from, to + 1).map((frame, i) => ({ ...frame, ms: frame.at - frames[from + i - 1].at }));
}
