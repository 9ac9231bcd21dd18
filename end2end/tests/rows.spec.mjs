// Working with rows: selecting, copying, exporting, finding, jumping, a line in its context.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { columnTexts, count, details, expect, expectRow, filterBox, lines, openSignedIn, row, runs, test } from "../support/page.mjs";
import { unzip } from "../support/zip.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const selected = (grid) => grid.locator("[role=row][aria-selected=true]:not([hidden])");
const found = (grid) => grid.locator(".grid-row.found:not([hidden])");

test("rows are selected by click and by key, and copied as they are shown", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  const grid = lines(page);
  await expectRow(grid, 1);
  await row(grid, 2).click({ modifiers: ["ControlOrMeta"] });
  await row(grid, 5).click({ modifiers: ["Shift"] });
  await row(grid, 8).click({ modifiers: ["ControlOrMeta"] });
  await expect(page.getByText("5 selected")).toBeVisible();
  await expect(selected(grid)).toHaveCount(5);
  await expect(details(page)).toBeHidden();

  const texts = await columnTexts(grid, "Text");
  const wanted = [2, 3, 4, 5, 8].map((number) => texts[number - 1]);
  await grid.press("ControlOrMeta+c");
  await expect(page.getByText("5 lines copied.")).toBeVisible();
  const copied = (await clipboard(page)).trimEnd().split("\n");
  expect(copied).toHaveLength(5);
  wanted.forEach((text, at) => expect(copied[at]).toContain(text));

  await page.getByRole("button", { name: "Copy as" }).click();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await expect.poll(async () => (await clipboard(page)).startsWith("[")).toBe(true);
  expect(JSON.parse(await clipboard(page)).map((row) => row.text)).toEqual(wanted);

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(selected(grid)).toHaveCount(0);
  await grid.focus();
  await grid.press("Home");
  await grid.press("Space");
  await grid.press("Shift+ArrowDown");
  await grid.press("Shift+ArrowDown");
  await expect(page.getByText("3 selected")).toBeVisible();
  await grid.press("ControlOrMeta+a");
  await expect(page.getByText("29,286 selected")).toBeVisible();
  await grid.press("Escape");
  await expect(selected(grid)).toHaveCount(0);
  await row(grid, 4).click({ modifiers: ["ControlOrMeta"] });
  await filterBox(page).fill("severity:error");
  await expect(count(page)).not.toHaveText("29,286 lines");
  await expect(page.getByText(/\d selected/)).toHaveCount(0);
});

test("keys lead from error to error, and round the end", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  const grid = lines(page);
  await expectRow(grid, 1);
  await grid.focus();
  for (const key of ["e", "e"]) {
    const before = await found(grid).getAttribute("aria-rowindex", { timeout: 500 }).catch(() => null);
    await grid.press(key);
    await expect(found(grid)).toContainText("Error");
    await expect(found(grid)).not.toHaveAttribute("aria-rowindex", before ?? "none");
  }
  const second = Number(await found(grid).getAttribute("aria-rowindex"));
  await grid.press("Shift+E");
  await expect.poll(async () => Number(await found(grid).getAttribute("aria-rowindex"))).toBeLessThan(second);
  await grid.press("Shift+E");
  await expect(page.getByText("That was the first error; on from the end.")).toBeVisible();
  await expect(found(grid)).toContainText("Error");
  await grid.press("w");
  await expect(found(grid)).toContainText("Warning");
  const warning = Number(await found(grid).getAttribute("aria-rowindex"));
  await grid.press("w");
  await expect.poll(async () => Number(await found(grid).getAttribute("aria-rowindex"))).toBeGreaterThan(warning);
  await grid.press("Shift+W");
  await expect(found(grid)).toHaveAttribute("aria-rowindex", String(warning));
});

test("Ctrl+F goes from match to match without filtering, and Escape gives the keyboard back", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  const grid = lines(page);
  await expectRow(grid, 1);
  await grid.focus();
  await page.keyboard.press("ControlOrMeta+f");
  const box = page.getByRole("textbox", { name: "Find in the table" });
  await expect(box).toBeFocused();
  await box.fill("failed");
  const bar = page.getByRole("group", { name: "Find in the table" });
  await expect(bar.getByRole("status")).toHaveText(/^1 of [\d,]+$/);
  await expect(found(grid)).toContainText(/failed/i);
  const first = await found(grid).getAttribute("aria-rowindex");
  await box.press("Enter");
  await expect(bar.getByRole("status")).toHaveText(/^2 of /);
  await box.press("Shift+Enter");
  await expect(bar.getByRole("status")).toHaveText(/^1 of /);
  await expect(found(grid)).toHaveAttribute("aria-rowindex", first);
  await expect(count(page)).toHaveText("29,286 lines");
  await box.fill("nobody ever wrote this");
  await expect(bar.getByRole("status")).toHaveText("No match");
  await box.press("Escape");
  await expect(bar).toBeHidden();
  await expect(grid).toBeFocused();
});

