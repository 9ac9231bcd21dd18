// Rows by time, facets, the time range and zones: what stands around a table, and leads to what one looks for.

import { count, details, expect, expectRow, filterBox, lines, open, openSignedIn, row, runs, sideways, test } from "../support/page.mjs";

const bars = (page) => page.getByRole("slider", { name: /by time$/ });
const range = (page) => page.getByRole("button", { name: /^Time range: / });
const facets = (page) => page.getByRole("complementary", { name: "Facets" });
/** What the bars say: the numbers by their words. */
const said = (text) => Object.fromEntries([...(text ?? "").split(": ").pop().matchAll(/(\d[\d,]*) (\w+)/g)].map(([, number, word]) => [word, Number(number.replace(/,/g, ""))]));
const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
// While rows are read anew no count may stand there.
const shown = async (page) => Number((await count(page).textContent()).match(/^[\d,]+/)?.[0].replace(/,/g, ""));

test("the bars count every line, follow the filter, and say what they show", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expect(bars(page)).toHaveAttribute("aria-valuetext", /: .*errors.*warnings.*info$/);
  await expect.poll(async () => sum(said(await bars(page).getAttribute("aria-valuetext")))).toBe(29_286);
  const before = said(await bars(page).getAttribute("aria-valuetext"));
  await page.getByRole("button", { name: "Error", exact: true }).click();
  await expect(bars(page)).toHaveAttribute("aria-valuetext", /: [\d,]+ errors$/);
  await expect.poll(async () => said(await bars(page).getAttribute("aria-valuetext"))).toEqual({ errors: before.errors });
});

test("bars are stacked by severity, the worst on top, each in its colour", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expect.poll(async () => sum(said((await bars(page).getAttribute("aria-valuetext")) ?? ": 0 lines")), { timeout: 40_000 }).toBe(29_286);
  const kinds = { "h-bad": "errors", "h-warn": "warnings", "h-info": "info" };
  const drawn = () => bars(page).locator("path").evaluateAll((paths) =>
    paths.map((path) => [path.getAttribute("class"), getComputedStyle(path).fill, path.getBBox().y]));
  const stacks = (await drawn()).filter(([name]) => name in kinds);
  expect(stacks.map(([name]) => name)).toEqual(Object.keys(kinds));
  expect(new Set(stacks.map(([, fill]) => fill)).size, "three colours").toBe(3);
  // Within one bar, what is worse begins where what is better ends.
  const ends = await bars(page).locator("path").evaluateAll((paths) =>
    paths.map((path) => [path.getAttribute("class"), [...path.getAttribute("d").matchAll(/M(\d+) (\d+)V(\d+)/g)].map(([, at, bottom, top]) => [at, Number(bottom), Number(top)])]));
  const of = Object.fromEntries(ends.map(([name, parts]) => [name, new Map(parts.map(([at, bottom, top]) => [at, [bottom, top]]))]));
  const both = [...of["h-bad"]].filter(([at]) => of["h-info"].has(at) || of["h-warn"].has(at));
  expect(both.length).toBeGreaterThan(0);
  for (const [at, [bottom]] of both) expect(bottom).toBe((of["h-warn"].get(at) ?? of["h-info"].get(at))[1]);
  await page.getByRole("button", { name: "Error", exact: true }).click();
  await expect.poll(async () => (await drawn()).map(([name]) => name).filter((name) => name in kinds)).toEqual(["h-bad"]);
});

