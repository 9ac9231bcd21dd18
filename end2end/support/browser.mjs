// How the browser is started, for the tests, the pictures and the measurements.

import { existsSync } from "node:fs";

const DEBIAN = "/usr/bin/chromium";

/**
 * Options for `chromium.launch`, with `more` switches. Without `CHROME_PATH` and without Debian's Chromium, Playwright's
 * own is used.
 */
export function browserOptions(...more) {
  const executablePath = process.env.CHROME_PATH || (existsSync(DEBIAN) ? DEBIAN : undefined);
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  };
}
