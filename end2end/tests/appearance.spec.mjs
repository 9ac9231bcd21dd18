import { details, expect, expectRow, openSignedIn, row, runs, startDemo, open, test } from "../support/page.mjs";

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the theme switch goes round, and is remembered", async ({ page, simulator }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, simulator);
  const light = await background(page);
  await page.getByRole("button", { name: "Theme: as the system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await expect(page.getByRole("button", { name: "Theme: dark" })).toBeVisible();
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(page.getByRole("button", { name: "Theme: dark" })).toBeVisible();
  expect(await background(page)).toBe(dark);
  await page.getByRole("button", { name: "Theme: dark" }).click();
  await expect(page.getByRole("button", { name: "Theme: as the system" })).toBeVisible();
  expect(await background(page)).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => background(page)).toBe(dark);
});

test("the zone switch changes times, and the offset is always printed", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs");
  const grid = runs(page);
  await expectRow(grid, 1);
  const zone = page.getByRole("combobox", { name: "Time zone", exact: true });
  const time = () => row(grid, 2).getByRole("gridcell").filter({ hasText: /\d\d:\d\d:\d\d/ }).first().textContent();
  await expect(grid.getByRole("columnheader", { name: "Started (+00:00)" })).toBeVisible();
  const utc = new Date(`${(await time()).replace(" ", "T")}Z`);

  await zone.selectOption("Asia/Tehran");
  await expect(grid.getByRole("columnheader", { name: "Started (+03:30)" })).toBeVisible();
  await expect.poll(time).not.toBe(utc.toISOString().slice(0, 19).replace("T", " "));
  const tehran = new Date(`${(await time()).replace(" ", "T")}Z`);
  expect(tehran - utc).toBe(3.5 * 3_600_000);
  await row(grid, 2).click();
  await expect(details(page)).toContainText("+03:30");
  await expect(details(page)).toContainText(`${utc.toISOString().slice(0, 19).replace("T", " ")} UTC`);
  await page.reload();
  await expect(zone.locator("option:checked")).toHaveText(/Asia\/Tehran/);
});

test("the zone of a source is offered under its name, and stands in the tooltip of its times", async ({ page, nas }) => {
  nas.source = () => ({ id: nas.id, vendor: "synology", name: nas.name, baseUrl: nas.address, timeZone: "Asia/Tehran" });
  await openSignedIn(page, nas, "#/runs?tz=UTC");
  const grid = runs(page);
  await expectRow(grid, 1);
  const cell = row(grid, 1).getByRole("gridcell").filter({ hasText: /\d\d:\d\d:\d\d/ }).first();
  const utc = (await cell.textContent()).match(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/)[0];
  const there = new Date(Date.parse(`${utc.replace(" ", "T")}Z`) + 3.5 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  const told = (text) => page.getByRole("grid").locator(`[title*="${text}"]`).first();
  await expect(told(`${there} +03:30 Asia/Tehran`)).toBeVisible();
  const zone = page.getByRole("combobox", { name: "Time zone", exact: true });
  await expect(zone.locator("option", { hasText: /Asia\/Tehran/ })).toHaveText(/Office NAS/);
  await zone.selectOption("Asia/Tehran");
  await expect(grid.getByRole("columnheader", { name: "Started (+03:30)" })).toBeVisible();
  await expect(cell).toContainText(there);
  await expect(told(`${utc} UTC`)).toBeVisible();
});

test("the other half of the year prints its own offset", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?tz=Europe/Berlin&from=2026-07-01T00:00:00Z&to=2026-07-08T00:00:00Z");
  const header = runs(page).getByRole("columnheader", { name: /^Started/ });
  await expectRow(runs(page), 1);
  const heading = (await header.textContent()).match(/[+-]\d\d:\d\d/)[0];
  if (heading === "+01:00") await expectRow(runs(page), 1, "+02:00");
  else expect(heading).toBe("+02:00");
});

test("zones are not offered twice", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const offered = page.getByRole("combobox", { name: "Time zone", exact: true }).locator("option");
  // The whole list comes when the first screen is there.
  await expect.poll(() => offered.count()).toBeGreaterThan(100);
  const names = await offered.allTextContents();
  const zones = names.map((name) => name.replace(/ [+-]\d\d:\d\d( · .*)?$/, ""));
  expect(zones.filter((zone, at) => zones.indexOf(zone) !== at)).toEqual([]);
});
