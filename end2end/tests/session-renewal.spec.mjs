import { count, expect, expectRow, giveCode, lines, openSignedIn, row, signIn, test } from "../support/page.mjs";

test("a session that ends while one pages is renewed, and nobody notices", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs", { account: "short" });
  const grid = lines(page);
  const said = page.getByRole("main").getByRole("alert").or(page.getByRole("dialog"));
  for (let at = 1; at <= 12; at += 1) {
    await expectRow(grid, (at - 1) * 200 + 1);
    await page.getByRole("button", { name: "Next page" }).click();
    await expect(said).toHaveCount(0);
  }
  await expect(count(page)).toHaveText("29,286 lines");
});

test("a session that ends at once for everybody is renewed too", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expectRow(lines(page), 1);
  await nas.expire();
  await page.getByRole("button", { name: "Last page" }).click();
  await page.getByRole("button", { name: "Previous page" }).click();
  await expectRow(lines(page), 29_001);
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
});

test("somebody else who signs in with the account does not end the reading", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs", { account: "displaced" });
  await page.getByRole("button", { name: "Last page" }).click();
  await expectRow(lines(page), 29_201);
  await page.getByRole("button", { name: "Previous page" }).click();
  await expectRow(lines(page), 29_001);
});

test("a session that only a person can renew: a notice, a code, and everything is still there", async ({ page, nas }) => {
  await openSignedInWithCode(page, nas, "otp-short");
  const grid = lines(page);
  await expectRow(grid, 1);
  const notice = page.getByRole("main").getByRole("status").filter({ hasText: "Office NAS: One-time code needed, shown without it" });
  for (let at = 1; at <= 12 && (at === 1 || !(await notice.isVisible())); at += 1) {
    await page.getByRole("button", { name: "Next page" }).click();
    await expect(notice.or(row(grid, at * 200 + 1).filter({ hasText: /\d\d:\d\d:\d\d/ })).first()).toBeVisible();
  }
  await expect(notice).toBeVisible();
  await expect(grid, "no rows come while a person is waited for").toHaveAttribute("aria-busy", "false");
  const before = await grid.evaluate((grid) => grid.scrollTop);
  expect(before).toBeGreaterThan(0);
  await expect(count(page)).toHaveText("29,286 lines");

  await notice.getByRole("button", { name: "Sign in" }).click();
  await giveCode(page);
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await grid.evaluate((grid) => grid.scrollTop)).toBe(before);
  const first = Math.floor(before / 28) + 1;
  await expectRow(grid, first + 2);
  await page.getByRole("button", { name: "First page" }).click();
  await expectRow(grid, 1);
  await expect(row(grid, 1)).not.toHaveClass(/skeleton/);
});

async function openSignedInWithCode(page, nas, account) {
  nas.offer();
  await page.goto(`${nas.simulator.url}#/logs`);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page, { account });
  await giveCode(page);
  await expect(page.getByRole("dialog")).toBeHidden();
}
