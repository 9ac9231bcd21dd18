// Repeated lines as one row; facets that keep their other values; what a link keeps; rows selected by touch; the zone of
// exported times.

import { readFile } from "node:fs/promises";

import { count, details, expect, expectRow, filterBox, lines, openSignedIn, row, sideways, signIn, test } from "../support/page.mjs";

const ADDRESS = "#/logs?open=saved.json";
const menu = (page) => page.getByRole("button", { name: /^Repeated lines/ });
const repeats = (grid) => grid.locator("[role=row]:not([hidden])").getByRole("button", { name: /^repeated [\d,]+ times$/ });
const within = (grid) => grid.locator(".grid-row.within:not([hidden])");

/** A page with a file: 600 lines of three tasks, of which every other says the same but for its number. */
async function openFile(page, simulator, fragment = ADDRESS) {
  // As in a browser that cannot ask for a place: a download, which a test can read.
  await page.addInitScript(() => delete window.showSaveFilePicker);
  const text = (n) => (n % 100 === 0 ? "Job finished" : `Copied ${n} files`);
  const file = Array.from({ length: 600 }, (_, n) => JSON.stringify({ time: 1795000000 - n * 60, level: n % 100 === 0 ? "warning" : "info", message: text(n) })).join("\n");
  await page.route("**/saved.json", (route) => route.fulfill({ body: file, contentType: "application/x-ndjson" }));
  await page.goto(`${simulator.url}${fragment}`);
  await expectRow(lines(page), 1);
}

test("lines that are equal but for numbers are one row, which opens in place, and the address keeps it", async ({ page, simulator }) => {
  await openFile(page, simulator);
  const grid = lines(page);
  await expect(count(page)).toHaveText("600 lines");
  await menu(page).click();
  await expect(page.getByRole("radio", { name: "Show all" })).toBeChecked();
  await page.getByRole("radio", { name: "Together if equal but for numbers" }).check();
  await expect(count(page)).toHaveText("12 groups of 600 lines");
  await expect(page).toHaveURL(/repeated=numbers/);
  await page.keyboard.press("Escape");
  await expect(grid).toHaveAttribute("aria-rowcount", "12");
  await expect(repeats(grid)).toHaveCount(6);
  await expect(row(grid, 2)).toContainText("×99");

  // By pointer, and by key: the row stays, the others come below it.
  await row(grid, 2).getByRole("button", { name: "repeated 99 times" }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", "110");
  await expect(details(page)).toBeHidden();
  await expect(row(grid, 2).getByRole("button", { name: "repeated 99 times" })).toHaveAttribute("aria-expanded", "true");
  await expect(row(grid, 3)).toHaveClass(/within/);
  await expect(count(page)).toHaveText("12 groups of 600 lines");
  await grid.focus();
  await grid.press("ArrowDown");
  await grid.press("x");
  await expect(grid).toHaveAttribute("aria-rowcount", "12");
  await expect(within(grid)).toHaveCount(0);
  await expect(row(grid, 2)).toHaveClass(/active/);

  await page.reload();
  await expect(count(page)).toHaveText("12 groups of 600 lines");
  await menu(page).click();
  await page.getByRole("checkbox", { name: "Also when others stand between them" }).check();
  await expect(count(page)).toHaveText("2 groups of 600 lines");
  await page.getByRole("radio", { name: "Together if equal", exact: true }).check();
  await expect(count(page)).toHaveText("595 groups of 600 lines");
  await page.getByRole("radio", { name: "Show all" }).check();
  await expect(count(page)).toHaveText("600 lines");
  await expect(page).not.toHaveURL(/repeated/);
});

test("what is together is filtered, found, copied and exported as every line", async ({ page, context, simulator }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFile(page, simulator, `${ADDRESS}&repeated=numbers`);
  const grid = lines(page);
  await expect(count(page)).toHaveText("12 groups of 600 lines");
  await row(grid, 2).click({ modifiers: ["ControlOrMeta"] });
  await grid.press("ControlOrMeta+c");
  await expect(page.getByText("99 lines copied.")).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n")).toHaveLength(99);
  await grid.press("ControlOrMeta+f");
  await page.getByRole("textbox", { name: "Find in the table" }).fill("Copied 555 files");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await expect(grid.locator(".grid-row.found:not([hidden])")).toHaveAttribute("aria-rowindex", "12");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByLabel("Rows").selectOption("all");
  await expect(dialog.getByLabel("Rows")).toContainText("All lines that match: 600");
  await dialog.getByLabel("Format").selectOption("ndjson");
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save" }).click()]);
  expect((await readFile(await download.path(), "utf8")).trimEnd().split("\n")).toHaveLength(600);
  await page.keyboard.press("Escape");
  await filterBox(page).fill("copied");
  await expect(count(page)).toHaveText("1 group of 594 lines");
});

test("choosing a severity leaves the others in their facet, to be added", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await page.getByRole("button", { name: "Facets" }).click();
  const severity = page.getByRole("region", { name: "Severity" });
  const of = (name) => severity.getByRole("button", { name: new RegExp(`^${name}`) });
  const number = async (name) => Number((await of(name).textContent()).replace(/\D/g, ""));
  await expect(count(page)).toHaveText("29,286 lines");
  await expect.poll(async () => (await number("Error")) + (await number("Warning")) + (await number("Info"))).toBe(29_286);
  const before = [await number("Error"), await number("Warning"), await number("Info")];
  await of("Error").click();
  await expect(count(page)).toContainText(`${before[0].toLocaleString("en")} of `);
  await expect(of("Error")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => [await number("Error"), await number("Warning"), await number("Info")]).toEqual(before);
  await of("Warning").click();
  await expect(count(page)).toContainText(`${(before[0] + before[1]).toLocaleString("en")} of `);
  await expect.poll(async () => [await number("Error"), await number("Warning"), await number("Info")]).toEqual(before);
});

