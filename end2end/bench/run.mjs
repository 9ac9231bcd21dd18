// Measures the page in a real browser with the demo source: node bench/run.mjs [REPETITIONS]
//
// Prints figures and asserts nothing about them: machines differ, and a busy one is slow.

import { loadavg } from "node:os";

import { chromium } from "@playwright/test";

import { browserOptions } from "../support/browser.mjs";
import { serveStatic } from "../support/server.mjs";

const REPETITIONS = Number(process.argv[2] ?? 3);
const STEPS = 200;
const STEP_PX = 240;

/** Runs in the page before everything else: notes long tasks, and when the first rows were painted. */
function instrument() {
  const bench = (window.bench = { longTasks: [], firstRows: null, phase: "start" });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      bench.longTasks.push({ phase: bench.phase, ms: entry.duration, at: entry.startTime });
    }
  }).observe({ type: "longtask", buffered: true });
  bench.rowIsThere = () => {
    const row = document.querySelector('[role=grid] [role=row][aria-rowindex="1"]:not([hidden])');
    return !!row && /\d\d:\d\d:\d\d/.test(row.textContent);
  };
  const look = () => {
    if (!bench.rowIsThere()) requestAnimationFrame(look);
    // The frame after the one in which the row was found has been painted.
    else requestAnimationFrame(() => setTimeout(() => (bench.firstRows = performance.now())));
  };
  requestAnimationFrame(look);
}

