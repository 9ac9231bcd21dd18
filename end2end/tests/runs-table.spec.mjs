import { columnTexts, count, expect, expectRow, openSignedIn, row, runs, test } from "../support/page.mjs";

test("the table has all runs, page by page", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const grid = runs(page);
  await expect(count(page)).toHaveText("7,553 runs");
  await expect(grid).toHaveAttribute("aria-rowcount", "7553");
  await expect(grid.getByRole("columnheader", { name: /^Started/ })).toHaveAttribute("aria-sort", "descending");
  const pages = page.getByRole("group", { name: "Pages" });
  await expect(pages).toContainText("Page 1 of 38");
  await expect(pages.getByRole("button", { name: "First page" })).toBeDisabled();
  await expect(pages.getByRole("button", { name: "Previous page" })).toBeDisabled();

  await pages.getByRole("button", { name: "Next page" }).click();
  await expect(pages).toContainText("Page 2 of 38");
  await expectRow(grid, 201);
  await pages.getByRole("button", { name: "Last page" }).click();
  await expect(pages).toContainText("Page 38 of 38");
  await expectRow(grid, 7_401);
  await expect(pages.getByRole("button", { name: "Next page" })).toBeDisabled();
  await pages.getByRole("button", { name: "Previous page" }).click();
  await expect(pages).toContainText("Page 37 of 38");
  await expectRow(grid, 7_201);
  await pages.getByRole("button", { name: "First page" }).click();
  await expectRow(grid, 1);
});

test("newest first, all the way", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?tz=UTC");
  const grid = runs(page);
  await expectRow(grid, 1, "2026-11-20");
  const newest = (await columnTexts(grid, "Started")).filter(Boolean);
  expect(newest).toEqual([...newest].sort().reverse());
  await grid.focus();
  await grid.press("End");
  await expectRow(grid, 7_553, "2023-11");
  const oldest = (await columnTexts(grid, "Started")).filter(Boolean);
  expect(oldest).toEqual([...oldest].sort().reverse());
});

test("keys reach every row", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const grid = runs(page);
  await expectRow(grid, 1);
  await grid.focus();
  const activeIs = async (number) => {
    await expectRow(grid, number);
    const id = await row(grid, number).getAttribute("id");
    await expect(grid).toHaveAttribute("aria-activedescendant", id);
    await expect(row(grid, number)).toBeInViewport();
  };
  await grid.press("End");
  await activeIs(7_553);
  await grid.press("ArrowUp");
  await activeIs(7_552);
  await grid.press("Home");
  await activeIs(1);
  await grid.press("ArrowDown");
  await activeIs(2);
  await grid.press("PageDown");
  const active = await grid.getAttribute("aria-activedescendant");
  const number = Number(await grid.locator(`[id="${active}"]`).getAttribute("aria-rowindex"));
  expect(number).toBeGreaterThan(10);
  await activeIs(number);
  await grid.press("PageUp");
  await activeIs(2);
});

test("the scrollbar leads to the middle, and the rows come", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const grid = runs(page);
  await expectRow(grid, 1);
  await grid.evaluate((grid) => {
    grid.scrollTop = grid.scrollHeight / 2;
  });
  await expect(page.getByRole("group", { name: "Pages" })).toContainText(/Page (18|19|20) of 38/);
  const middle = Math.round(7_553 / 2) + 8;
  await expectRow(grid, middle);
  await expect(grid).toHaveAttribute("aria-busy", "false");
  const times = await columnTexts(grid, "Started");
  expect(times.every(Boolean)).toBe(true);
});

test("an outcome is an icon, a word and a colour", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?q=outcome:failed,success");
  const grid = runs(page);
  await expectRow(grid, 1);
  const seen = await grid.evaluate((grid) =>
    ["Failed", "Success"].map((word) => {
      const cell = [...grid.querySelectorAll("[role=gridcell]")].find((cell) => cell.textContent === word);
      return { word, icon: !!cell?.querySelector("svg path[d]"), colour: cell && getComputedStyle(cell.querySelector("svg")).color };
    }),
  );
  expect(seen.map(({ icon }) => icon)).toEqual([true, true]);
  expect(seen[0].colour).not.toBe(seen[1].colour);
});
