// Two visits: one opens a file, the other saves one to the disk. Both by the page's own buttons.

import { watch } from "../lines/watch.mjs";
import { weigh } from "./weigh.mjs";

const PATIENCE_MS = 15 * 60_000;

async function visit(browser, act) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", timezoneId: "UTC" });
  await context.addInitScript(watch);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    return await act(page);
  } finally {
    await context.close();
  }
}

const press = (within, name) => within.getByRole("button", { name, exact: true }).click();
const enter = (page, phase) => page.evaluate((phase) => window.bench.enter(phase), phase);

/** Runs `act`, with the memory weighed unless that is not wanted: asking for it takes tasks of its own. */
async function weighed(browser, page, wanted, progress, act) {
  const scales = wanted ? await weigh(browser, page, progress) : null;
  const since = performance.now();
  const done = await act(since);
  return { ...done, ms: performance.now() - since, history: scales?.history, ...(await scales?.stop()) };
}

/** Opens a file that has so many lines, and waits until all of them are in the table. */
export const openFile = (browser, simulator, { path, lines }, { weigh = true } = {}) =>
  visit(browser, async (page) => {
    await page.goto(simulator.url);
    const button = page.getByRole("button", { name: "Open file", exact: true });
    await button.waitFor();
    await enter(page, "open");
    const grid = page.getByRole("grid", { name: "Log lines" });
    const progress = async () => Number(await grid.getAttribute("aria-rowcount", { timeout: 1 }).catch(() => 0));
    return weighed(browser, page, weigh, progress, async (since) => {
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

/** Saves a file of so many bytes to a place on the disk, and waits until it is there. */
export const saveFile = (browser, simulator, bytes, { weigh = true } = {}) =>
  visit(browser, async (page) => {
    const nas = simulator.nas(`bench-${weigh}`);
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
    await enter(page, "save");
    const bar = row.getByRole("progressbar");
    const progress = async () => Number(await bar.getAttribute("value", { timeout: 1 }).catch(() => 0));
    return weighed(browser, page, weigh, progress, async () => {
      await press(row, "Save as…");
      await row.getByText("Saved as").waitFor();
      await enter(page, "rest");
      const size = await page.evaluate(async () => (await window.saved.getFile()).size);
      if (size !== bytes) throw new Error(`${size} bytes are on the disk, not ${bytes}`);
      return {};
    });
  });
