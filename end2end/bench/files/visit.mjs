// Two visits: one opens a file, the other saves one to the disk. Both by the page's own buttons.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import { browserOptions } from "../../support/browser.mjs";
import { traced } from "../lines/trace.mjs";
import { watch } from "../lines/watch.mjs";
import { weigh } from "./weigh.mjs";

const PATIENCE_MS = 15 * 60_000;

/**
 * A browser of its own for each visit, with a profile on the disk: a private window keeps the files of its pages in memory.
 */
async function visit(act) {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-bench-"));
  const window = { viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "UTC" };
  const context = await chromium.launchPersistentContext(folder, { ...browserOptions(), ...window });
  try {
    await context.addInitScript(watch);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(PATIENCE_MS);
    return await act(page, context.browser());
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const press = (within, name) => within.getByRole("button", { name, exact: true }).click();
/** A number that stands on the page; 0 while it does not. */
const number = (page, selector, attribute) => () =>
  page.evaluate(([selector, attribute]) => Number(document.querySelector(selector)?.getAttribute(attribute) ?? 0), [selector, attribute]);
const enter = (page, phase) => page.evaluate((phase) => window.bench.enter(phase), phase);

/** Runs `act`, with the memory weighed or with the trace on: asking for memory takes tasks of its own. */
async function measured(browser, page, how, progress, act) {
  if (how === "traced") return traced(browser, () => act(performance.now()), "rest");
  const scales = await weigh(browser, page, progress);
  const since = performance.now();
  const done = await act(since);
  const ms = performance.now() - since;
  return { ...done, ms, history: scales.history, ...(await scales.stop()) };
}

/** Opens a file that has so many lines, and waits until all of them are in the table. `how`: weighed or traced. */
export const openFile = (simulator, { path, lines }, how) =>
  visit(async (page, browser) => {
    await page.goto(simulator.url);
    const button = page.getByRole("button", { name: "Open file", exact: true });
    await button.waitFor();
    const progress = number(page, "[role=grid]", "aria-rowcount");
    return measured(browser, page, how, progress, async (since) => {
      await enter(page, "open");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
      await chooser.setFiles(path);
      const loaded = page.evaluate((lines) => window.bench.loaded(lines), lines);
      await page.evaluate(() => window.bench.firstRows);
      const first = performance.now() - since;
      await loaded;
      await enter(page, "rest");
      return { first };
    });
  });

/** Saves a file of so many bytes to a place on the disk, and waits until it is there. `how`: weighed or traced. */
export const saveFile = (simulator, bytes, how) =>
  visit(async (page, browser) => {
    const nas = simulator.nas(`bench-${how}`);
    nas.offer();
    // The browser's own question cannot be answered by a program, so the page meets one that answers with a file of the
    // browser's private file system, which is written in the same way.
    await page.addInitScript(() => {
      window.showSaveFilePicker = async ({ suggestedName }) => {
        const folder = await navigator.storage.getDirectory();
        window.saved = await folder.getFileHandle(suggestedName, { create: true });
        return window.saved;
      };
    });
    await page.goto(`${simulator.url}#/sources`);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    const signIn = page.getByRole("dialog");
    await signIn.getByLabel("Account").fill("admin");
    await signIn.getByLabel("Password", { exact: true }).fill("tapedeck");
    await press(signIn, "Sign in");
    await signIn.waitFor({ state: "hidden" });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Files", exact: true }).click();
    await press(page.getByRole("main"), "Prepare a file");
    const dialog = page.getByRole("dialog", { name: "Prepare a file" });
    await press(dialog, "Continue");
    await press(dialog, "Send");
    await press(dialog.locator(".form-actions"), "Close");
    const row = page.getByRole("table", { name: "Files" }).getByRole("row").filter({ hasText: "Log export" });
    await row.getByText("Ready").waitFor();
    await nas.fault("large", { method: "download", bytes });
    const progress = number(page, "progress", "value");
    return measured(browser, page, how, progress, async () => {
      await enter(page, "save");
      await press(row, "Save as…");
      await row.getByText("Saved as").waitFor();
      await enter(page, "rest");
      const size = await page.evaluate(async () => (await window.saved.getFile()).size);
      if (size !== bytes) throw new Error(`${size} bytes are on the disk, not ${bytes}`);
      return {};
    });
  });
