// Views under a name.

import { expect, expectRow, filterBox, lines, openSignedIn, runs, signIn, test } from "../support/page.mjs";

const menu = (page) => page.getByRole("group", { name: "Views" });
const openMenu = (page) => page.getByRole("button", { name: "Views", exact: true }).click();

test("a view is kept under a name, opened again after a reload, renamed and deleted", async ({ page, nas, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSignedIn(page, nas, "#/runs?q=outcome:failed&sort=-duration&columns=job,duration&from=-365d");
  await expectRow(runs(page), 1, /\d/);
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Save this view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await expect(dialog.getByLabel("Name of the view")).toBeFocused();
  await page.keyboard.type("Long failures");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();

  await page.evaluate(() => void (location.hash = "#/logs"));
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Long failures", exact: true }).click();
  await expect(filterBox(page)).toHaveValue("outcome:failed");
  await expectRow(runs(page), 1, /\d/);
  const heads = await runs(page).getByRole("columnheader").allTextContents();
  expect(heads.map((head) => head.trim())).toEqual(["Job", "Duration"]);
  await expect(page).toHaveURL(/from=-365d/);
  const link = page.url();

  await openMenu(page);
  await menu(page).getByRole("button", { name: "Copy link to Long failures" }).click();
  await expect(menu(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await menu(page).getByRole("button", { name: "Rename Long failures" }).click();
  await page.getByRole("dialog").getByLabel("Name of the view").fill("Slow failures");
  await page.keyboard.press("Enter");
  await openMenu(page);
  await expect(menu(page).getByRole("button", { name: "Long failures", exact: true })).toHaveCount(0);
  await menu(page).getByRole("button", { name: "Delete Slow failures" }).click();
  await expect(menu(page).getByRole("button", { name: "Slow failures", exact: true })).toHaveCount(0);
});

test("built-in views are there, and a broken storage is survived", async ({ page, nas }) => {
  await page.addInitScript(() => {
    localStorage.setItem("tapedeck.views.1", '[{"name": 7}, "');
    localStorage.setItem("tapedeck.preferences.1", "{");
  });
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Failed runs, last 7 days" }).click();
  await expect(filterBox(page)).toHaveValue("outcome:failed,missed");
  await expectRow(runs(page), 1, "Failed");
  await expect(page).toHaveURL(/from=-7d/);
});