test("only matches are listed by key and by press, and the row at which one is stays the one", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  const grid = lines(page);
  await expectRow(grid, 1);
  await grid.focus();
  await page.keyboard.press("ControlOrMeta+f");
  const box = page.getByRole("textbox", { name: "Find in the table" });
  const bar = page.getByRole("group", { name: "Find in the table" });
  const said = bar.getByRole("status");
  const only = bar.getByRole("button", { name: "Only matches" });
  await box.fill("failed");
  await expect(said).toHaveText(/^1 of [\d,]+$/);
  const of = (await said.textContent()).split(" of ")[1];
  for (const number of [2, 3]) {
    await box.press("Enter");
    await expect(said).toHaveText(`${number} of ${of}`);
  }
  const [text, place] = [await found(grid).textContent(), await found(grid).getAttribute("aria-rowindex")];
  expect(Number(place)).toBeGreaterThan(3);
  await box.press("Tab");
  await expect(only).toBeFocused();
  await expect(only).toHaveAttribute("aria-pressed", "false");
  await only.press("Space");
  await expect(only).toHaveAttribute("aria-pressed", "true");
  await expect(count(page)).toHaveText(`${of} of 29,286 lines`);
  await expect(found(grid)).toHaveAttribute("aria-rowindex", "3");
  await expect(found(grid)).toHaveText(text);
  await expect(said).toHaveText(`3 of ${of}`);
  for (const number of [1, 2, 3, 4, 5]) await expectRow(grid, number, /failed/i);
  await box.press("Enter");
  await expect(said).toHaveText(`4 of ${of}`);
  await box.press("Shift+Enter");
  await expect(said).toHaveText(`3 of ${of}`);

  // What is written next is listed next, and where there is nothing, all rows are one press away.
  await box.fill("nobody ever wrote this");
  await expect(page.getByRole("main")).toContainText("None of these rows contains “nobody ever wrote this”.");
  await box.fill("failed");
  await expect(count(page)).toHaveText(`${of} of 29,286 lines`);
  await box.fill("nobody ever wrote this");
  await page.getByRole("button", { name: "Show all rows again" }).click();
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(only).toHaveAttribute("aria-pressed", "false");

  await box.fill("failed");
  await expect(said).toHaveText(new RegExp(`^\\d+ of ${of}$`));
  await only.click();
  await expect(count(page)).toHaveText(`${of} of 29,286 lines`);
  while ((await said.textContent()) !== `3 of ${of}`) {
    const before = await said.textContent();
    await box.press("Enter");
    await expect(said).not.toHaveText(before);
    await expect(said).toHaveText(/ of /);
  }
  await only.click();
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(found(grid)).toHaveAttribute("aria-rowindex", place);
  await expect(found(grid)).toHaveText(text);
  await expect(said).toHaveText(`3 of ${of}`);

  // Closing the bar gives all rows back, at the same one.
  await only.click();
  await expect(count(page)).toHaveText(`${of} of 29,286 lines`);
  await expect(found(grid)).toHaveText(text);
  await box.press("Escape");
  await expect(bar).toBeHidden();
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(found(grid)).toHaveAttribute("aria-rowindex", place);
});

test("Ctrl+F in the bar is the browser's own search", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  const grid = lines(page);
  await expectRow(grid, 1);
  // Whether a key is left to the browser is known when everybody else has seen it.
  await page.evaluate(() => addEventListener("keydown", (event) => event.key === "f" && (window.left = !event.defaultPrevented)));
  await grid.focus();
  await page.keyboard.press("ControlOrMeta+f");
  await expect(page.getByRole("textbox", { name: "Find in the table" })).toBeFocused();
  expect(await page.evaluate(() => window.left)).toBe(false);
  await page.keyboard.press("ControlOrMeta+f");
  expect(await page.evaluate(() => window.left)).toBe(true);
});

