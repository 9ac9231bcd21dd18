import { count, expect, expectRow, lines, open, openSignedIn, place, runs, startDemo, test } from "../support/page.mjs";
import { Simulator, serveStatic } from "../support/server.mjs";

test("works under a deep path, with a NAS beside it", async ({ page }) => {
  const deep = await Simulator.start("--base", "/some/deep/path/");
  try {
    await openSignedIn(page, deep.nas("deep"), "#/runs");
    await expectRow(runs(page), 1);
    await place(page, "Logs").click();
    await expectRow(lines(page), 1);
    expect(page.url()).toContain("/some/deep/path/");
    await page.reload();
    await expect(page.getByRole("main").getByRole("button", { name: "Sign in" })).toBeVisible();
  } finally {
    await deep.stop();
  }
});

for (const base of ["/", "/tools/tapedeck/"]) {
  test(`works from a plain static server at ${base}`, async ({ page }) => {
    const site = await serveStatic({ base });
    try {
      await open(page, site);
      await startDemo(page);
      await expectRow(runs(page), 1);
      await expect(count(page)).toHaveText("7,553 runs");
      await page.goto(`${site.url}index.html#/logs`);
      await expectRow(lines(page), 1);
    } finally {
      await site.stop();
    }
  });
}