test("a link keeps that what is new is followed", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  const follow = page.getByRole("button", { name: "Follow" });
  await follow.click();
  await expect(page).toHaveURL(/follow=1/);
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await expectRow(lines(page), 1);
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await follow.click();
  await expect(page).not.toHaveURL(/follow/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("rows are selected one by one by touch, and the tools stand in three lines at most", async ({ page, simulator }) => {
    await openFile(page, simulator);
    const grid = lines(page);
    for (const name of ["Facets", "Views", "Columns", "Rows", "Export", "Follow"]) {
      await expect(page.getByRole("button", { name, exact: true })).toBeVisible();
    }
    expect(await sideways(page)).toEqual([]);
    const tops = await page.locator(".toolbar > .control, .toolbar .pager, .toolbar .follow .control").evaluateAll((all) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().top)))]);
    expect(tops.length, `tools begin at ${tops}`).toBeLessThanOrEqual(3);

    await page.getByRole("button", { name: "Rows", exact: true }).tap();
    await page.getByRole("button", { name: "Select rows by pressing them" }).tap();
    await expect(page.getByText("Press the rows to select")).toBeVisible();
    await row(grid, 1).tap();
    await row(grid, 3).tap();
    await expect(page.getByText("2 selected")).toBeVisible();
    await expect(details(page)).toBeHidden();
    await row(grid, 1).tap();
    await expect(page.getByText("1 selected")).toBeVisible();
    await page.getByRole("button", { name: "Clear", exact: true }).tap();
    await row(grid, 1).tap();
    await expect(details(page)).toBeVisible();
  });
});

test("exported times are in UTC, or in the zone that is shown with its offset", async ({ page, simulator }) => {
  await openFile(page, simulator, `${ADDRESS}&tz=Europe/Berlin`);
  const save = async (zone) => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Export" });
    await dialog.getByLabel("Times").selectOption({ label: zone });
    const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save" }).click()]);
    await page.keyboard.press("Escape");
    return (await readFile(await download.path(), "utf8")).split("\r\n")[1].split(",")[0];
  };
  const utc = await save("UTC");
  const berlin = await save("Europe/Berlin");
  expect(utc).toMatch(/^2026-11-18T\d\d:\d\d:\d\dZ$/);
  expect(berlin).toMatch(/\+01:00$/);
  expect(Date.parse(berlin)).toBe(Date.parse(utc));
});
