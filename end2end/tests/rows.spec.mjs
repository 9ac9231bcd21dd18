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
