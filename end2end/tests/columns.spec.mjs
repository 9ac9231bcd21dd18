import { expect, expectRow, open, openSignedIn, runs, signIn, startDemo, test } from "../support/page.mjs";

const header = (page, name) => runs(page).getByRole("columnheader", { name });

test("a column is added and another removed, and both are remembered", async ({ page, nas, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  await expect(header(page, "Items")).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  const menu = page.getByRole("group", { name: "Columns" });
  await menu.getByLabel("Kind").check();
  await menu.getByLabel("Action").uncheck();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(header(page, "Kind")).toBeVisible();
  await expect(header(page, "Action")).toHaveCount(0);

  await page.reload();
  await expectRow(runs(page), 1);
  await expect(header(page, "Kind")).toBeVisible();
  await expect(header(page, "Action")).toHaveCount(0);

  await page.getByRole("button", { name: "Columns" }).click();
  await menu.getByRole("button", { name: "Usual columns and widths" }).click();
  await expect(header(page, "Kind")).toHaveCount(0);
  await expect(header(page, "Action")).toBeVisible();
});

test("the last column cannot be taken away", async ({ page, simulator }) => {
  await open(page, simulator, "#/runs?columns=job,duration");
  await startDemo(page);
  await page.getByRole("button", { name: "Columns" }).click();
  const menu = page.getByRole("group", { name: "Columns" });
  await menu.getByLabel("Duration").uncheck();
  await expect(menu.getByLabel("Job")).toBeDisabled();
  await expect(page).not.toHaveURL(/columns=/);
});

test("a link can say which columns it means", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?columns=job,time,errors");
  await expectRow(runs(page), 1);
  const names = await runs(page).getByRole("columnheader").allTextContents();
  expect(names.map((name) => name.replace(/ \(.*/, "").trim())).toEqual(["Job", "Started", "Errors"]);
});

test("a column is made wider by keys and by dragging, and stays so", async ({ page, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  const action = header(page, "Action");
  const width = async () => Math.round((await action.boundingBox()).width);
  const before = await width();
  await action.getByRole("button").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.keyboard.press("Alt+ArrowRight");
  await expect.poll(width).toBe(before + 32);
  await expect(action.getByRole("button")).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect.poll(width).toBe(before + 16);

  const box = await action.boundingBox();
  const edge = { x: box.x + box.width - 2, y: box.y + box.height / 2 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 60, edge.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBeGreaterThan(before + 60);
  const wide = await width();
  await expect(action, "dragging does not sort").not.toHaveAttribute("aria-sort", /ascending|descending/);

  await page.reload();
  await expectRow(runs(page), 1);
  await expect.poll(width).toBe(wide);
});
