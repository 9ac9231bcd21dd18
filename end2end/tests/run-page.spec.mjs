import { count, details, expect, expectRow, lines, openSignedIn, row, runs, signIn, test } from "../support/page.mjs";

test("a run has a page of its own with its facts and its lines, oldest first", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?tz=UTC&q=outcome:failed");
  await expectRow(runs(page), 1);
  await row(runs(page), 1).click();
  await details(page).getByRole("link", { name: "Lines of this run" }).click();
  await expect(page).toHaveURL(/#\/runs\/nas-[^/]+\/\d+/);
  const main = page.getByRole("main");
  await expect(main.getByRole("term").filter({ hasText: "Duration" })).toBeVisible();
  await expect(main).toContainText("Failed");
  const grid = lines(page);
  await expectRow(grid, 1);
  await expect(grid.getByRole("columnheader", { name: /^Time/ })).toHaveAttribute("aria-sort", "ascending");
  await expect(count(page)).toHaveText(/^\d+ lines?$/);
  await main.getByText("Raw record").first().click();
  await expect(main.getByText('"result_id"').first()).toBeVisible();

  const url = page.url();
  await page.reload();
  await main.getByRole("button", { name: "Sign in" }).first().click();
  await signIn(page);
  await expectRow(lines(page), 1);
  await expect(main.getByRole("term").filter({ hasText: "Duration" })).toBeVisible();
  expect(page.url()).toBe(url);

  await main.getByRole("link", { name: "All runs" }).click();
  await expect(runs(page)).toBeVisible();
});

test("a line of a run opens in the details, and its link leads back to it", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?q=outcome:failed");
  await expectRow(runs(page), 1);
  await row(runs(page), 1).click();
  await details(page).getByRole("link", { name: "Lines of this run" }).click();
  await expectRow(lines(page), 1);
  await row(lines(page), 1).click();
  await expect(details(page).getByRole("region", { name: "Raw record" })).toBeVisible();
  await expect(row(lines(page), 1)).toHaveAttribute("aria-selected", "true");
});

test("a run that the source does not know says so", async ({ page, nas }) => {
  await openSignedIn(page, nas, `#/runs/${nas.id}/99999999`);
  await expect(page.getByRole("main")).toContainText("The source knows no such run. It may have been deleted there.");
});
