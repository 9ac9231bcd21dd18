import { columnTexts, count, expect, expectRow, openSignedIn, runs, test } from "../support/page.mjs";

test("by duration: all runs are read, then the longest is first", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const grid = runs(page);
  await expectRow(grid, 1);
  const header = grid.getByRole("columnheader", { name: "Duration" });
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("contentinfo")).toContainText("7,553 of 7,553 runs");
  await expect(count(page)).toHaveText("7,553 runs");
  await expect(page).toHaveURL(/sort=-duration/);
  await expect.poll(() => ordered(grid, "descending")).toBe(true);

  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => ordered(grid, "ascending")).toBe(true);
});

test("by the beginning, oldest first, the pages on screen come first", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?tz=UTC");
  const grid = runs(page);
  await expectRow(grid, 1);
  const header = grid.getByRole("columnheader", { name: /^Started/ });
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expectRow(grid, 1, "2023-11");
  const times = (await columnTexts(grid, "Started")).filter(Boolean);
  expect(times).toEqual([...times].sort());
});

test("the reading of all rows can be stopped and gone on with", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expectRow(page.getByRole("grid"), 1);
  await nas.fault("slow", { method: "list_log", count: 400, ms: 400 });
  await page.getByRole("columnheader", { name: "Code" }).getByRole("button").click();
  const foot = page.getByRole("contentinfo");
  await expect(foot.getByRole("progressbar")).toBeVisible();
  await foot.getByRole("button", { name: "Stop reading" }).click();
  await expect(foot).toContainText("Stopped");
  await expect(count(page)).toHaveText(/^[\d,]+ of 29,286 lines$/);
  await nas.heal();
  await foot.getByRole("button", { name: "Go on reading" }).click();
  await expect(foot).toContainText("29,286 of 29,286 lines", { timeout: 30_000 });
  await expect(foot).toContainText("Complete");
});

/** Whether the durations on screen rise or fall. Runs without one stand at an end. */
async function ordered(grid, direction) {
  const seconds = (await columnTexts(grid, "Duration")).map(read).filter((value) => value !== null);
  const sorted = [...seconds].sort((a, b) => (direction === "ascending" ? a - b : b - a));
  return seconds.length > 10 && JSON.stringify(seconds) === JSON.stringify(sorted);
}

/** "1 h 08 min" in seconds; what is no duration is none. */
function read(text) {
  const parts = [...text.matchAll(/(\d+) (d|h|min|s)/g)];
  if (parts.length === 0) return null;
  const unit = { d: 86_400, h: 3_600, min: 60, s: 1 };
  return parts.reduce((sum, [, number, name]) => sum + Number(number) * unit[name], 0);
}
