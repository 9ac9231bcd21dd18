import { allow, details, expect, lines, open, row, runs, sideways, startDemo, test } from "../support/page.mjs";
import { BROKEN_ON_PURPOSE, tour } from "../support/tour.mjs";

test.use({ allowed: allow(...BROKEN_ON_PURPOSE) });

for (const [width, height] of [[360, 800], [768, 1024]]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page, nas }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    const found = [];
    await tour(page, nas, async (name) => {
      found.push(...(await sideways(page)).map((what) => `${name}: ${what}`));
    });
    expect(found).toEqual([]);
  });
}

for (const [what, width, height] of [
  ["a small phone", 360, 640],
  ["a phone on its side", 844, 390],
  ["a low window", 1280, 480],
]) {
  test(`rows can be seen and reached on ${what}: ${width} × ${height}`, async ({ page, simulator }) => {
    await page.setViewportSize({ width, height });
    await open(page, simulator);
    await startDemo(page);
    await seen(page, runs(page));
    await row(runs(page), 1).click();
    await expect(details(page).getByRole("link", { name: "Lines of this run" })).toBeVisible();
    await details(page).getByRole("link", { name: "Lines of this run" }).click();
    await seen(page, lines(page));
    await page.evaluate(() => void (location.hash = "#/logs"));
    // The table of the run's lines has the same name.
    await expect(page.getByRole("heading", { name: "Logs", level: 1 })).toBeAttached();
    await seen(page, lines(page));
  });
}

test("on a phone the time zone and the source can be chosen too", async ({ page, simulator }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, simulator);
  await startDemo(page);
  await expect(page.getByRole("combobox", { name: "Time zone", exact: true })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Source", exact: true })).toBeVisible();
});

// Between a phone and a wide window the last columns were out of sight, and what can be done with a file stood in a column of
// four buttons.
for (const width of [1000, 1100, 1280]) {
  test(`all columns of sources and of files are in sight at ${width} px`, async ({ page, simulator }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, simulator);
    await page.getByRole("button", { name: "Try with demo data" }).click();
    const last = page.getByRole("table").getByRole("columnheader").last();
    await expect(page.getByRole("table")).toContainText(/read \d{4}/);
    await expect(last).toBeInViewport({ ratio: 1 });
    await page.evaluate(() => void (location.hash = "#/files"));
    const file = page.getByRole("table").getByRole("row").filter({ hasText: "Offered" }).first();
    for (const name of ["Save", "Prepare…"]) {
      await expect(file.getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
    }
    expect((await file.boundingBox()).height).toBeLessThan(90);
  });
}

// The last column stood beyond the panel.
test("all columns of the overview are in sight on the narrowest window that shows columns", async ({ page, simulator }) => {
  await page.setViewportSize({ width: 901, height: 800 });
  await open(page, simulator);
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await page.evaluate(() => void (location.hash = "#/overview"));
  const table = page.getByRole("table");
  await expect(table).toContainText(/read \d{4}/);
  await expect(table.getByRole("columnheader").last()).toBeInViewport({ ratio: 1 });
  const [inside, all] = await table.evaluate((table) => [table.parentElement.clientWidth, table.parentElement.scrollWidth]);
  expect(all).toBeLessThanOrEqual(inside);
});

// The items took their place and the lines of the run got none: nothing of them could be reached.
test("on a phone the lines below the items of a run can be reached", async ({ page, simulator }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, simulator);
  await startDemo(page);
  // Which run was the last one is a matter of the hour, and not every kind of run has items.
  await page.evaluate(() => void (location.hash = '#/runs?source=demo-azure&q=job:"Nightly machines" outcome:success'));
  await runs(page).getByRole("row").filter({ hasText: "Nightly machines" }).filter({ hasText: "Success" }).first().click();
  await details(page).getByRole("link", { name: "Lines of this run" }).click();
  await expect(page.getByRole("table", { name: "Items of this run" })).toBeVisible();
  await seen(page, lines(page));
});

/** At least one row is drawn, and it can be scrolled to. */
async function seen(page, grid) {
  await expect(row(grid, 1)).toContainText(/\d\d:\d\d:\d\d/);
  await row(grid, 1).scrollIntoViewIfNeeded();
  await expect(row(grid, 1)).toBeInViewport({ ratio: 0.9 });
}