test("selected rows are copied with tabs and as a Markdown table", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC&columns=severity,job,text");
  const grid = lines(page);
  await expectRow(grid, 2, /\w/);
  await row(grid, 1).click({ modifiers: ["ControlOrMeta"] });
  await row(grid, 2).click({ modifiers: ["ControlOrMeta"] });
  const texts = (await columnTexts(grid, "Text")).slice(0, 2);
  const copy = async (form) => {
    await page.getByRole("button", { name: "Copy as" }).click();
    await page.getByRole("button", { name: form, exact: true }).click();
    await expect(page.getByText("2 lines copied.")).toBeVisible();
  };
  await copy("Tab-separated");
  const tabbed = (await clipboard(page)).trimEnd().split(/\r?\n/).map((line) => line.split("\t"));
  expect(tabbed.map((cells) => cells.length)).toEqual([3, 3, 3]);
  expect(tabbed[0].map((cell) => cell.toLowerCase())).toEqual(["severity", "job", "text"]);
  expect(tabbed.slice(1).map((cells) => cells[2])).toEqual(texts);
  await copy("Markdown");
  await expect.poll(async () => (await clipboard(page)).startsWith("|")).toBe(true);
  const table = (await clipboard(page)).trimEnd().split("\n");
  expect(table).toHaveLength(4);
  expect(table[1]).toMatch(/^\|( ?:?-+:? ?\|){3}$/);
  texts.forEach((text, at) => expect(table[at + 2].replace(/\\/g, "")).toContain(text));
});

test("an export shows how far it is, and what is cancelled leaves no file behind", async ({ page, nas }) => {
  // A disk that takes one piece and then no more for now.
  await page.addInitScript(() => {
    window.showSaveFilePicker = async ({ suggestedName }) => {
      const folder = await navigator.storage.getDirectory();
      const file = await folder.getFileHandle(suggestedName, { create: true });
      const make = file.createWritable.bind(file);
      let pieces = 0;
      file.createWritable = async () => {
        const stream = await make();
        const [write, abort] = [stream.write.bind(stream), stream.abort.bind(stream)];
        stream.write = async (bytes) => {
          await write(bytes);
          if (++pieces > 1) await new Promise((taken) => (window.take = taken));
        };
        stream.abort = () => ((window.aborted = true), abort());
        return stream;
      };
      return file;
    };
    window.onDisk = async () => {
      const names = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
      return names;
    };
  });
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  await expectRow(lines(page), 1);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByLabel("Format").selectOption("ndjson");
  await dialog.getByLabel("Columns").selectOption({ label: "All fields, and the records as they came" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("status")).toHaveText(/^[1-9][\d,]* of 29,286 lines written$/);
  await expect(dialog.getByRole("progressbar", { name: "Export" })).toHaveAttribute("value", /^\d+$/);
  await expect.poll(() => page.evaluate(() => typeof window.take)).toBe("function");
  expect(await page.evaluate(() => window.onDisk())).not.toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toContainText("Cancelled. Nothing was saved.");
  await page.evaluate(() => window.take());
  await expect.poll(() => page.evaluate(() => window.aborted)).toBe(true);
  await expect.poll(() => page.evaluate(() => window.onDisk())).toEqual([]);
});

test("what matches is exported as CSV, with other names for devices, and secrets masked", async ({ page, nas }) => {
  await page.addInitScript(() => delete window.showSaveFilePicker);
  await openSignedIn(page, nas, "#/logs?tz=UTC&q=severity:error");
  await expectRow(lines(page), 1);
  const total = Number(await lines(page).getAttribute("aria-rowcount"));
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByLabel("Sources, devices and hosts").check();
  await expect(dialog.getByText("host-1").first()).toBeVisible();
  await dialog.getByLabel("Columns").selectOption({ label: "All fields, and the records as they came" });
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^tapedeck-lines-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toMatch(/^time,severity,source,.*,raw\r\n/);
  expect(text.split("\r\n")).toHaveLength(total + 2);
  expect(text).toContain("host-1");
  expect(text).not.toContain("LT-0");
  await expect(dialog.getByText(/tapedeck-lines-.*: [\d,]+ lines/)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(dialog).toBeHidden();
});

test("an evidence bundle holds what is listed, what was asked, and sums that are true", async ({ page, nas }) => {
  await page.addInitScript(() => delete window.showSaveFilePicker);
  await openSignedIn(page, nas, "#/logs?tz=Europe/Berlin&q=severity:error");
  await expectRow(lines(page), 1);
  const total = Number(await lines(page).getAttribute("aria-rowcount"));
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByLabel("Format").selectOption({ label: "Evidence bundle (.zip)" });
  await dialog.getByLabel("Sources, devices and hosts").check();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^tapedeck-lines-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzip(await readFile(await file.path()));
  expect([...files.keys()]).toEqual(["lines.ndjson", "lines.csv", "README.txt", "manifest.json"]);
  const manifest = JSON.parse(files.get("manifest.json"));
  expect(manifest).toMatchObject({ page: "lines", query: "severity:error", timeZone: "Europe/Berlin", rows: total, complete: true });
  expect(manifest.replaced).toMatchObject({ secrets: true, hosts: true, users: false });
  expect(manifest.sources).toEqual([{ id: "source-1", name: "source-1", vendor: "synology" }]);
  for (const { name, bytes, sha256 } of manifest.files) {
    expect(createHash("sha256").update(files.get(name)).digest("hex"), name).toBe(sha256);
    expect(files.get(name).length).toBe(bytes);
  }
  expect(files.get("lines.ndjson").toString().trimEnd().split("\n").map((line) => JSON.parse(line).severity.toLowerCase())).toEqual(Array(total).fill("error"));
  expect(files.get("lines.csv").toString().split("\r\n")).toHaveLength(total + 2);
  for (const text of files.values()) expect(text.toString()).not.toContain("LT-0");

  // Read by this very page.
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
  await chooser.setFiles({ name: "evidence.zip", mimeType: "application/zip", buffer: await readFile(await file.path()) });
  await expect(page.getByRole("list", { name: "Opened files" })).toContainText("zip");
  await filterBox(page).fill("severity:error");
  await expectRow(lines(page), 1);
});

test("a file is streamed to the place that a person chooses, and nothing happens without one", async ({ page, nas }) => {
  await page.addInitScript(() => {
    window.pieces = [];
    window.showSaveFilePicker = async ({ suggestedName }) => {
      if (window.dismiss) throw new DOMException("no", "AbortError");
      window.suggested = suggestedName;
      const write = async (piece) => {
        if (window.full) throw new DOMException("full", "QuotaExceededError");
        window.pieces.push(piece);
      };
      return { createWritable: async () => ({ write, close: async () => (window.finished = true), abort: async () => (window.aborted = true) }) };
    };
  });
  await openSignedIn(page, nas, "#/runs?tz=UTC");
  await expectRow(runs(page), 1);
  const dialog = page.getByRole("dialog", { name: "Export" });
  const save = async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await dialog.getByLabel("Format").selectOption("ndjson");
    await dialog.getByRole("button", { name: "Save" }).click();
  };
  const close = () => dialog.getByRole("button", { name: "Close" }).last().click();
  await save();
  await expect(dialog.getByText(/tapedeck-runs-.*: 7,553 runs/)).toBeVisible();
  const written = await page.evaluate(() => new Blob(window.pieces).text());
  expect(await page.evaluate(() => [window.pieces.length > 2, window.finished, window.suggested.endsWith(".ndjson")])).toEqual([true, true, true]);
  expect(written.trimEnd().split("\n").map((line) => JSON.parse(line).outcome)).toHaveLength(7553);
  await close();
  await page.evaluate(() => (window.full = true));
  await save();
  await expect(dialog.getByText("there is not enough room")).toBeVisible();
  expect(await page.evaluate(() => window.aborted)).toBe(true);
  await close();
  await page.evaluate(() => (window.dismiss = true));
  await save();
  await expect(dialog.getByText("Nothing was saved")).toBeVisible();
});

// The order was dropped with the filter, and did not come back with it.
test("the order comes back with the filter that was lifted", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC&q=severity:error&sort=user");
  const grid = lines(page);
  await expectRow(grid, 2);
  await row(grid, 2).click();
  const title = await details(page).getByRole("heading").first().textContent();
  await details(page).getByRole("link", { name: "Show in context" }).click();
  await expect(page).toHaveURL(/lifted=severity:error&lifted-sort=user/);
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(selected(grid)).toContainText(title);
  await page.getByRole("button", { name: "Back to the filter" }).click();
  await expect(page).toHaveURL(/q=severity:error&sort=user/);
  await expect(row(grid, 2)).toHaveAttribute("aria-selected", "true");
});

