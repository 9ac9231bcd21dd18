import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { allow, expect, sideways, test } from "../support/page.mjs";
import { BROKEN_ON_PURPOSE, tour } from "../support/tour.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test.use({ allowed: allow(...BROKEN_ON_PURPOSE) });

for (const scheme of ["light", "dark"]) {
  for (const [width, height] of [[1280, 800], [390, 844]]) {
    test(`no violation of WCAG 2.2 A and AA, nothing too wide: ${scheme}, ${width} px`, async ({ page, nas }) => {
      test.setTimeout(300_000);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const found = [];
      await tour(page, nas, async (name) => {
        // Evaluated by the tests, not loaded by the page: its policy stays as it is.
        if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
        const { violations, passes } = await page.evaluate(
          (rules) => window.axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations", "passes"] }),
          RULES,
        );
        found.push(...(await sideways(page)).map((what) => `${name}: ${what}`));
        expect(passes.length, "axe has looked").toBeGreaterThan(8);
        for (const { id, help, nodes } of violations) {
          for (const node of nodes) found.push(`${name}: ${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary.split("\n")[1]?.trim()}`);
        }
      });
      expect(found).toEqual([]);
    });
  }
}
