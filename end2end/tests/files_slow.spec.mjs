// Files on a slow line: how far they are, and how long a piece of one is waited for.

import { expect, test } from "../support/page.mjs";
import { download, downloads, press, readyExport } from "../support/files.mjs";

test("percent, bytes, rate and time left are told while a file comes", async ({ page, simulator }, info) => {
  const { nas, row } = await readyExport(page, simulator, info);
  await nas.fault("drip", { method: "download", ms: 10_000 });
  const saved = await download(page, async () => {
    await press(row, "Save");
    await expect(row).toContainText(/\d+ %, [\d.]+ [KM]B of [\d.]+ MB, [\d.]+ [KM]B\/s, about .+ left/);
    const value = Number(await row.getByRole("progressbar").getAttribute("value"));
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(100);
  });
  expect(saved.bytes.toString().trim().split("\r\n")).toHaveLength(1 + 29_286);
});

// A time-out for the whole body used to run while a file came: a large one on a slow line always failed.
test("a file that keeps coming takes as long as it takes", async ({ page, simulator }, info) => {
  test.slow();
  // The engine in the page, so that its clock is the page's.
  await page.clock.install();
  const { nas, row } = await readyExport(page, simulator, info, "?engine=page");
  await nas.fault("drip", { method: "download", ms: 30_000 });
  const bar = row.getByRole("progressbar");
  const saved = await download(page, async () => {
    await press(row, "Save");
    let last = "0";
    // More than the ten minutes that an answer of a NAS may take, and never a minute without a piece.
    for (let piece = 0; piece < 15; piece += 1) {
      await expect(bar).toHaveAttribute("value", new RegExp(`^(?!${last}$)\\d+$`), { timeout: 20_000 });
      last = await bar.getAttribute("value");
      await page.clock.runFor(45_000);
    }
  });
  expect(saved.bytes.toString().trim().split("\r\n")).toHaveLength(1 + 29_286);
});

test("a file that stops coming is given up after a minute, and nothing is saved", async ({ page, simulator }, info) => {
  await page.clock.install();
  const seen = downloads(page);
  const { nas, row } = await readyExport(page, simulator, info, "?engine=page");
  // As often as it is asked for again by itself.
  await nas.fault("stall", { method: "download", count: 4 });
  await press(row, "Save");
  await expect(row.getByRole("progressbar")).toBeVisible();
  await expect(async () => {
    await page.clock.runFor(61_000);
    await expect(row).toContainText("No answer in time", { timeout: 500 });
  }).toPass({ timeout: 50_000, intervals: [500] });
  expect(seen).toEqual([]);
  const saved = await download(page, () => press(row, "Try again"));
  expect(saved.bytes.toString().trim().split("\r\n")).toHaveLength(1 + 29_286);
});
