import { details, expect, expectRow, filterBox, lines, open, openSignedIn, row, runs, startDemo, test } from "../support/page.mjs";

test("a slash leads to the filter, Escape in the table closes the details", async ({ page, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  await expectRow(runs(page), 1);
  await page.keyboard.press("/");
  await expect(filterBox(page)).toBeFocused();
  await page.keyboard.type("a/b");
  await expect(filterBox(page)).toHaveValue("a/b");
  await filterBox(page).fill("");
  await expectRow(runs(page), 1);
  await runs(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(details(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(details(page)).toBeHidden();
  await expect(runs(page)).toBeFocused();
});

test("the skip link leads past the frame", async ({ page, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  await page.reload();
  await expectRow(runs(page), 1);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("adding a source needs no pointer", async ({ page, simulator, nas }) => {
  await open(page, simulator);
  await page.getByRole("button", { name: "Add source" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add source" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("Keys");
  await page.keyboard.press("Tab");
  await page.keyboard.type(nas.url);
  await dialog.getByLabel("Account").focus();
  await page.keyboard.type("admin");
  await page.keyboard.press("Tab");
  await page.keyboard.type("tapedeck");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expectRow(runs(page), 1);
});

test("Escape closes a dialog and gives the focus back", async ({ page, simulator }) => {
  await open(page, simulator, "#/sources");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Add source" })).toBeFocused();
});
