import { count, expect, expectRow, open, place, row, runs, startDemo, test } from "../support/page.mjs";

test("the demo shows runs and lines without any server", async ({ page, simulator }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, simulator);
  await expect(page.getByRole("heading", { name: "Did my backups work, and if not, why?" })).toBeVisible();
  await startDemo(page);
  await expect(count(page)).toHaveText("7,553 runs");
  await expectRow(runs(page), 1);
  await place(page, "Logs").click();
  await expect(count(page)).toHaveText("29,286 lines");
  await expectRow(page.getByRole("grid", { name: "Log lines" }), 1);
  expect(asked.filter((url) => url.includes("/vendors/"))).toEqual([]);
});
