// Asking: what the filter box offers, filtering by a cell, what is marked.

import { count, details, expect, expectRow, filterBox, lines, open, openSignedIn, row, runs, sideways, test } from "../support/page.mjs";

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
  // What was told is of what was read by then. The rows follow what was written a moment later.
  const found = async () => Number((await count(page).textContent()).match(/^[\d,]+/)?.[0].replaceAll(",", ""));
  await expect.poll(found).toBeGreaterThanOrEqual(Number(told.replaceAll(",", "")));
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

// The buttons of the cell under the pointer stayed where that was, over the title in the drawer that opened there.
test("the buttons of a cell go when its row is opened", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?columns=job,time,outcome");
  await expectRow(runs(page), 1);
  const cell = row(runs(page), 1).getByRole("gridcell").first();
  await cell.hover();
  await expect(page.getByRole("button", { name: "Only this" })).toBeVisible();
  await cell.click();
  await expect(page.getByRole("complementary", { name: "Details" })).toBeVisible();
  await expect(page.locator(".cell-tools")).toBeHidden();
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

test("what is looked for is marked in the columns it is looked for in, and in the details", async ({ page, nas }) => {
  await openSignedIn(page, nas, '#/logs?q=job:cluster "virtual machine"&columns=time,job,text');
  await expectRow(lines(page), 1, /virtual machine/i);
  const cells = row(lines(page), 1).getByRole("gridcell");
  await expect(cells.nth(1).getByRole("mark")).toHaveText(/^cluster$/i);
  await expect(cells.nth(2).getByRole("mark")).toHaveText([/^virtual machine$/i]);
  await row(lines(page), 1).click();
  await expect(details(page).getByRole("heading").getByRole("mark")).toHaveText(/^virtual machine$/i);
});

test("where a regular expression fits is marked, not what it found elsewhere", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?q=" + encodeURIComponent("text:/^backup\\b/ /virtual m\\w+/") + "&columns=time,job,text");
  await expectRow(lines(page), 1, /virtual machine/i);
  const cells = row(lines(page), 1).getByRole("gridcell");
  await expect(cells.nth(2).getByRole("mark")).toHaveText([/^backup$/i, /^virtual machine$/i]);
  await row(lines(page), 1).click();
  await expect(details(page).getByRole("heading").getByRole("mark")).toHaveText([/^backup$/i, /^virtual machine$/i]);
});

// A press on a cell, a facet or a chip did nothing then, and nobody said why.
// Regression: a source is asked when typing has paused, and what was typed was written over by a press before that.
test("who presses something right after typing means it with what was typed", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  const box = filterBox(page);
  await box.focus();
  await page.getByRole("button", { name: "Error", exact: true }).first().evaluate((chip) => {
    // At once, as nobody can: no time passes between the last letter and the press.
    const input = document.activeElement;
    input.value = "backup";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    chip.focus();
    chip.click();
  });
  await expect(box).toHaveValue("severity:error backup");
  await expect(count(page)).toHaveText(/^[1-9][\d,]* of 29,286 lines$/);
});

test("while a filter has a mistake, a press that filters leads to it and says so, and nothing written is lost", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?columns=severity,time,text");
  const box = filterBox(page);
  await expectRow(lines(page), 1);
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  const facet = page.getByRole("region", { name: "Severity" }).getByRole("button", { name: /^Error/ });
  await expect(facet).toBeVisible();
  const mistake = "failed colour:red";
  await box.fill(mistake);
  const alert = page.getByRole("search").getByRole("alert");
  await expect(alert).toContainText("There is no field “colour”");
  const cell = row(lines(page), 1).getByRole("gridcell").first();
  const presses = [
    () => facet.click(),
    () => page.getByRole("button", { name: "Warning", exact: true }).first().click(),
    async () => {
      await cell.hover();
      await page.getByRole("button", { name: "Only this" }).click();
    },
  ];
  for (const press of presses) {
    await expect(alert).not.toContainText("Mend this first");
    await press();
    await expect(alert).toContainText("There is no field “colour”");
    await expect(alert).toContainText("Mend this first");
    await expect(box).toBeFocused();
    await expect(box).toHaveValue(mistake);
    await box.press("End");
    await box.press("x");
    await expect(page).toHaveURL(/redx/);
    await box.press("Backspace");
    await expect(page).not.toHaveURL(/redx/);
  }
  await box.fill("failed");
  await expect(alert).toBeHidden();
  await expect(page).toHaveURL(/q=failed(&|$)/);
  await page.getByRole("button", { name: "Warning", exact: true }).first().click();
  await expect(box).toHaveValue("severity:warning failed");
});

