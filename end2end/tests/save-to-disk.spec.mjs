// Saving a file straight to the disk. The browser's own question cannot be answered by a program, so the page meets one
// that answers with a real file of the browser's private file system, which is written in the same way.

import { dialog, file, idOf, openFiles, prepare, press } from "../support/files.mjs";
import { expect, openSignedIn, place, test } from "../support/page.mjs";
import { VENDORS } from "../support/vendors.mjs";

const row = (page) => file(page, "Log export");

const [, VEEAM] = VENDORS;

/** What the page meets in place of the browser's question, and a look at what is on the disk then. */
async function picker(page, answer) {
  await page.addInitScript((answer) => {
    window.asked = [];
    window.showSaveFilePicker = async ({ suggestedName }) => {
      window.asked.push(suggestedName);
      if (answer === "dismissed") throw new DOMException("The user aborted a request.", "AbortError");
      const folder = await navigator.storage.getDirectory();
      const file = await folder.getFileHandle(suggestedName, { create: true });
      if (answer === "full") {
        const make = file.createWritable.bind(file);
        file.createWritable = async () => {
          const stream = await make();
          let room = 500_000;
          const write = stream.write.bind(stream);
          stream.write = async (bytes) => {
            if ((room -= bytes.byteLength) < 0) throw new DOMException("There is no room on the disk.", "QuotaExceededError");
            await write(bytes);
          };
          return stream;
        };
      }
      return file;
    };
    window.onDisk = async (name) => {
      const folder = await navigator.storage.getDirectory();
      for await (const [own, file] of folder.entries()) {
        if (own !== name) continue;
        const bytes = await (await file.getFile()).arrayBuffer();
        const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        const lines = new TextDecoder().decode(bytes).trim().split("\r\n").length;
        return { size: bytes.byteLength, lines, sum: [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
      }
      return null;
    };
  }, answer);
}

/** Prepares the export of the whole log and waits until it can be fetched. */
async function prepared(page, nas, answer) {
  await picker(page, answer);
  await openSignedIn(page, nas, "#/sources");
  await place(page, "Files").click();
  await press(page.getByRole("main"), "Prepare a file");
  const dialog = page.getByRole("dialog", { name: "Prepare a file" });
  await press(dialog, "Continue");
  await press(dialog, "Send");
  await press(dialog.locator(".form-actions"), "Close");
  await expect(row(page)).toContainText("Ready", { timeout: 20_000 });
}

const NAME = "Log export.csv";
const onDisk = (page, name = NAME) => page.evaluate((name) => window.onDisk(name), name);

test("a file goes to the place that was chosen, and its sum is told", async ({ page, nas }) => {
  await prepared(page, nas, "good");
  await press(row(page), "Save as…");
  await expect(row(page)).toContainText(`Saved as ${NAME}`);
  const { size, lines, sum } = await onDisk(page);
  expect(lines).toBe(1 + 29_286);
  await expect(row(page)).toContainText(`(${size.toLocaleString("en-GB")} bytes)`);
  await expect(row(page)).toContainText(sum);
});

// Veeam's answer is the file itself: it is here already, and is not asked for again.
test("a file that waits here goes to the place that was chosen, too", async ({ page, simulator }, info) => {
  await picker(page, "good");
  await openFiles(page, simulator, VEEAM, idOf(info));
  await prepare(page, `${VEEAM.vendor} – List of sessions`, { Format: "CSV" });
  await expect(dialog(page)).toContainText("It is here: VBAzSessions.csv");
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "List of sessions");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await press(row, "Save as…");
  await expect(row).toContainText("Saved as VBAzSessions.csv");
  const { size, lines, sum } = await onDisk(page, "VBAzSessions.csv");
  expect(lines).toBeGreaterThan(3);
  await expect(row).toContainText(`(${size.toLocaleString("en-GB")} bytes)`);
  await expect(row).toContainText(sum);
  expect(await page.evaluate(() => window.asked)).toEqual(["VBAzSessions.csv"]);
  expect(asked.filter((url) => url.includes("/jobSessions/export"))).toEqual([]);
});

// The person's own choice is the name, whatever the answer calls the file.
test("a file is called what the person chose, and the name that is suggested is a good one", async ({ page, nas }) => {
  await prepared(page, nas, "good");
  await nas.fault("named", { method: "download" });
  await press(row(page), "Save as…");
  await expect(row(page)).toContainText(`Saved as ${NAME}`);
  expect(await page.evaluate(() => window.asked)).toEqual([NAME]);
  expect((await onDisk(page)).lines).toBe(1 + 29_286);
});

test("where nobody chooses a place, nothing is fetched, and that is said", async ({ page, nas }) => {
  await prepared(page, nas, "dismissed");
  let asked = 0;
  page.on("request", (request) => (asked += request.postData()?.includes("method=download") ? 1 : 0));
  await press(row(page), "Save as…");
  await expect(row(page)).toContainText("Not saved: no place was chosen");
  expect(asked).toBe(0);
  expect(await onDisk(page)).toBe(null);
  await expect(row(page).getByRole("button", { name: "Save", exact: true })).toBeVisible();
});

test("a disk that is full is told, and no half file stays", async ({ page, nas }) => {
  await prepared(page, nas, "full");
  await press(row(page), "Save as…");
  await expect(row(page)).toContainText("The file could not be written (There is no room on the disk.).");
  await expect.poll(() => onDisk(page)).toBe(null);
});

test("a file that is cut off or given up half-way leaves nothing behind", async ({ page, nas }) => {
  await prepared(page, nas, "good");
  // Where the cut comes before the page has seen the first piece, it asks again by itself: whichever is first on a busy
  // machine, each time it asks is cut.
  await nas.fault("cut", { method: "download", count: 4 });
  await press(row(page), "Save as…");
  await expect(row(page)).toContainText("The answer was cut off", { timeout: 30_000 });
  await expect.poll(() => onDisk(page)).toBe(null);
  await nas.heal();
  await press(row(page), "Try again");
  await expect(row(page)).toContainText("Saved as ActiveBackup_log.csv");
});

test("a refusal in place of a file is shown, and nothing is written", async ({ page, nas }) => {
  await prepared(page, nas, "good");
  await nas.fault("html", { method: "download" });
  await press(row(page), "Save as…");
  await expect(row(page)).toContainText("A web page answered, not the source");
  await expect.poll(() => onDisk(page)).toBe(null);
});

test("a file half of which has come is given up", async ({ page, nas }) => {
  await prepared(page, nas, "good");
  await nas.fault("drip", { method: "download", ms: 60_000 });
  await press(row(page), "Save as…");
  await expect(row(page).getByRole("progressbar")).toHaveAttribute("value", /\d/);
  await press(row(page), "Cancel");
  await expect(row(page)).toContainText("Ready");
  await expect.poll(() => onDisk(page)).toBe(null);
});
