import { expect, expectRow, test } from "../support/page.mjs";
import { serveStatic } from "../support/server.mjs";

const FRAMED = [
  { flags: "embed=1&chrome=none&theme=dark", bar: false, navigation: false, foot: true, theme: "dark" },
  { flags: "embed=1&chrome=min&theme=light", bar: true, navigation: false, foot: true, theme: "light" },
  { flags: "embed=1&chrome=full&theme=dark", bar: true, navigation: true, foot: true, theme: "dark" },
  { flags: "embed=1&theme=auto", bar: true, navigation: false, foot: true, theme: "system" },
];

for (const { flags, bar, navigation, foot, theme } of FRAMED) {
  test(`in a frame of a portal: ${flags}`, async ({ page, simulator }) => {
    const portal = await serveStatic({
      extra: { "/portal/": `<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,"><h1>Portal</h1>
        <iframe title="Backups" width="1000" height="700" src="${simulator.url}?${flags}#/runs"></iframe>` },
    });
    try {
      await page.goto(`${portal.origin}/portal/`);
      const frame = page.frameLocator("iframe[title=Backups]");
      await frame.getByRole("button", { name: "Try with demo data" }).click();
      await expectRow(frame.getByRole("grid", { name: "Runs" }), 1);
      await expect(frame.getByRole("banner")).toHaveCount(bar ? 1 : 0);
      await expect(frame.getByRole("navigation", { name: "Main" })).toHaveCount(navigation ? 1 : 0);
      await expect(frame.getByRole("contentinfo")).toHaveCount(foot ? 1 : 0);
      await expect(frame.getByRole("button", { name: /^Theme:/ })).toHaveCount(0);
      const colours = await frame.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
      const dark = colours.match(/\d+/g).slice(0, 3).every((part) => Number(part) < 80);
      expect(dark).toBe(theme === "dark");
      await frame.getByRole("grid", { name: "Runs" }).locator('[aria-rowindex="2"]').click();
      await expect(frame.getByRole("complementary", { name: "Details" })).toBeVisible();
      await expect(page).toHaveURL(`${portal.origin}/portal/`);
    } finally {
      await portal.stop();
    }
  });
}
