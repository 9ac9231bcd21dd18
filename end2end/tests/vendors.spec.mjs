// The same journey for every vendor, from the page, over real HTTP: add a source, sign in, read, sign out.

import { details, expect, expectRow, lines, open, place, row, runs, test } from "../support/page.mjs";
import { VENDORS, addSource } from "../support/vendors.mjs";

for (const [number, journey] of VENDORS.entries()) {
  test(`${journey.vendor}: add, sign in, read, sign out`, async ({ page, simulator }, info) => {
    const id = `journey-${number}-${info.workerIndex}-${info.repeatEachIndex}`;
    const main = page.getByRole("main");
    await open(page, simulator, "#/sources");
    await addSource(page, journey, id);

    if (journey.shows.includes("runs")) {
      await place(page, "Runs").click();
      // The newest may still wait for its turn; one below it has ended.
      await expectRow(runs(page), 1, /Running|Success|Failed|Warning/);
      await runs(page).getByRole("row").filter({ hasText: /Success|Failed|Warning/ }).first().click();
      await expect(details(page).getByRole("region", { name: "Raw record" })).toContainText("{");
      await details(page).getByRole("link", { name: /^(Lines of this run|Open this run)$/ }).click();
      await expect(main.getByText("Status code")).toBeVisible();
      if (journey.shows.includes("items")) {
        await expect(main.getByRole("table", { name: "Items of this run" }).getByRole("row").nth(1)).toBeVisible();
      }
      if (journey.shows.includes("run lines")) {
        await expectRow(lines(page), 1);
      } else {
        await expect(main).toContainText("keeps no log lines of a single run");
      }
    } else {
      await place(page, "Runs").click();
      await expect(main.getByRole("heading", { name: /no runs$/ })).toBeVisible();
    }
    await place(page, "Logs").click();
    if (journey.shows.includes("lines")) {
      await expectRow(lines(page), 1);
      await row(lines(page), 1).click();
      await expect(details(page).getByRole("region", { name: "Raw record" })).toContainText(journey.raw ?? "{");
    } else {
      await expect(main.getByRole("heading", { name: /no log of its own$/ })).toBeVisible();
    }

    await place(page, "Sources").click();
    await page.getByRole("button", { name: "Test the connection" }).click();
    await expect(main).toContainText("It answers, and this session may ask.");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(main).toContainText("Not signed in");
  });
}

test("all five vendors of the demo are one list, in the order of time", async ({ page, simulator }) => {
  await open(page, simulator);
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await expect(page.getByRole("table", { name: "Runs by source" }).getByRole("row")).toHaveCount(6);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/failed in the last 24 hours$/, { timeout: 30_000 });
  await place(page, "Runs").click();
  const grid = runs(page);
  await expect(page.getByRole("status", { name: "Completeness" })).toContainText("Complete", { timeout: 30_000 });
  await expectRow(grid, 1);
  await grid.focus();
  const seen = new Set();
  let before = "9999";
  for (let screen = 0; screen < 12 && seen.size < 4; screen += 1) {
    const shown = await grid.evaluate((grid) => {
      const heads = [...grid.querySelectorAll("[role=columnheader]")].map((head) => head.textContent.trim());
      const at = (name) => heads.findIndex((head) => head.startsWith(name));
      return [...grid.querySelectorAll("[role=row][aria-rowindex]:not([hidden])")]
        .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
        .map((row) => [...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.textContent))
        .map((cells) => ({ source: cells[at("Source")], started: cells[at("Started")] }));
    });
    for (const { source, started } of shown) {
      if (source) seen.add(source);
      if (!/\d/.test(started)) continue;
      expect(started <= before, `${started} after ${before}`).toBe(true);
      before = started;
    }
    before = "9999";
    await grid.press("PageDown");
  }
  expect([...seen].sort()).toEqual(["Demo Azure", "Demo BI server", "Demo NAS", "Demo databases"]);
  await place(page, "Logs").click();
  await expectRow(lines(page), 1);
});

test("a source that fails does not hold up the others", async ({ page, simulator, nas }, info) => {
  const id = `beside-${info.workerIndex}`;
  await open(page, simulator, "#/sources");
  await addSource(page, VENDORS[4], id);
  await place(page, "Sources").click();
  await addSource(page, { ...VENDORS[0], address: () => nas.address }, id);
  await nas.fault("hang", { method: "list_result", count: 99 });
  await page.getByRole("button", { name: "Refresh" }).click();
  await place(page, "Runs").click();
  await expectRow(runs(page), 1);
  await expect(runs(page).getByRole("row").filter({ hasText: "Datafor" }).first()).toBeVisible();
});
