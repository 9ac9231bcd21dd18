import { count, details, expect, expectRow, lines, openSignedIn, row, runs, test } from "../support/page.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a line in the details: all fields, the raw record, copies, and the lines beside it", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=Europe/Berlin");
  const grid = lines(page);
  await expectRow(grid, 3);
  await row(grid, 3).click();
  const drawer = details(page);
  await expect(drawer).toBeVisible();
  await expect(row(grid, 3)).toHaveAttribute("aria-selected", "true");
  await expect(drawer).toContainText("UTC");
  for (const name of ["Time", "Source", "Code", "Record"]) {
    await expect(drawer.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) })).toBeVisible();
  }
  const raw = drawer.getByRole("region", { name: "Raw record" });
  const json = JSON.parse(await raw.locator("pre").textContent());
  expect(json).toHaveProperty("log_id");

  await raw.getByRole("button", { name: "Copy" }).click();
  await expect(raw.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(json);
  await drawer.getByRole("button", { name: "Copy text" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\d{4}-\d\d-\d\dT.*Z {2}(error|warning|info) {2}/);

  const text = await drawer.getByRole("heading").first().textContent();
  await drawer.getByRole("button", { name: "Next row" }).click();
  await expect(row(grid, 4)).toHaveAttribute("aria-selected", "true");
  await drawer.getByRole("button", { name: "Previous row" }).click();
  await expect(row(grid, 3)).toHaveAttribute("aria-selected", "true");
  await expect(drawer.getByRole("heading").first()).toHaveText(text);
  await row(grid, 1).click();
  await expect(drawer.getByRole("button", { name: "Previous row" })).toBeDisabled();

  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/line=/);
});

test("a run in the details opens by key, follows the arrows of the drawer, and leads to its lines", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  const grid = runs(page);
  await expectRow(grid, 1);
  await grid.focus();
  await grid.press("Home");
  await grid.press("ArrowDown");
  await grid.press("Enter");
  const drawer = details(page);
  await expect(drawer).toBeVisible();
  await expect(row(grid, 2)).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL(/run=/);
  await expect(drawer.getByRole("region", { name: "Raw record" }).locator("pre")).toContainText('"result_id"');
  await drawer.getByRole("link", { name: "Lines of this run" }).click();
  await expect(page).toHaveURL(/#\/runs\/nas-[^/]+\/\d+/);
  await expect(count(page)).toHaveText(/lines?$/);
});

test("next at the end of what is loaded loads more", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expectRow(grid, 1);
  await grid.focus();
  await grid.press("End");
  await expectRow(grid, 29_286);
  await grid.press("Enter");
  await expect(details(page).getByRole("button", { name: "Next row" })).toBeDisabled();
  await details(page).getByRole("button", { name: "Previous row" }).click();
  await expect(row(grid, 29_285)).toHaveAttribute("aria-selected", "true");
});
