import { defineConfig } from "@playwright/test";

import { browserOptions } from "./support/browser.mjs";

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  forbidOnly: !!process.env.CI,
  retries: 0,
  // Each worker has a server of its own; a test that is alone on a busy machine is still quick.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    headless: true,
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: browserOptions(),
  },
});
