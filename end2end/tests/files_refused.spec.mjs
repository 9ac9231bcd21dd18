// What is refused, throttled or lost on the Files page: told as what it is, sent once, and nothing is saved.

import { BROWSER_SAYS, allow, expect, place, test } from "../support/page.mjs";
import { dialog, download, downloads, file, idOf, openFiles, prepare, press, readyExport } from "../support/files.mjs";
import { VENDORS } from "../support/vendors.mjs";

const [SYNOLOGY, , HUAWEI] = VENDORS;
const changes = (page) => page.getByRole("table", { name: "Changes made from this page" });
const failed = (page) => dialog(page).getByRole("alert").getByRole("heading");

/** A system of the simulator that is no NAS. */
function system(simulator, folder, id) {
  const system = simulator.nas(id);
  system.url = `${simulator.url}vendors/${folder}-${id}/`;
  return system;
}

/** Has the log of a server collected. */
async function collect(page) {
  await press(file(page, "rack4-db-1"), "Prepare…");
  await press(dialog(page), "Continue");
  await press(dialog(page), "Send");
}

test("a refusal in place of a file that was ready is shown, and nothing is saved", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  const { nas, row } = await readyExport(page, simulator, info);
  await nas.fault("refused", { method: "download" });
  await press(row, "Save");
  await row.getByText("What happened").click();
  await expect(row).toContainText("1036");
  await expect(row).toContainText('"success":false');
  expect(seen).toEqual([]);
});

// A cut answer used to be asked for again, and there were two exports then.
test("an export whose answer is lost is not begun twice", async ({ page, simulator }, info) => {
  let begun = 0;
  page.on("request", (request) => (begun += request.postData()?.includes("method=download") ? 1 : 0));
  const nas = simulator.nas(idOf(info));
  await openFiles(page, simulator, { ...SYNOLOGY, address: () => nas.address }, "");
  await nas.fault("cut", { method: "download" });
  await prepare(page, `${SYNOLOGY.vendor} – Log export`);
  await expect(failed(page)).toHaveText("Not known whether it was done");
  await expect(dialog(page).getByRole("alert")).toContainText("Begin another export if you need it");
  expect(begun).toBe(1);
});

test("a file is saved under the better one of two names, and never elsewhere", async ({ page, simulator }, info) => {
  const { nas, row } = await readyExport(page, simulator, info);
  await nas.fault("named", { method: "download" });
  const saved = await download(page, () => press(row, "Save"));
  expect(saved.name).toBe("Sicherung ü 日.csv");
  await expect(row).toContainText("Saved as Sicherung ü 日.csv");
});

test.describe("refused by Huawei", () => {
  test.use({ allowed: allow(BROWSER_SAYS.status(403, 429)) });

  test("an export that the account may not begin", async ({ page, simulator }, info) => {
    await openFiles(page, simulator, HUAWEI, idOf(info), "viewer");
    await collect(page);
    await expect(failed(page)).toHaveText("This account may not read this");
    await press(dialog(page).locator(".form-actions"), "Close");
    const row = file(page, "Log of a server rack4-db-1");
    await row.getByText("What happened").click();
    await expect(row).toContainText("403");
    // The list of changes is where changes are made, and keeps the answer.
    await expect(changes(page)).toContainText(/Log of a server.*This account may not read this/);
    await changes(page).getByText("Show the answer").click();
    await expect(changes(page)).toContainText("HTTP 403");
  });

  test("too many requests, with a plain text as Huawei sends it", async ({ page, simulator }, info) => {
    const id = idOf(info);
    await openFiles(page, simulator, HUAWEI, id, "swift");
    await expect(file(page, "rack4-db-1")).toBeVisible();
    await system(simulator, "clouddc", id).fault("429-text", { method: "ExportServerLogs", count: 9 });
    await collect(page);
    await expect(failed(page)).toHaveText("Too many requests", { timeout: 30_000 });
    await dialog(page).getByText("Show the answer").click();
    await expect(dialog(page)).toContainText("The request is overloaded.");
  });
});

test("what is done at a vendor is in the list of changes, with the vendor's answer", async ({ page, simulator }, info) => {
  await openFiles(page, simulator, HUAWEI, idOf(info), "stuck");
  await expect(file(page, "rack4-db-1")).toBeVisible();
  await expect(changes(page)).toHaveCount(0);
  await collect(page);
  await press(dialog(page).locator(".form-actions"), "Close");
  await expect(changes(page)).toContainText(/Log of a server.*Done/);
  await changes(page).getByText("Show the answer").click();
  await expect(changes(page)).toContainText("export_id");
});

test("while nobody is signed in an export is only not waited for, and tried again it is as old as that", async ({ page, simulator }, info) => {
  await page.clock.install();
  await openFiles(page, simulator, SYNOLOGY, idOf(info));
  await prepare(page, `${SYNOLOGY.vendor} – Log export`, { "Key word": "export-fails" });
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log export");
  await expect(row).toContainText("The source answered with an error", { timeout: 20_000 });
  const time = row.getByRole("cell").nth(1);
  const before = await time.textContent();
  await page.clock.fastForward("02:00:00");
  await press(row, "Try again");
  await expect(time).not.toHaveText(before);
  await expect(row).toContainText("The source answered with an error", { timeout: 20_000 });
  await press(row, "Take off the list");

  await prepare(page, `${SYNOLOGY.vendor} – Log export`, { "Key word": "export-sticks" });
  await press(dialog(page).locator(".form-actions"), "Close");
  await expect(row).toContainText("50 %");
  await place(page, "Sources").click();
  await press(page.getByRole("main"), "Sign out");
  await place(page, "Files").click();
  // The source cannot be told: it used to be asked all the same, and the answer was an error.
  await press(row, "Stop waiting");
  await expect(row).toContainText("Not waited for any more");
});