const LONG = 10_000;
for (const [what, query, says] of [
  ["10,000 characters", "x".repeat(LONG), /No lines match/],
  ["many words", "backup ".repeat(LONG / 7).trim(), /[1-9][\d,]* of 29,286 lines/],
  ["5,000 words of one letter", "a b ".repeat(LONG / 4).trim(), /[1-9][\d,]* of 29,286 lines/],
  ["brackets in brackets", "(".repeat(LONG / 2), /This bracket is not closed/],
  ["an expression that looks catastrophic", "/(a+)+(b|c*)*$/ /(x+x+)+y/", /No lines match/],
  ["another direction, signs above signs, and pictures", "\u05e9\u05dc\u05d5\u05dd e\u0301\u0301\u0301 \u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u202eabc", /No lines match/],
  ["control characters", "a\u0000\u0007\u001b[31mb", /No lines match/],
]) {
  test(`a strange filter neither stops the page nor breaks it: ${what}`, async ({ page, nas }) => {
    await openSignedIn(page, nas, "#/logs");
    await expectRow(lines(page), 1);
    const box = filterBox(page);
    const height = (await box.boundingBox()).height;
    await box.fill(query);
    await expect(page.getByRole("main")).toContainText(says, { timeout: 60_000 });
    expect((await box.boundingBox()).height, "the box keeps its size").toBe(height);
    expect(await sideways(page)).toEqual([]);
    // The page draws, and takes input.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await box.fill("");
    await expect(count(page)).toHaveText("29,286 lines");
  });
}

test("lines with strange characters are shown in one row each, and filter by themselves", async ({ page, simulator }) => {
  const texts = ["\u05e9\u05dc\u05d5\u05dd \u202eright to left", "e" + "\u0301".repeat(200), "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} family", "tab\tbell\u0007 null\u0000 escape\u001b[31m", "w".repeat(20_000), "<b>bold</b> & \"quoted\""];
  const logs = texts.map((text, at) => ({ log_id: 100 - at, log_level: 2, log_time: 1795000000 - at, log_type: 1104, task_name: text, username: "admin", params: "{}" }));
  await page.route("**/strange.json", (route) => route.fulfill({ body: JSON.stringify({ data: { count: logs.length, logs }, success: true }), contentType: "application/json" }));
  await open(page, simulator, "#/logs?open=strange.json&columns=time,job,text");
  await expectRow(lines(page), texts.length);
  for (let number = 1; number < texts.length; number += 1) {
    const [one, next] = [await row(lines(page), number).boundingBox(), await row(lines(page), number + 1).boundingBox()];
    expect([one.height, next.y - one.y], `row ${number}`).toEqual([28, 28]);
  }
  expect(await sideways(page)).toEqual([]);
  for (const number of [1, 4, 6]) {
    const cell = row(lines(page), number).getByRole("gridcell").nth(1);
    const text = await cell.textContent();
    await cell.hover();
    await page.getByRole("button", { name: "Only this" }).click();
    await expect(count(page)).toHaveText("1 of 6 lines");
    expect(await row(lines(page), 1).getByRole("gridcell").nth(1).textContent()).toBe(text);
    await page.goBack();
    await expect(count(page)).toHaveText("6 lines");
  }
});
