// Asking: what the filter box offers, filtering by a cell, what is marked.

import { count, details, expect, expectRow, filterBox, lines, open, openSignedIn, row, runs, test } from "../support/page.mjs";

const offers = (page) => page.getByRole("listbox", { name: "Suggestions" });
const offer = (page, name) => offers(page).getByRole("option", { name });

test("the filter box offers fields, then values with how often they are there", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  await expectRow(runs(page), 1);
  const box = filterBox(page);
  await box.pressSequentially("jo");
  await expect(offers(page).getByRole("option")).toHaveText(["jobJob"]);
  await page.keyboard.press("ArrowDown");
  await expect(offer(page, "job")).toHaveAttribute("aria-selected", "true");
  await expect(box).toHaveAttribute("aria-activedescendant", await offer(page, "job").getAttribute("id"));
  await page.keyboard.press("Tab");
  await expect(box, "Tab takes what is chosen and stays").toBeFocused();
  await expect(box).toHaveValue("job:");
  await box.pressSequentially("night");
  await expect(offer(page, /^Laptops nightly [\d,]+$/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(box, "nothing is chosen, so nothing is taken").toHaveValue("job:night");
  await page.keyboard.press("ArrowDown");
  const told = (await offer(page, /Laptops nightly/).textContent()).replace("Laptops nightly", "");
  await page.keyboard.press("Enter");
  await expect(box, "a value with a space is quoted").toHaveValue('job:"Laptops nightly"');
  await expect(offers(page)).toBeHidden();
  await expect(page.getByRole("contentinfo")).toContainText("Complete", { timeout: 30_000 });
  // What was told is of what was read by then.
  const found = Number((await count(page).textContent()).match(/^[\d,]+/)[0].replaceAll(",", ""));
  expect(Number(told.replaceAll(",", ""))).toBeLessThanOrEqual(found);
});

test("Escape closes the offers and leaves what was written, and a click takes one", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  await filterBox(page).pressSequentially("severity:");
  await expect(offer(page, /^info/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(offers(page)).toBeHidden();
  await expect(filterBox(page)).toHaveValue("severity:");
  await page.keyboard.press("ArrowDown");
  await offer(page, /^error/).click();
  await expect(filterBox(page)).toHaveValue("severity:error");
  await expect(filterBox(page)).toBeFocused();
  await expect(page).toHaveURL(/q=severity:error/);
});

test("a cell asks for rows like it or for all others, by pointer", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?columns=job,time,outcome");
  await expectRow(runs(page), 1);
  const cell = row(runs(page), 1).getByRole("gridcell").first();
  const job = (await cell.textContent()).trim();
  await cell.hover();
  await page.getByRole("button", { name: "Only this" }).click();
  await expect(filterBox(page)).toHaveValue(/^job=/);
  await expect(count(page)).toHaveText(/^[\d,]+ of 7,553 runs$/, { timeout: 30_000 });
  await expectRow(runs(page), 2, job);
  await page.goBack();
  await expect(filterBox(page)).toHaveValue("");
  await expectRow(runs(page), 1, job);
  await row(runs(page), 1).getByRole("gridcell").last().click({ button: "right" });
  const menu = page.getByRole("menu");
  await expect(menu.getByRole("menuitem")).toHaveText(["Only this", "Not this", "Copy", "Show details"]);
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(filterBox(page)).toHaveValue(/^-outcome:/);
  await expect(menu).toBeHidden();
});

test("a cell asks for rows like it or for all others, by keyboard", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?columns=time,outcome");
  await expectRow(runs(page), 1);
  await runs(page).focus();
  for (const key of ["Home", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  const cell = row(runs(page), 1).getByRole("gridcell").nth(1);
  await expect(runs(page)).toHaveAttribute("aria-activedescendant", await cell.getAttribute("id"));
  const outcome = (await cell.textContent()).trim().toLowerCase();
  await page.keyboard.press("+");
  await expect(filterBox(page)).toHaveValue(`outcome:${outcome}`);
  await expect(count(page)).toHaveText(/^[\d,]+( of 7,553)? runs$/);
  await page.keyboard.press("-");
  await expect(filterBox(page)).toHaveValue(`-outcome:${outcome}`);
});

test("the details filter by their fields", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?q=severity:error");
  await expectRow(lines(page), 1);
  await row(lines(page), 1).click();
  await expect(details(page).getByRole("button", { name: "Without Error" })).toBeVisible();
  const user = details(page).getByRole("button", { name: /^Only \d+/ }).first();
  await user.click();
  await expect(filterBox(page)).toHaveValue(/^severity:error (code|run):\d+/);
});
