import { count, details, expect, expectRow, lines, openSignedIn, row, test } from "../support/page.mjs";

test("a row that cannot be read is shown with its problem, and the others are whole", async ({ page, nas }) => {
  // The fault spoils one row in the middle of the first page.
  await nas.fault("badrow", { method: "list_log", count: 1 });
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expectRow(grid, 1);
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(page.getByText("1 line could not be read completely").first()).toBeVisible();
  await grid.focus();
  const bad = grid.getByRole("row").filter({ hasText: "soon" });
  for (let step = 0; step < 12 && (await bad.count()) === 0; step += 1) {
    await grid.press("PageDown");
  }
  await expect(bad).toHaveCount(1);
  const number = Number(await bad.getAttribute("aria-rowindex"));
  await expectRow(grid, number - 1);
  await expectRow(grid, number + 1);
  await bad.click();
  await expect(details(page)).toContainText("Could not be read completely");
  await expect(details(page).getByRole("region", { name: "Raw record" })).toContainText('"soon"');
});

test("rows that are no records at all become rows with a problem", async ({ page, nas }) => {
  await nas.fault("badrows", { method: "list_log", count: 1 });
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  await expect(count(page)).toHaveText("29,286 lines");
  await expect(page.getByText("2 lines could not be read completely").first()).toBeVisible();
});

test("an answer that counts rows and brings none is not taken for an empty log", async ({ page, nas }) => {
  await nas.fault("norows", { method: "list_log", count: 50 });
  await openSignedIn(page, nas, "#/logs");
  await expect(page.getByText("Reading lines…")).toHaveCount(0);
  await expect(page.getByText("Incomplete")).toBeVisible();
  await expect(page.getByText("The source answered, and it has none.")).toHaveCount(0);
});
