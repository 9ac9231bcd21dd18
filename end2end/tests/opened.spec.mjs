// Files that are opened from an address: `#/logs?open=…`.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

import { allow, BROWSER_SAYS, count, details, expect, expectRow, filterBox, lines, open, row, test } from "../support/page.mjs";

/** A saved answer of a NAS with so many lines, newest first. */
function saved(length) {
  const line = (_, number) => ({
    log_id: length - number,
    log_level: number % 3,
    log_time: 1_795_000_000 - number,
    log_type: 1104,
    task_name: "Nightly",
    username: "admin",
    params: JSON.stringify({ device_name: `pc-${number % 7}` }),
  });
  return JSON.stringify({ data: { count: length, logs: Array.from({ length }, line) }, success: true });
}

/** Serves texts by path to any page, until the test ends. */
const withFiles = test.extend({
  files: async ({}, use) => {
    const texts = {};
    const halves = [];
    const rests = [];
    const server = createServer((request, response) => {
      const text = texts[request.url];
      const headers = { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" };
      if (request.url.includes("slow")) {
        // Half comes, and the rest when the test says so. Packed, its length is said, and that it is packed is not told to
        // other origins; as it is, it comes in chunks, and nobody says how long it is.
        const packed = request.url.includes("packed");
        const bytes = packed ? gzipSync(text, { level: 1 }) : Buffer.from(text);
        const length = packed ? { "Content-Length": bytes.length, "Content-Encoding": "gzip" } : {};
        response.writeHead(200, { ...headers, ...length });
        response.write(bytes.subarray(0, bytes.length / 2));
        rests.push(() => response.end(bytes.subarray(bytes.length / 2)));
        return;
      }
      if (request.url.includes("cut")) {
        // Half of what was promised comes, and the rest never.
        response.writeHead(200, { ...headers, "Content-Length": text.length });
        response.write(text.slice(0, text.length / 2));
        halves.push(response);
        return;
      }
      response.writeHead(text === undefined ? 404 : 200, headers);
      response.end(text);
    });
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    await use({
      /** Ends the connections over which half of a file has come. */
      cut: () => halves.forEach((response) => response.socket.end()),
      /** Lets the other half of slow files come. */
      goOn: () => rests.splice(0).forEach((rest) => rest()),
      add: (path, text) => {
        texts[path] = text;
        return `http://127.0.0.1:${server.address().port}${path}`;
      },
    });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  },
});

withFiles("a saved answer opens without any source, is filtered, sorted and looked into", async ({ page, simulator, files }) => {
  const address = files.add("/saved.json", saved(20_000));
  await open(page, simulator, `#/logs?open=${encodeURIComponent(address)}`);
  await expect(count(page)).toHaveText("20,000 lines");
  await expectRow(lines(page), 1);
  await filterBox(page).fill("severity:error");
  await expect(count(page)).toHaveText(/^[1-9][\d,]* of 20,000 lines$/);
  await expectRow(lines(page), 1, "Error");
  await row(lines(page), 1).click();
  await expect(details(page)).toContainText("saved.json");
  await expect(details(page)).toContainText('"log_id"');
  const text = await details(page).textContent();
  await page.reload();
  await expect(details(page)).toContainText('"log_id"');
  expect(await details(page).textContent(), "the address says which line").toBe(text);
});

const foot = (page) => page.getByRole("contentinfo");
const stop = (page) => foot(page).getByRole("button", { name: "Stop reading" });

// Without a length there was no progress, and nothing to stop it by. The length of a packed answer was taken for that of
// what comes out of it: “400 MB of 30 MB read”.
for (const how of ["slow", "slow-packed"]) {
  withFiles(`a file of a length that is not known shows that it is read, and can be stopped: ${how}`, async ({ page, simulator, files }) => {
    const address = files.add(`/${how}.json`, saved(40_000));
    await open(page, simulator, `#/logs?open=${encodeURIComponent(address)}`);
    await expectRow(lines(page), 1);
    await expect(foot(page).getByRole("progressbar", { name: /^[\d.]+ [kM]?B read$/ })).toBeVisible();
    await expect(foot(page).getByRole("progressbar")).not.toHaveAttribute("value");
    await stop(page).click();
    await expect(foot(page)).toContainText("Stopped");
    await expect(stop(page)).toBeHidden();
    await expect(foot(page).getByRole("progressbar")).toBeHidden();
    const rows = Number(await lines(page).getAttribute("aria-rowcount"));
    expect(rows).toBeGreaterThan(10_000);
    expect(rows).toBeLessThan(40_000);
    await expectRow(lines(page), 1);
    await foot(page).getByRole("button", { name: "Go on reading" }).click();
    await expect(stop(page)).toBeVisible();
    files.goOn();
    await expect(count(page)).toHaveText("40,000 lines");
    await expect(stop(page)).toBeHidden();
    await expect(foot(page)).toContainText("Complete");
  });
}

/** Lines as a server writes them, which nobody has numbered: every third is an error. */
const unnumbered = (length) =>
  Array.from({ length }, (_, at) => `Nov 20 05:${String(Math.floor(at / 60) % 60).padStart(2, "0")}:${String(at % 60).padStart(2, "0")} nas backup: ${at % 3 ? "INFO copied" : "ERROR full"} ${at}\n`).join("");

// With every entry that was told the tree was drawn anew, and closed under the hand of who had opened it.
withFiles("the entries of an archive can be looked at while it is read", async ({ page, simulator, files }, info) => {
  const folder = info.outputPath("var");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/first.log`, unnumbered(500));
  writeFileSync(`${folder}/second.log`, unnumbered(2_000));
  const archive = execFileSync("tar", ["-cf", "-", "-C", info.outputPath(), "var/first.log", "var/second.log"]);
  const address = files.add("/slow.tar", archive);
  await open(page, simulator, `#/logs?open=${encodeURIComponent(address)}`);
  const entries = page.getByRole("list", { name: "Opened files" }).getByRole("group").first();
  const summary = entries.locator("summary").first();
  await expect(summary).toHaveText("1 entry");
  await summary.click();
  await expect(entries.getByRole("button", { name: "first.log" })).toBeVisible();
  files.goOn();
  await expect(summary).toHaveText("2 entries");
  await expect(entries.getByRole("button", { name: "second.log" })).toBeVisible();
  await expect(entries).toHaveAttribute("open");
  await entries.getByRole("button", { name: "second.log" }).click();
  await expect(count(page)).toHaveText("2,000 of 2,500 lines");
});

// Such a line could not be linked, and showing it in its context lost it.
withFiles("a line without a number is linked, and shown in its context", async ({ page, simulator, files }) => {
  const address = files.add("/messages.log", unnumbered(3_000));
  await open(page, simulator, `#/logs?tz=UTC&q=full&open=${encodeURIComponent(address)}`);
  await expect(count(page)).toHaveText("1,000 of 3,000 lines");
  await lines(page).focus();
  await lines(page).press("End");
  await expectRow(lines(page), 990, "full");
  await row(lines(page), 990).click();
  const title = await details(page).getByRole("heading").first().textContent();
  await expect(page).toHaveURL(/line=/);
  await expect(details(page).getByRole("button", { name: "Copy link" })).toBeVisible();
  await page.reload();
  await expect(details(page).getByRole("heading").first()).toHaveText(title);
  await details(page).getByRole("link", { name: "Show in context" }).click();
  await expect(count(page)).toHaveText("3,000 lines");
  const selected = lines(page).locator("[role=row][aria-selected=true]:not([hidden])");
  await expect(selected).toHaveCount(1);
  await expect(selected).toContainText(title);
  await expect(selected).toHaveAttribute("aria-rowindex", /^29\d\d$/);
  await expect(details(page).getByRole("heading").first()).toHaveText(title);
  await page.getByRole("button", { name: "Back to the filter" }).click();
  await expect(count(page)).toHaveText("1,000 of 3,000 lines");
  await expect(row(lines(page), 990)).toHaveAttribute("aria-selected", "true");
});

withFiles("files are not followed, and the switch says why", async ({ page, simulator, files }) => {
  const address = files.add("/saved.json", saved(100));
  await open(page, simulator, `#/logs?follow=1&open=${encodeURIComponent(address)}`);
  await expect(count(page)).toHaveText("100 lines");
  const follow = page.getByRole("button", { name: "Follow", exact: true });
  await expect(follow).toBeDisabled();
  await expect(follow).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByTitle("A file is read once, so there is nothing to follow. Open it again to see what was added.")).toBeVisible();
});

