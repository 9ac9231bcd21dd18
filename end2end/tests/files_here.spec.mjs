// Files of the vendors that are opened here: their rows appear, and nothing is downloaded.

import { count, expect, expectRow, lines, test } from "../support/page.mjs";
import { dialog, downloads, file, files, idOf, openFiles, prepare, press } from "../support/files.mjs";
import { VENDORS } from "../support/vendors.mjs";

const [SYNOLOGY, , HUAWEI, , DATAFOR] = VENDORS;
const opened = (page) => page.getByRole("list", { name: "Opened files" });

for (const format of ["CSV", "HTML"]) {
  test(`Synology: an export as ${format} is opened here`, async ({ page, simulator }, info) => {
    const seen = downloads(page);
    await openFiles(page, simulator, SYNOLOGY, idOf(info));
    await prepare(page, `${SYNOLOGY.vendor} – Log export`, { Format: format });
    await press(dialog(page).locator(".form-actions"), "Close");
    const row = file(page, "Log export");
    await expect(row).toContainText("Ready", { timeout: 20_000 });
    await press(row, "Open here");
    await expect(opened(page)).toContainText(`ActiveBackup_log.${format.toLowerCase()}`);
    await expect(count(page)).toHaveText("29,286 lines", { timeout: 30_000 });
    await expectRow(lines(page), 1);
    expect(seen).toEqual([]);
  });
}

test("Huawei: a dump is opened here, with the texts in it as lines", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  await openFiles(page, simulator, HUAWEI, idOf(info), "swift");
  await press(file(page, "rack4-db-1"), "Prepare…");
  await press(dialog(page), "Continue");
  await press(dialog(page), "Send");
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log of a server rack4-db-1");
  await expect(row).toContainText("Ready", { timeout: 20_000 });
  await press(row, "Open here");
  await expect(opened(page)).toContainText("-dump.tar.gz");
  await expect(opened(page)).toContainText("gzip · tar");
  await expect(count(page)).toHaveText(/^\d+ lines$/);
  await expectRow(lines(page), 1);
  await expect(lines(page)).toContainText("sel.txt");
  expect(seen).toEqual([]);
});

test("Datafor: a backup is opened here, with what is in it", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  await openFiles(page, simulator, DATAFOR, idOf(info));
  await expect(files(page)).toBeVisible();
  await press(file(page, ".zip").first(), "Open here");
  await expect(opened(page)).toContainText(/Backup_.*\.zip/);
  await expect(opened(page)).toContainText("zip");
  await expect(count(page)).toHaveText("1 line");
  await expect(lines(page)).toContainText("backup.json");
  expect(seen).toEqual([]);
});
