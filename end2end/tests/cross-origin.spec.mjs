import { BROWSER_SAYS, allow, count, expect, expectRow, fillNewSource, open, runs, test } from "../support/page.mjs";
import { Simulator, serveStatic } from "../support/server.mjs";

test.describe("a page of another origin", () => {
  let site;
  test.beforeAll(async () => {
    site = await serveStatic();
  });
  test.afterAll(async () => {
    await site.stop();
  });

  test.describe("without CORS", () => {
    test.use({ allowed: allow(BROWSER_SAYS.cors, BROWSER_SAYS.network("ERR_FAILED")) });

    test("reaches nothing, and says what that can mean", async ({ page, nas }) => {
      await open(page, site);
      const dialog = await fillNewSource(page, { address: nas.url });
      await dialog.getByRole("button", { name: "Sign in" }).click();
      const alert = dialog.getByRole("alert").filter({ has: page.getByRole("heading") });
      await expect(alert.getByRole("heading")).toHaveText("Nothing answered");
      await expect(alert).toContainText("put a reverse proxy before both");
    });
  });

  test("with CORS reads across origins", async ({ page }) => {
    const allowing = await Simulator.start("--cors");
    try {
      await open(page, site);
      const dialog = await fillNewSource(page, { address: allowing.nas("far").url });
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await expect(dialog).toBeHidden();
      await expect(count(page)).toHaveText("7,553 runs");
      await expectRow(runs(page), 1);
    } finally {
      await allowing.stop();
    }
  });
});
