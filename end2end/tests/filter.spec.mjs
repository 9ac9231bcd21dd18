import { columnTexts, count, expect, expectRow, filterBox, lines, open, openSignedIn, runs, startDemo, test } from "../support/page.mjs";

const chip = (page, name) => page.getByRole("main").getByRole("button", { name, exact: true });

test("a chip shows only its outcome, two show both, and pressing again takes it back", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const grid = runs(page);
  await expectRow(grid, 1);
  await chip(page, "Failed").click();
  await expect(chip(page, "Failed")).toHaveAttribute("aria-pressed", "true");
  await expect(filterBox(page)).toHaveValue("outcome:failed");
  await expect(count(page)).toHaveText(/^[\d,]+ of 7,553 runs$/);
  await expect.poll(async () => new Set((await columnTexts(grid, "Outcome")).filter(Boolean))).toEqual(new Set(["Failed"]));
  await chip(page, "Warning").click();
  await expect(filterBox(page)).toHaveValue("outcome:failed,warning");
  await expect.poll(async () => [...new Set(await columnTexts(grid, "Outcome"))].filter(Boolean).sort()).toEqual(["Failed", "Warning"]);
  await chip(page, "Failed").click();
  await chip(page, "Warning").click();
  await expect(filterBox(page)).toHaveValue("");
  await expect(count(page)).toHaveText("7,553 runs");
});

test("words are looked for in all lines, whatever their case, and marked", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  await filterBox(page).fill("fILE server");
  await expect(count(page)).toHaveText(/^[\d,]+ of 29,286 lines$/);
  await expect(page.getByRole("contentinfo")).toContainText("29,286 of 29,286 lines", { timeout: 30_000 });
  await expectRow(lines(page), 1, /File server/);
  await expect(lines(page).getByRole("mark").first()).toHaveText(/^(file|server)$/i);
  await expect(page).toHaveURL(/q=fILE%20server/);
});

// The rows of the filter before were drawn with the marks of the new one, and drawn again a moment later when its own came.
test("what a filter looks for is marked only in what it found", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expect(grid).toContainText("Backup");
  await grid.evaluate((grid) => {
    window.marked = new Set();
    const look = () => grid.querySelectorAll("mark").forEach((mark) => window.marked.add(mark.closest("[role=row]").textContent));
    new MutationObserver(look).observe(grid, { childList: true, subtree: true, characterData: true });
  });
  await filterBox(page).fill("sql02 finished");
  await expectRow(grid, 1, /sql02 finished/);
  await expect.poll(() => page.evaluate(() => window.marked.size)).toBeGreaterThan(0);
  const marked = await page.evaluate(() => [...window.marked]);
  expect(marked.filter((text) => !/sql02/.test(text) || !/finished/.test(text))).toEqual([]);
});

test("severity:error is left to the source, and every row is an error", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expectRow(grid, 1);
  await filterBox(page).fill("severity:error");
  await expect(count(page)).not.toHaveText("29,286 lines");
  await expect(count(page)).toHaveText(/^[\d,]+( of 29,286)? lines$/);
  await expect.poll(async () => [...new Set((await columnTexts(grid, "Severity")).filter(Boolean))]).toEqual(["Error"]);
  await expect(chip(page, "Error")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("contentinfo")).toContainText("searched at the source: severity");
});

for (const [query, sentence, wrong] of [
  ["colour:red", "There is no field “colour”. Put it in quotation marks to look for the text itself.", "colour"],
  ["outcome:broken", "“broken” is no outcome: it is failed, missed, warning, unknown, running, cancelled, skipped or success.", "broken"],
  ['"Laptops', "This quotation mark is not closed.", '"Laptops'],
]) {
  test(`a mistake is underlined and said, and the last good result stays: ${query}`, async ({ page, nas }) => {
    await openSignedIn(page, nas, "#/runs?q=outcome:failed");
    const grid = runs(page);
    await expectRow(grid, 1, "Failed");
    const good = await count(page).textContent();
    await filterBox(page).fill(query);
    await expect(page.getByRole("search").getByRole("alert")).toHaveText(sentence);
    await expect(filterBox(page)).toHaveAttribute("aria-invalid", "true");
    await expect(filterBox(page)).toHaveAccessibleDescription(sentence);
    await expect(page.locator(".q-wrong")).toHaveText(wrong);
    await expect(count(page)).toHaveText(good);
    await expectRow(grid, 1, "Failed");
    await filterBox(page).fill("");
    await expect(page.getByRole("search").getByRole("alert")).toBeHidden();
    await expect(count(page)).toHaveText("7,553 runs");
  });
}

test("nothing found says why, and how to see all again", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  await expectRow(runs(page), 1);
  await filterBox(page).fill("nosuchword");
  await expect(page.getByRole("heading", { name: "No runs match" })).toBeVisible({ timeout: 30_000 });
  await expect(count(page)).toHaveText("0 of 7,553 runs");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expectRow(runs(page), 1);
  await expect(filterBox(page)).toHaveValue("");
});

test("a time range without anything in it says so, and offers all time", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?from=2019-01-01T00:00:00Z&to=2019-02-01T00:00:00Z");
  await expect(page.getByRole("heading", { name: "No lines in this time" })).toBeVisible();
  await page.getByRole("button", { name: "Show all time" }).click();
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(page).not.toHaveURL(/from=/);
});

test("a time range is kept to, to the second", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC&from=2026-11-01T00:00:00Z&to=2026-11-08T00:00:00Z");
  const grid = lines(page);
  await expectRow(grid, 1, "2026-11-07");
  await grid.focus();
  await grid.press("End");
  const total = Number(await grid.getAttribute("aria-rowcount"));
  await expectRow(grid, total, "2026-11-01");
  expect(total).toBeLessThan(1_000);
});

test("the time range narrows and widens", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  await expect(count(page)).toHaveText("7,553 runs");
  const range = page.getByRole("button", { name: /^Time range: / });
  await expect(range).toHaveText("All time");
  await range.click();
  await page.getByRole("button", { name: "Last 365 days", exact: true }).click();
  await expect(count(page)).not.toHaveText("7,553 runs");
  await expect(page).toHaveURL(/from=-365d/);
  await range.click();
  await page.getByRole("button", { name: "All time", exact: true }).click();
  await expect(count(page)).toHaveText("7,553 runs");
});

// The box was taken away with the cursor in it, and its last event read what was gone: the page stopped.
test("a page can be left with the cursor in the filter", async ({ page, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  await filterBox(page).fill("nightly");
  await page.evaluate(() => void (location.hash = "#/sources"));
  await expect(page.getByRole("button", { name: "Add source" })).toBeVisible();
  await page.goBack();
  await expect(filterBox(page)).toBeVisible();
});