test("the keyboard chooses bars, zooms in, and back out", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs");
  await expect(bars(page)).toHaveAttribute("aria-valuetext", /success/);
  await expect.poll(async () => sum(said(await bars(page).getAttribute("aria-valuetext")))).toBe(7_553);
  await bars(page).focus();
  for (const key of ["End", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"]) await bars(page).press(key);
  const chosen = sum(said(await bars(page).getAttribute("aria-valuetext")));
  expect(chosen).toBeLessThan(7_553);
  await bars(page).press("Enter");
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect.poll(() => shown(page)).toBe(chosen);
  await expect.poll(async () => sum(said(await bars(page).getAttribute("aria-valuetext")))).toBe(chosen);
  await expect(range(page)).toHaveText(/^\d{4}-\d\d-\d\d .*\+00:00$/);
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect.poll(() => shown(page)).toBe(7_553);
  await expect(page).not.toHaveURL(/from=/);
  await page.goBack();
  await expect.poll(() => shown(page)).toBe(chosen);
  await bars(page).focus();
  await bars(page).press("Shift+ArrowLeft");
  await bars(page).press("Escape");
  await expect(bars(page)).toHaveAttribute("aria-valuetext", new RegExp("success"));
  await expect.poll(async () => sum(said(await bars(page).getAttribute("aria-valuetext")))).toBe(chosen);
});

test("dragging over the bars zooms in", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?from=2026-11-01T00:00:00Z&to=2026-11-08T00:00:00Z");
  await expectRow(lines(page), 1);
  await expect(bars(page)).toHaveAttribute("aria-valuetext", /info/);
  const { x, y, width, height } = await bars(page).boundingBox();
  await page.mouse.move(x + width * 0.5, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.7, y + height / 2, { steps: 4 });
  const chosen = sum(said(await bars(page).getAttribute("aria-valuetext")));
  await page.mouse.up();
  await expect(page).toHaveURL(/from=2026-11-04T12:00:00Z&to=2026-11-06T00:00:00Z/);
  await expect.poll(() => shown(page)).toBe(chosen);
  await page.getByRole("button", { name: "Zoom out" }).click();
  await expect(page).toHaveURL(/from=2026-11-01T00:00:00Z&to=2026-11-08T00:00:00Z/);
});

test("a facet counts what the filter found, and a click asks for it, leaves it out, and takes it back", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs");
  await expectRow(runs(page), 1);
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  const outcome = facets(page).getByRole("region", { name: "Outcome" });
  const failed = outcome.getByRole("button", { name: /^Failed/ });
  await expect(failed).toContainText(/^Failed\d+$/);
  const number = Number((await failed.textContent()).match(/\d+/)[0]);
  await failed.click();
  await expect(failed).toHaveAttribute("aria-pressed", "true");
  await expect(filterBox(page)).toHaveValue("outcome:failed");
  await expect.poll(() => shown(page)).toBe(number);
  await failed.click();
  await expect(filterBox(page)).toHaveValue("");
  await expect.poll(() => shown(page)).toBe(7_553);
  await outcome.getByRole("button", { name: "Not Failed" }).click();
  await expect(filterBox(page)).toHaveValue("-outcome:failed");
  await expect.poll(() => shown(page)).toBe(7_553 - number);
  await outcome.getByRole("button", { name: "Not Failed" }).click();
  const job = facets(page).getByRole("region", { name: "Job" });
  const cluster = job.getByRole("button", { name: /^VM cluster/ });
  const jobs = Number((await cluster.textContent()).replace(/,/g, "").match(/\d+/)[0]);
  await cluster.click({ modifiers: ["Alt"] });
  await expect(filterBox(page)).toHaveValue('-job="VM cluster"');
  await expect.poll(() => shown(page)).toBe(7_553 - jobs);
});

test("among many values one searches, and more are shown on request", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  const item = facets(page).getByRole("region", { name: "Item" });
  const values = item.getByRole("button", { name: /^(?!Not |More)/ });
  await expect(values).toHaveCount(10);
  await item.getByRole("button", { name: /^More: 10 of \d+ shown$/ }).click();
  await expect.poll(() => values.count()).toBeGreaterThan(10);
  await item.getByRole("searchbox", { name: "Search item" }).fill("lt-02");
  await expect.poll(() => values.allTextContents().then((texts) => texts.length > 0 && texts.every((text) => text.startsWith("LT-02")))).toBe(true);
  await values.first().press("Escape");
  await expect(facets(page)).toBeHidden();
});

