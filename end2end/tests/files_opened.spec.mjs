// Files that are given to the page: chosen, dropped, pasted.

import { appendFile, rm } from "node:fs/promises";
import { gzipSync } from "node:zlib";

import { BROWSER_SAYS, allow, count, expect, expectRow, filterBox, lines, open, openSignedIn, row, test } from "../support/page.mjs";

const fixture = (name) => new URL(`../../crates/core/tests/fixtures/files/${name}`, import.meta.url).pathname;
const opened = (page) => page.getByRole("list", { name: "Opened files" });
const entry = (page, name) => opened(page).getByRole("listitem").filter({ hasText: name }).first();

/** Gives files to the page by its button. */
async function choose(page, ...files) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open file", exact: true }).click(),
  ]);
  await chooser.setFiles(files);
}

/** Gives files to the page as a browser does when they are dropped or pasted. */
const hand = (page, event, files) =>
  page.evaluate(
    ([event, files]) => {
      const data = new DataTransfer();
      for (const [name, text] of files) {
        if (name) data.items.add(new File([text], name, { lastModified: Date.UTC(2026, 10, 22) }));
        else data.setData("text/plain", text);
      }
      const options = { bubbles: true, cancelable: true };
      if (event === "paste") {
        document.body.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
      } else {
        document.body.dispatchEvent(new DragEvent(event, { ...options, dataTransfer: data }));
      }
    },
    [event, files],
  );

for (const engine of ["", "?engine=page"]) {
  test(`an archive is opened without any source, and tells what is in it ${engine}`, async ({ page, simulator }) => {
    await open(page, simulator, "", engine);
    await choose(page, fixture("logs.tar.gz"), fixture("table-gb18030.csv"));
    await expect(count(page)).toHaveText("9 lines");
    await expect(opened(page)).toContainText("gzip · tar");
    await expect(opened(page)).toContainText("gb18030");
    await page.getByText("6 entries, 2 left out").first().click();
    await expect(opened(page)).toContainText("core.bin left out: it is not text");
    await filterBox(page).fill("severity:error one");
    await expect(count(page)).toHaveText("1 of 9 lines");
    await expectRow(lines(page), 1, "logs/one.log");
    // A file of the tree leads to its lines.
    await opened(page).getByRole("button", { name: "events.ndjson.gz" }).click();
    await expect(filterBox(page)).toHaveValue("file=logs/events.ndjson.gz");
    await expect(count(page)).toHaveText("2 of 9 lines");
    await page.goBack();
    await expect(count(page)).toHaveText("1 of 9 lines");
    await page.getByRole("button", { name: "Close logs.tar.gz" }).click();
    await filterBox(page).fill("");
    await expect(count(page)).toHaveText("2 lines");
  });
}

test.describe("in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("a dropped file is read in the zone of the reader, until another one is chosen", async ({ page, simulator }) => {
    await open(page, simulator, "#/logs?tz=UTC");
    const text = "Jul 20 05:56:12 nas backup: ERROR: summer\nNov 20 05:56:12 nas backup: ERROR: winter\n";
    await hand(page, "dragover", [["nas.log", text]]);
    await expect(page.getByText("Drop files to open them")).toBeVisible();
    await hand(page, "drop", [["nas.log", text]]);
    await expect(page.getByText("Drop files to open them")).toBeHidden();
    await expect(count(page)).toHaveText("2 lines");
    await expectRow(lines(page), 1, "2026-11-20 05:56:12");
    const zone = opened(page).getByRole("combobox", { name: "Time zone of the file" });
    await zone.selectOption("Europe/Berlin");
    await expectRow(lines(page), 1, "2026-11-20 04:56:12");
    await expectRow(lines(page), 2, "2026-07-20 03:56:12");
    await expect(row(lines(page), 1)).toContainText("Error");
  });
});

test("what is far too large is told, and what stands beside it is read", async ({ page, simulator }) => {
  test.slow();
  await open(page, simulator, "");
  await page.evaluate(() => {
    const data = new DataTransfer();
    const [mark, megabyte] = [new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0]), new Uint8Array(1 << 20)];
    data.items.add(new File([mark, ...Array(257).fill(megabyte)], "huge.zip"));
    data.items.add(new File(["2026-11-20 05:56:12 ERROR beside it\n"], "small.log"));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await expect(opened(page)).toContainText("a zip file is read up to 268.4 MB; unpack it, and open what is in it", { timeout: 60_000 });
  await expectRow(lines(page), 1, "beside it");
  await choose(page, { name: "bomb.log.gz", mimeType: "application/gzip", buffer: gzipSync(Buffer.alloc(200 << 20, `${"0".repeat(9999)}\n`)) });
  await expect(opened(page)).toContainText("it unpacks to far more than any log does", { timeout: 60_000 });
  await expectRow(lines(page), 1, "beside it");
});