test("a line is shown in its context, and the filter comes back, by button, by Back and after a reload", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC&q=severity:error");
  const grid = lines(page);
  await expectRow(grid, 3);
  await row(grid, 3).click();
  const title = await details(page).getByRole("heading").first().textContent();
  const filtered = page.url();
  await details(page).getByRole("link", { name: "Show in context" }).click();
  await expect(page).toHaveURL(/lifted=severity:error/);
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(selected(grid)).toHaveCount(1);
  await expect(selected(grid)).toContainText(title);
  await expect(details(page).getByRole("heading").first()).toHaveText(title);
  const context = page.url();
  await page.goBack();
  await expect(page).toHaveURL(filtered);
  await expect(row(grid, 3)).toHaveAttribute("aria-selected", "true");
  await page.goForward();
  await expect(page).toHaveURL(context);
  await page.getByRole("button", { name: "Back to the filter" }).click();
  await expect(page).toHaveURL(/q=severity:error/);
  await expect(page).not.toHaveURL(/lifted=/);
  await expect(row(grid, 3)).toHaveAttribute("aria-selected", "true");

  await details(page).getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => clipboard(page)).toBe(page.url());
  await grid.focus();
  await grid.press("j");
  await expect(row(grid, 4)).toHaveAttribute("aria-selected", "true");
  await grid.press("k");
  await expect(row(grid, 3)).toHaveAttribute("aria-selected", "true");
});