test.describe("in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("a range is written in the reader's zone, on both sides of a change of the clocks", async ({ page, nas }) => {
    await openSignedIn(page, nas, "#/runs");
    await expectRow(runs(page), 1);
    const show = async (from, to) => {
      await range(page).click();
      await page.getByLabel("From", { exact: true }).fill(from);
      await page.getByLabel("To", { exact: true }).fill(to);
      await page.getByRole("button", { name: "Show this time" }).click();
    };
    await show("2026-10-25", "2026-10-25");
    await expect(page).toHaveURL(/from=2026-10-24T22:00:00Z&to=2026-10-25T23:00:00Z/);
    await expect(range(page)).toHaveText("2026-10-25 00:00 +02:00 – 2026-10-26 00:00 +01:00");
    await expect(page.getByLabel("From", { exact: true })).toBeHidden();
    await show("2026-10-25 02:30 +02:00", "2026-10-25 02:30 +01:00");
    await expect(page).toHaveURL(/from=2026-10-25T00:30:00Z&to=2026-10-25T01:30:00Z/);
    await show("-36h", "");
    await expect(page).toHaveURL(/from=-36h/);
    await expect(range(page)).toHaveText("Last 36 hours");
    await show("soon", "");
    await expect(page.getByRole("alert").filter({ hasText: "Write 2026-02-26" })).toBeVisible();
    await expect(page).toHaveURL(/from=-36h/);
  });

  test("dates in a filter are those of the reader, and a time says what it is elsewhere", async ({ page, nas }) => {
    await openSignedIn(page, nas, "#/runs?tz=UTC&q=time:2026-10-26");
    await expectRow(runs(page), 1, /2026-10-26 (2[0-3]|1\d)/);
    const last = async () => {
      await runs(page).focus();
      await runs(page).press("End");
      const total = Number(await runs(page).getAttribute("aria-rowcount"));
      await expectRow(runs(page), total);
      return row(runs(page), total);
    };
    await expect(await last()).toContainText("2026-10-26 00:");
    await page.evaluate(() => void (location.hash = location.hash.replace("tz=UTC", "tz=browser")));
    await expect(runs(page).getByRole("columnheader", { name: "Started (+01:00)" })).toBeVisible();
    await expect(await last()).toContainText("2026-10-26 00:");
    const time = (await last()).locator("[title*=Berlin]");
    await expect(time).toHaveAttribute("title", /^2026-10-26 00:\S+ \+01:00 Europe\/Berlin\n2026-10-25 23:\S+ UTC$/);
    await (await last()).click();
    await expect(details(page).locator("[title*='UTC']").first()).toHaveAttribute("title", /Europe\/Berlin\n.* UTC$/);
  });
});

test("everything fits on a phone: bars, the range written out, and the facets as a sheet", async ({ page, simulator }) => {
  const line = (number) => ({ log_id: 900 - number, log_level: number % 3, log_time: 1_795_000_000 - number * 600, log_type: 1104, task_name: "Nightly", username: "admin", params: "{}" });
  const saved = JSON.stringify({ data: { count: 900, logs: Array.from({ length: 900 }, (_, number) => line(number)) }, success: true });
  await page.route("**/saved.json", (route) => route.fulfill({ body: saved, contentType: "application/json" }));
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, simulator, "#/logs?open=saved.json&from=2026-11-16T00:00:00Z&to=2026-11-18T00:00:00Z");
  await expectRow(lines(page), 1);
  await expect(range(page)).toBeVisible();
  await expect(bars(page)).toBeVisible();
  expect(await sideways(page)).toEqual([]);
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  await expect(facets(page)).toBeVisible();
  expect(await sideways(page)).toEqual([]);
  await facets(page).getByRole("region", { name: "Severity" }).getByRole("button", { name: /^Error/ }).click();
  await facets(page).getByRole("button", { name: "Close" }).click();
  await expect(filterBox(page)).toHaveValue("severity:error");
});