test("a pasted text is opened, but not what is pasted into a field", async ({ page, simulator }) => {
  await open(page, simulator, "");
  await hand(page, "paste", [["", '{"time":"2026-11-20T05:56:12Z","level":"warn","msg":"pasted"}']]);
  await expect(entry(page, "Pasted text.txt")).toBeVisible();
  await expectRow(lines(page), 1, "pasted");
  await filterBox(page).focus();
  await filterBox(page).evaluate((box) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "x");
    box.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, clipboardData }));
  });
  await expect(opened(page).getByRole("button", { name: /^Close / })).toHaveCount(1);
});

test("after a reload the page says that a file must be opened again", async ({ page, simulator }) => {
  await open(page, simulator, "");
  await choose(page, fixture("syslog.txt"));
  await expect(count(page)).toHaveText("3 lines");
  await page.reload();
  await expect(page.getByRole("main")).toContainText("syslog.txt had been opened before the page was loaded again.");
  await expect(page.getByRole("button", { name: "Open again" })).toBeVisible();
});

test("a file stands beside a source that is chosen", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  await expect(count(page)).toContainText("lines");
  await choose(page, { name: "own.log", mimeType: "text/plain", buffer: Buffer.from("2030-01-01 00:00:00 ERROR the newest\n") });
  await expect(count(page)).toHaveText("1 line");
  await page.getByRole("combobox", { name: "Source", exact: true }).selectOption({ index: 1 });
  await expectRow(lines(page), 1, "the newest");
  await expectRow(lines(page), 2);
});

test("runs in a file stand on the page of runs", async ({ page, simulator }) => {
  const csv = "Policy,Type,Status,StartTime,StopTime,Duration\nDaily,PolicyBackup,Error,2026-11-20T01:00:00Z,2026-11-20T01:10:00Z,00:10:00\n";
  await open(page, simulator, "");
  await choose(page, { name: "sessions.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await opened(page).getByRole("link", { name: "1 run" }).click();
  await expectRow(page.getByRole("grid", { name: "Runs" }), 1, "Failed");
});

test("a downloaded file is opened without being saved", async ({ page, simulator }) => {
  await open(page, simulator, "");
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await page.evaluate(() => void (location.hash = "#/files"));
  const button = page.getByRole("button", { name: "Open here" }).first();
  await button.click();
  await expect(opened(page)).toBeVisible();
});


test.describe("without a network", () => {
  // The browser asks for the icon again when the address changes.
  test.use({ allowed: allow(BROWSER_SAYS.network("ERR_INTERNET_DISCONNECTED")) });

  for (const engine of ["", "?engine=page"]) {
    test(`a page that has been open for a moment reads files ${engine}`, async ({ page, context, simulator }) => {
      const missed = [];
      page.on("requestfailed", (request) => missed.push(new URL(request.url()).pathname));
      const fetched = page.waitForResponse((response) => /\/engine-[^/]*\.wasm/.test(response.url()));
      await open(page, simulator, "", engine);
      await (await fetched).finished();
      await context.setOffline(true);
      await hand(page, "drop", [["nas.log", "2026-11-20 05:56:12 ERROR no network\n"]]);
      await expectRow(lines(page), 1, "no network");
      await choose(page, fixture("logs.tar.gz"), fixture("table-gb18030.csv"));
      await expect(count(page)).toHaveText("10 lines");
      await filterBox(page).fill("severity:error");
      await expect(count(page)).toHaveText(/^\d of 10 lines$/);
      expect(missed.filter((path) => path !== "/favicon.svg")).toEqual([]);
    });
  }
});

test("while a large file is read that was given, that is seen, and it can be stopped", async ({ page, simulator }, info) => {
  const path = info.outputPath("large.log");
  const line = (at) => `2026-11-20 05:56:12 nas${at % 97} backup: copied ${at} of many files to the other side\n`;
  const piece = Array.from({ length: 20_000 }, (_, at) => line(at)).join("");
  const pieces = 120;
  for (let at = 0; at < pieces; at += 1) await appendFile(path, piece);
  await open(page, simulator);
  await choose(page, path);
  const foot = page.getByRole("contentinfo");
  const bar = foot.getByRole("progressbar");
  await expect(bar).toHaveAttribute("value", /^[1-9]\d*$/);
  const [value, max] = [Number(await bar.getAttribute("value")), Number(await bar.getAttribute("max"))];
  expect(max).toBe(piece.length * pieces);
  expect(value).toBeLessThanOrEqual(max);
  await foot.getByRole("button", { name: "Stop reading" }).click();
  await expect(foot).toContainText("Stopped");
  await expectRow(lines(page), 1);
  const rows = Number(await lines(page).getAttribute("aria-rowcount"));
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(20_000 * pieces);
  await rm(path);
});
