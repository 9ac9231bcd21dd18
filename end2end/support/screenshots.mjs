// Takes a picture of everything the page can show: node support/screenshots.mjs OUTDIR

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { chromium } from "@playwright/test";

import { browserOptions } from "./browser.mjs";
import { Simulator } from "./server.mjs";
import { tour } from "./tour.mjs";

const SIZES = [[1280, 800], [390, 844]];
const SCHEMES = ["light", "dark"];

const folder = process.argv[2];
if (!folder) {
  console.error("Say where the pictures go: node support/screenshots.mjs OUTDIR");
  process.exit(2);
}
const out = resolve(folder);
mkdirSync(out, { recursive: true });
const simulator = await Simulator.start();
const browser = await chromium.launch(browserOptions());
try {
  for (const [width, height] of SIZES) {
    for (const colorScheme of SCHEMES) {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme,
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "UTC",
      });
      await tour(page, simulator.nas(`shots-${width}-${colorScheme}`), async (name) => {
        await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`) });
      });
      await page.close();
    }
  }
} finally {
  await browser.close();
  await simulator.stop();
}
console.log(`Pictures are in ${out}.`);