/** Starts noting every frame of the table: how long it took, and whether rows in sight were missing or empty. */
function watchFrames() {
  const grid = document.querySelector("[role=grid]");
  const frames = (window.bench.frames = []);
  const head = grid.querySelector(".grid-head")?.offsetHeight ?? 0;
  const sight = grid.clientHeight - head;
  const rowHeight = grid.querySelector("[role=row][aria-rowindex]:not([hidden])").offsetHeight;
  const count = Number(grid.getAttribute("aria-rowcount"));
  let last = null;
  let on = true;
  const afterPaint = new MessageChannel();
  afterPaint.port1.onmessage = () => {
    const top = grid.scrollTop;
    const drawn = new Map();
    for (const row of grid.querySelectorAll("[role=row][aria-rowindex]:not([hidden])")) {
      drawn.set(Number(row.getAttribute("aria-rowindex")) - 1, row.classList.contains("skeleton"));
    }
    let blank = 0;
    let skeleton = 0;
    const end = Math.min(count, Math.ceil((top + sight) / rowHeight));
    for (let place = Math.floor(top / rowHeight); place < end; place += 1) {
      if (!drawn.has(place)) blank += 1;
      else if (drawn.get(place)) skeleton += 1;
    }
    const frame = frames.at(-1);
    if (frame) Object.assign(frame, { blank, skeleton, top });
  };
  const tick = (now) => {
    if (last !== null) frames.push({ ms: now - last });
    last = now;
    afterPaint.port2.postMessage(null);
    if (on) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.bench.stopFrames = () => {
    on = false;
    return frames;
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

async function firstRows(browser, site, storageState) {
  const context = await browser.newContext({ storageState, viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  await context.addInitScript(instrument);
  const page = await context.newPage();
  await page.goto(`${site.url}#/logs?source=demo-nas`);
  await page.waitForFunction(() => window.bench.firstRows !== null);
  const at = await page.evaluate(() => window.bench.firstRows);
  return { context, page, at };
}

async function phase(page, name, act) {
  await page.evaluate((name) => void (window.bench.phase = name), name);
  const since = performance.now();
  await act();
  const took = performance.now() - since;
  // Late tasks belong to what caused them.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  return took;
}

function printTable(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
}

const site = await serveStatic();
const browser = await chromium.launch(browserOptions());
try {
  const seed = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  const first = await seed.newPage();
  await first.goto(site.url);
  await first.getByRole("button", { name: "Try with demo data" }).click();
  await first.getByRole("table", { name: "Runs by source" }).waitFor();
  const storageState = await seed.storageState();
  await seed.close();

  const starts = [];
  let last;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    await last?.context.close();
    last = await firstRows(browser, site, storageState);
    starts.push(last.at);
  }
  const { page } = last;
  const grid = page.getByRole("grid", { name: "Log lines" });
  const rows = Number(await grid.getAttribute("aria-rowcount"));

  const box = await grid.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(watchFrames);
  const scrollTook = await phase(page, "scroll", async () => {
    for (let step = 0; step < STEPS; step += 1) await page.mouse.wheel(0, STEP_PX);
  });
  const frames = (await page.evaluate(() => window.bench.stopFrames())).filter((frame) => "blank" in frame);
  const scrolled = await grid.evaluate((grid) => grid.scrollTop);

  const rowShown = (number) =>
    page.waitForFunction(
      (number) => /\d\d:\d\d:\d\d/.test(document.querySelector(`[role=row][aria-rowindex="${number}"]:not([hidden])`)?.textContent ?? ""),
      number,
    );
  const end = await phase(page, "End", async () => {
    await grid.press("End");
    await rowShown(rows);
  });
  const home = await phase(page, "Home", async () => {
    await grid.press("Home");
    await rowShown(1);
  });
  const drawer = await phase(page, "details", async () => {
    await grid.press("Enter");
    await page.getByRole("complementary", { name: "Details" }).waitFor();
  });
  await page.getByRole("complementary", { name: "Details" }).getByRole("button", { name: "Close" }).click();
  const words = await phase(page, "words", async () => {
    await page.getByLabel("Filter log lines").fill("failed server");
    await page.getByRole("contentinfo").getByText("Complete", { exact: true }).waitFor({ timeout: 120_000 });
  });
  await page.getByLabel("Filter log lines").fill("");
  await rowShown(1);
  const sort = await phase(page, "sort", async () => {
    await grid.getByRole("columnheader", { name: "Code" }).getByRole("button").click();
    await page.locator('[role=columnheader][aria-sort]:not([aria-sort=none])', { hasText: "Code" }).waitFor();
    await rowShown(1);
  });

  const tasks = await page.evaluate(() => window.bench.longTasks);
  const durations = frames.map((frame) => frame.ms);
  const sum = (key) => frames.reduce((sum, frame) => sum + frame[key], 0);
  const sorted = [...durations].sort((a, b) => a - b);
  console.log(`\nThe page in ${browser.version()}, ${rows.toLocaleString("en-GB")} lines of the demo; load of this machine ${loadavg()[0].toFixed(1)}\n`);
  printTable([
    ["navigation to first rows painted", `${ms(median(starts))}   (${starts.map((value) => value.toFixed(0)).join(", ")}; nothing cached)`],
    [`${STEPS} wheel steps of ${STEP_PX} px`, `${(scrollTook / 1000).toFixed(1)} s, ${Math.round(scrolled).toLocaleString("en-GB")} px, ${frames.length} frames`],
    ["  frame: median", ms(median(durations))],
    ["  frame: 95 of 100 below", ms(sorted[Math.floor(sorted.length * 0.95)])],
    ["  frame: longest", ms(sorted.at(-1))],
    ["  frames over 50 ms", String(durations.filter((value) => value > 50).length)],
    ["  rows in sight not drawn", `${sum("blank")} in ${frames.filter((frame) => frame.blank).length} frames`],
    ["  rows in sight without text", `${sum("skeleton")} in ${frames.filter((frame) => frame.skeleton).length} frames`],
    ["End, to the last row", ms(end)],
    ["Home, to the first row", ms(home)],
    ["details of a row", ms(drawer)],
    ["two words in all lines, to complete", ms(words)],
    ["sort by code, to the first row", ms(sort)],
    ["long tasks of the page (over 50 ms)", `${tasks.length}${tasks.length ? `: ${tasks.map(({ phase, ms, at }) => `${ms.toFixed(0)} ms (${phase}, at ${at.toFixed(0)})`).join(", ")}` : ""}`],
  ]);
} finally {
  await browser.close();
  await site.stop();
}
