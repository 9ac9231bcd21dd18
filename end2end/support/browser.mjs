// How the browser is started, for the tests, the pictures and the measurements.

import { existsSync } from "node:fs";

const DEBIAN = "/usr/bin/chromium";

/**
 * What the browser is to do without: what Playwright says itself (of several such switches the browser takes the last), and
 * the lists below its own address bar. Those are pages of some hundred files each that it loads beside every new window,
 * also where no window is seen: about a second of processor, while the page under test starts.
 */
const WITHOUT = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

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
      `--disable-features=${WITHOUT.join(",")}`,
      ...more,
    ],
  };
}
