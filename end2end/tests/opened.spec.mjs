// Files that are opened from an address: `#/logs?open=…`.

import { createServer } from "node:http";

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
    const server = createServer((request, response) => {
      const text = texts[request.url];
      const headers = { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" };
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

  withFiles("of a file that is cut, what arrived is there and the cut is told", async ({ page, simulator, files }) => {
    const address = files.add("/cut.json", saved(4_000));
    await open(page, simulator, `#/logs?open=${encodeURIComponent(address)}`);
    await expectRow(lines(page), 1);
    files.cut();
    await expect(page.getByRole("main")).toContainText("cut.json: The answer was cut off. What arrived is shown.");
    await expect(page.getByRole("main").getByRole("button", { name: "Try again" })).toBeVisible();
  });
});
