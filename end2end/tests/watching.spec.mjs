// Watching: following what is new, columns in any order, rows of other heights.

import { count, details, expect, expectRow, lines, openSignedIn, row, runs, signIn, test } from "../support/page.mjs";

/** Loads the page again, and signs in again: a session is not stored. */
async function reload(page) {
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
}

/** Writes lines into the log of a NAS. */
async function write(nas, lines) {
  const answer = await fetch(`${nas.url}_simulator/lines`, { method: "POST", body: JSON.stringify({ count: lines }) });
  expect(answer.status).toBe(200);
}

test("new lines appear at the top; while one reads nothing moves, and a button leads to them", async ({ page, nas }) => {
  await page.clock.install();
  await openSignedIn(page, nas, "#/logs", { query: "?engine=page" });
  const grid = lines(page);
  await expectRow(grid, 1);
  const follow = page.getByRole("button", { name: "Follow" });
  await expect(follow).toHaveAttribute("aria-pressed", "false");
  await follow.click();
  await expect(follow).toHaveAttribute("aria-pressed", "true");
  await write(nas, 2);
  await page.clock.runFor(11_000);
  await expect(count(page)).toHaveText("29,288 lines");
  await expectRow(grid, 1, "Log retention changed to 2 days");

  await grid.evaluate((grid) => grid.scrollTo(0, 2000));
  await expect(grid).not.toContainText("Log retention changed to 2 days");
  const texts = () => grid.evaluate((grid) => {
    const top = grid.getBoundingClientRect().top + 40;
    return document.elementFromPoint(400, top).closest("[role=row]").textContent;
  });
  await expect.poll(texts).toMatch(/\d\d:\d\d:\d\d/);
  const before = await texts();
  await write(nas, 3);
  await page.clock.runFor(21_000);
  const news = page.getByRole("button", { name: "3 new lines" });
  await expect(news).toBeVisible();
  expect(await texts(), "no row has moved").toBe(before);
  await news.click();
  await expect(news).toBeHidden();
  await expectRow(grid, 1, "Log retention changed to 3 days");
  await expect(count(page)).toHaveText("29,291 lines");

  await row(grid, 1).click();
  await expect(details(page)).toBeVisible();
  await follow.click();
  await expect(follow).toHaveAttribute("aria-pressed", "false");
});

// The clock of a worker cannot be moved from outside, so this one waits for the engine's own pause.
test("the engine in its worker looks by itself for new lines", async ({ page, nas }) => {
  test.slow();
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expectRow(grid, 1);
  await page.getByRole("button", { name: "Follow" }).click();
  await write(nas, 2);
  await expect(count(page)).toHaveText("29,288 lines", { timeout: 60_000 });
  await expectRow(grid, 1, "Log retention changed to 2 days");
});

test("columns are put into another order by keyboard and by dragging, and stay so", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?columns=job,time,errors");
  await expectRow(runs(page), 1);
  const names = async () => (await runs(page).getByRole("columnheader").allTextContents()).map((name) => name.replace(/ \(.*/, "").trim());
  await expect.poll(names, "a link says the order").toEqual(["Job", "Started", "Errors"]);
  await page.getByRole("button", { name: "Columns" }).click();
  const menu = page.getByRole("group", { name: "Columns" });
  await menu.getByRole("button", { name: "Move Errors up" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(["Job", "Errors", "Started"]);
  await expect(menu.getByRole("button", { name: "Move Errors up" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(["Errors", "Job", "Started"]);
  await expect(menu.getByRole("button", { name: "Move Errors down" }), "it cannot go further up").toBeFocused();
  await page.keyboard.press("Escape");

  const header = (name) => runs(page).getByRole("columnheader", { name });
  await header("Started").getByRole("button").focus();
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  await expect.poll(names).toEqual(["Errors", "Started", "Job"]);
  await expect(header("Started").getByRole("button")).toBeFocused();

  const [from, to] = [await header("Job").boundingBox(), await header("Errors").boundingBox()];
  await page.mouse.move(from.x + 30, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 6 });
  await page.mouse.up();
  await expect.poll(names).toEqual(["Job", "Errors", "Started"]);
  await expect(header("Job"), "dragging does not sort").not.toHaveAttribute("aria-sort", /ascending|descending/);
  await reload(page);
  await expect.poll(names).toEqual(["Job", "Errors", "Started"]);
});

test("rows are as high as one likes, every row is where it belongs, and the choice is remembered", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expectRow(grid, 1);
  const heights = async () => {
    const boxes = await Promise.all([1, 2, 3].map((number) => row(grid, number).boundingBox()));
    return [boxes[0].height, boxes[1].y - boxes[0].y, boxes[2].y - boxes[1].y];
  };
  expect(await heights()).toEqual([28, 28, 28]);
  await page.getByRole("button", { name: "Columns" }).click();
  const menu = page.getByRole("group", { name: "Columns" });
  await menu.getByLabel("Compact rows").check();
  await expect.poll(heights).toEqual([22, 22, 22]);
  await menu.getByLabel("Wrap long texts").check();
  await expect.poll(heights).toEqual([56, 56, 56]);
  await menu.getByLabel("Compact rows").uncheck();
  await expect.poll(heights).toEqual([64, 64, 64]);
  await page.keyboard.press("Escape");
  await grid.focus();
  await page.keyboard.press("End");
  await expectRow(grid, 29286);
  const [last, around] = [await row(grid, 29286).boundingBox(), await grid.boundingBox()];
  expect(Math.round(last.y + last.height), "the last row ends where the table ends").toBe(Math.round(around.y + around.height));
  await reload(page);
  await expectRow(grid, 1);
  expect(await heights()).toEqual([64, 64, 64]);
});