withFiles.describe("that cannot be read", () => {
  withFiles.use({ allowed: allow(BROWSER_SAYS.status(404), BROWSER_SAYS.network("ERR_CONTENT_LENGTH_MISMATCH")) });

  withFiles("a file that is not there, and one that is no answer, are told as such", async ({ page, simulator, files }) => {
    const other = files.add("/page.html", "<!doctype html><p>Sign in");
    await open(page, simulator, `#/logs?open=${encodeURIComponent(other.replace("page", "gone"))}`);
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await open(page, simulator, `#/logs?open=${encodeURIComponent(other)}`);
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("<!doctype html>");
  });

  // One that fails hid the progress of all others.
  withFiles("beside a file that is not there, another one can still be stopped", async ({ page, simulator, files }) => {
    const address = files.add("/slow.json", saved(40_000));
    const gone = address.replace("slow", "gone");
    await open(page, simulator, `#/logs?open=${encodeURIComponent(gone)}&open=${encodeURIComponent(address)}`);
    await expectRow(lines(page), 1);
    await expect(page.getByRole("main")).toContainText("gone.json");
    await expect(foot(page).getByRole("progressbar")).toBeVisible();
    await stop(page).click();
    await expect(stop(page)).toBeHidden();
    await expectRow(lines(page), 1);
  });

  withFiles("of a file that is cut, what arrived is there and the cut is told", async ({ page, simulator, files }) => {
    const address = files.add("/cut.json", saved(4_000));
    await open(page, simulator, `#/logs?open=${encodeURIComponent(address)}`);
    await expectRow(lines(page), 1);
    files.cut();
    await expect(page.getByRole("main")).toContainText("cut.json: The answer was cut off. What arrived is shown.");
    await expect(page.getByRole("main").getByRole("button", { name: "Try again" })).toBeVisible();
  });
});
