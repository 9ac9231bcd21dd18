// The Files page: what all vendors offer, what is prepared, how it is saved, and what goes wrong with it.

import { expect, place, sideways, test } from "../support/page.mjs";
import { dialog, download, downloads, expectSaved, file, files, fill, idOf, openFiles, prepare, press, readyExport } from "../support/files.mjs";
import { VENDORS, addSource } from "../support/vendors.mjs";

const [SYNOLOGY, VEEAM, HUAWEI, SURFERCLOUD, DATAFOR] = VENDORS;

test("Synology: the log is exported, followed and saved", async ({ page, simulator }, info) => {
  await openFiles(page, simulator, SYNOLOGY, idOf(info));
  await expect(page.getByRole("main")).toContainText("No files");
  await prepare(page, `${SYNOLOGY.vendor} – Log export`, { Format: "CSV", Severity: "Error" }, ["vendors/nas-", "(download)", "CSV", "Error"]);
  await expect(dialog(page).getByRole("status")).toContainText(/Being prepared|Ready/);
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log export");
  await expect(row).toContainText("Ready", { timeout: 20_000 });
  const saved = await download(page, () => press(row, "Save"));
  expect(saved.name).toBe("ActiveBackup_log.csv");
  const [head, ...lines] = saved.bytes.toString().trim().split("\r\n");
  expect(head).toBe("log_id,log_level,log_time,log_type,task,device,user");
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.every((line) => line.split(",")[1] === '"0"')).toBe(true);
  await expectSaved(row, saved);
});

// They used to be downloaded unasked when they came, and could only be taken off the list then.
test("Veeam: sessions and system logs are the answer itself, and wait here to be saved or opened", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  await openFiles(page, simulator, VEEAM, idOf(info));
  await prepare(page, `${VEEAM.vendor} – List of sessions`, { Format: "CSV", Status: "Error" }, ["Error", "(exportSessions)"]);
  await expect(dialog(page)).toContainText("It is here: VBAzSessions.csv");
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "List of sessions");
  await expect(row).toContainText("Not saved yet");
  expect(seen).toEqual([]);
  const sessions = await download(page, () => press(row, "Save"));
  expect(sessions.name).toBe("VBAzSessions.csv");
  const [head, ...rows] = sessions.bytes.toString().trim().split("\r\n");
  expect(head).toBe("Policy,Type,Status,Start Time,Stop Time,Duration");
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.every((row) => row.split(",")[2] === "Error")).toBe(true);
  await expectSaved(row, sessions);
  await press(row, "Open here");
  await expect(page.getByRole("list", { name: "Opened files" })).toContainText("VBAzSessions.csv");

  await place(page, "Files").click();
  await prepare(page, `${VEEAM.vendor} – System logs`, { "Last days": "2" }, ["2"]);
  await press(dialog(page).locator(".form-actions"), "Close");
  const logs = await download(page, () => press(file(page, "System logs"), "Save"));
  expect(logs.name).toBe("VBAzLogs.log");
  expect(logs.bytes.toString()).toContain("[Info] Session");
});

test("Veeam: days and spans that would be refused are told at the field, and nothing is sent", async ({ page, simulator }, info) => {
  const sent = [];
  page.on("request", (request) => request.url().includes("/system/logs") && sent.push(request.url()));
  await openFiles(page, simulator, VEEAM, idOf(info));
  await press(page.getByRole("main"), "Prepare a file");
  await dialog(page).getByLabel("What", { exact: true }).selectOption({ label: `${VEEAM.vendor} – System logs` });
  for (const [values, sentence] of [
    [{ "Last days": "a week" }, "A whole number of days, from 1 on."],
    [{ "Last days": "0" }, "A whole number of days, from 1 on."],
    [{ "Last days": "", From: "2026-11-01T00:00" }, "Both ends of the time are needed, or none."],
    [{ To: "2026-10-01T00:00" }, "This is before the beginning."],
    [{ To: "2026-11-02T00:00", "Last days": "3" }, "Days or a time from and to, not both."],
  ]) {
    await fill(page, values);
    await press(dialog(page), "Continue");
    await expect(dialog(page).getByRole("alert").filter({ hasText: sentence }), sentence).toBeVisible();
  }
  // A time in which there is nothing is no fault of anybody, and no file.
  await fill(page, { "Last days": "", From: "2001-01-01T00:00", To: "2001-01-02T00:00" });
  await press(dialog(page), "Continue");
  expect(sent).toEqual([]);
  await press(dialog(page), "Send");
  await expect(dialog(page)).toContainText("The source has nothing of this kind and time.");
  expect(sent).toHaveLength(1);
});

test("Huawei: a server's log is asked for in its row, followed and saved", async ({ page, simulator }, info) => {
  await openFiles(page, simulator, HUAWEI, idOf(info), "swift");
  await expect(files(page).getByRole("row")).toHaveCount(1 + 12);
  await press(file(page, "rack4-db-1"), "Prepare…");
  await expect(dialog(page).getByLabel("Server", { exact: true }).getByRole("option", { selected: true })).toHaveText("rack4-db-1");
  await press(dialog(page), "Continue");
  await expect(dialog(page)).toContainText("rack4-db-1");
  await press(dialog(page), "Send");
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log of a server rack4-db-1");
  await expect(row).toContainText("Ready", { timeout: 20_000 });
  const saved = await download(page, () => press(row, "Save"));
  expect(saved.name).toMatch(/-dump\.tar\.gz$/);
  expect([...saved.bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
  await expectSaved(row, saved);
});

test("SurferCloud: logs are saved or packed, backups are links", async ({ page, simulator }, info) => {
  await openFiles(page, simulator, SURFERCLOUD, idOf(info));
  const log = file(page, "_slow.log").first();
  await expect(log).toBeVisible();
  const saved = await download(page, () => press(log, "Save"));
  expect(saved.name).toMatch(/_slow\.log$/);
  expect(saved.bytes.toString()).toContain("duration:");
  await expectSaved(log, saved);

  await press(file(page, "_error.log").first(), "Prepare…");
  await expect(dialog(page).getByLabel("Log file")).toHaveValue(/_error\.log$/);
  await press(dialog(page), "Continue");
  await expect(dialog(page).getByRole("alert").filter({ hasText: "This is needed." })).toBeVisible();
  await fill(page, { "Name of the package": "november", From: "2026-11-01T06:07", To: "2026-11-02T00:00" });
  await press(dialog(page), "Continue");
  for (const text of ["november", "Error log", "UTC"]) await expect(dialog(page)).toContainText(text);
  const asked = page.waitForRequest((request) => request.postData()?.includes("BackupUPgSQLLog"));
  await press(dialog(page), "Send");
  const fields = new URLSearchParams((await asked).postData());
  expect(fields.get("LogType")).toBe("error");
  expect(fields.get("BackupName")).toBe("november");
  expect(fields.get("BeginTime")).toBe(String(Date.UTC(2026, 10, 1, 6, 7) / 1000));
  expect(fields.get("EndTime")).toBe(String(Date.UTC(2026, 10, 2) / 1000));
  await expect(dialog(page).getByRole("status")).toContainText("Taken on");
  await press(dialog(page).locator(".form-actions"), "Close");
  await expect(file(page, "Log package")).toContainText("in its own console only");

  const backup = file(page, "Backup").first();
  // What cannot be read from a page is not offered to be saved or opened by it.
  await expect(backup.getByRole("button", { name: /^Save|^Open here/ })).toHaveCount(0);
  await press(backup, "Ask for the link");
  const link = backup.getByRole("link", { name: "Download from the vendor" });
  await expect(link).toHaveAttribute("href", /^https:\/\/upgsql-backup\..*\.tar\.gz\?Expires=\d+$/);
  await expect(link).toHaveAttribute("rel", /noopener/);
});

test("Datafor: zips are saved, and a text in place of one is shown and not saved", async ({ page, simulator }, info) => {
  const id = idOf(info);
  await openFiles(page, simulator, DATAFOR, id);
  const row = file(page, ".zip").first();
  const saved = await download(page, () => press(row, "Save"));
  expect(saved.name).toMatch(/^Backup_.*\+0800\.zip$/);
  expect(saved.bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  await expectSaved(row, saved);

  // One run has a status that nobody knows; there is no zip of it.
  const answer = await fetch(`${simulator.url}vendors/datafor-${id}/datafor/plugin/datafor-backup/api/log/query`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa("admin:tapedeck")}` },
  });
  const odd = (await answer.json()).data.find(({ status }) => status === "3");
  const seen = downloads(page);
  const [, date, time] = /^Backup_(.*)-(\d\d)\./.exec(odd.id) && /^Backup_([\d.]+)-([\d.]+)\+/.exec(odd.id);
  const at = Date.parse(`${date.replaceAll(".", "-")}T${time.slice(0, 8).replaceAll(".", ":")}+08:00`);
  const iso = (ms) => new Date(ms).toISOString().slice(0, 19) + "Z";
  await page.evaluate((hash) => void (location.hash = hash), `#/files?from=${iso(at - 60_000)}&to=${iso(at + 3_600_000)}`);
  const missing = file(page, odd.id);
  await press(missing, "Save");
  await missing.getByText("What happened").click();
  await expect(missing).toContainText("not found");
  await expect(missing.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(seen).toEqual([]);
});

test("a refusal in place of an export is shown and not saved", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  await openFiles(page, simulator, SYNOLOGY, idOf(info), "viewer");
  await prepare(page, `${SYNOLOGY.vendor} – Log export`);
  await expect(dialog(page).getByRole("alert").getByRole("heading")).toHaveText("This account may not read this");
  await press(dialog(page).locator(".form-actions"), "Close");
  await expect(file(page, "Log export")).toContainText("This account may not read this");
  expect(seen).toEqual([]);
});

test("a download that is cut is told as such, and nothing is saved", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  const { nas, row } = await readyExport(page, simulator, info);
  await nas.fault("cut", { method: "download", count: 4 });
  await press(row, "Save");
  await expect(row).toContainText("The answer was cut off", { timeout: 30_000 });
  expect(seen).toEqual([]);
  const saved = await download(page, () => press(row, "Try again"));
  expect(saved.bytes.toString().trim().split("\r\n")).toHaveLength(1 + 29_286);
});

test("a download under way is given up", async ({ page, simulator }, info) => {
  const seen = downloads(page);
  const { nas, row } = await readyExport(page, simulator, info);
  await nas.fault("drip", { method: "download", ms: 50_000 });
  await press(row, "Save");
  await expect(row.getByRole("progressbar")).toBeVisible();
  await press(row, "Cancel");
  await expect(row).toContainText("Ready");
  await press(row, "Take off the list");
  await expect(row).toHaveCount(0);
  expect(seen).toEqual([]);
});

test("an export that goes on is cancelled at the vendor", async ({ page, simulator }, info) => {
  await openFiles(page, simulator, SYNOLOGY, idOf(info));
  await prepare(page, `${SYNOLOGY.vendor} – Log export`, { "Key word": "export-sticks" });
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log export");
  await expect(row).toContainText("Being prepared: 50 %");
  await expect(row.getByRole("progressbar")).toHaveAttribute("value", "50");
  await press(row, "Cancel");
  await expect(row).toContainText("Cancelled");
});

test("an export that never completes is given up with a clear sentence, and can be followed again", async ({ page, simulator }, info) => {
  // The engine in the page, so that its clock is the page's.
  await page.clock.install();
  await openFiles(page, simulator, SYNOLOGY, idOf(info), "", "?engine=page");
  await prepare(page, `${SYNOLOGY.vendor} – Log export`, { "Key word": "export-sticks" });
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log export");
  await expect(row).toContainText("Being prepared");
  await expect(async () => {
    await page.clock.runFor(21_000);
    await expect(row).toContainText("It has not got on for 30 minutes", { timeout: 50 });
  }).toPass({ timeout: 50_000, intervals: [20] });
  await press(row, "Try again");
  await expect(row).toContainText("Being prepared: 50 %");
});

test("what was begun is remembered and followed after a reload", async ({ page, simulator }, info) => {
  await openFiles(page, simulator, HUAWEI, idOf(info), "stuck");
  await press(file(page, "rack4-db-1"), "Prepare…");
  await press(dialog(page), "Continue");
  await press(dialog(page), "Send");
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log of a server");
  await expect(row).toContainText("Being prepared");
  await page.reload();
  await expect(row).toContainText("Asked for before");
  await press(page.getByRole("main"), "Sign in");
  const form = page.getByRole("dialog");
  await form.getByLabel("Password", { exact: true }).fill("tapedeck");
  await press(form, "Sign in");
  await expect(form).toBeHidden();
  await place(page, "Files").click();
  await expect(row).toContainText("Being prepared");
  // This vendor cannot be told.
  await press(row, "Stop waiting");
  await expect(row).toContainText("Not waited for any more");
  await press(row, "Take off the list");
  await page.reload();
  await expect(page.getByRole("main")).toContainText("nobody is signed in");
  await expect(file(page, "Log of a server")).toHaveCount(0);
});

test("nothing is asked while nobody sees the page", async ({ page, simulator }, info) => {
  // The engine in the page, so that its clock is the page's.
  await page.clock.install();
  const nas = simulator.nas(idOf(info));
  await openFiles(page, simulator, { ...SYNOLOGY, address: () => nas.address }, "", "", "?engine=page");
  await prepare(page, `${SYNOLOGY.vendor} – Log export`, { "Key word": "export-sticks" });
  await press(dialog(page).locator(".form-actions"), "Close");
  await expect(file(page, "Log export")).toContainText("50 %");
  const hide = (hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  // A fault that would be used up by the next look.
  await nas.fault("slow", { method: "check_progress", ms: 1 });
  await page.clock.runFor(120_000);
  expect((await nas.faults()).faults).toHaveLength(1);
  await hide(false);
  await expect.poll(async () => (await nas.faults()).faults).toEqual([]);
});

test("a source that hangs or fails does not hold up the others", async ({ page, simulator }, info) => {
  const id = idOf(info);
  await openFiles(page, simulator, DATAFOR, id);
  await expect(file(page, ".zip").first()).toBeVisible();
  const server = simulator.nas(id);
  server.url = `${simulator.url}vendors/surfercloud-${id}/`;
  await server.fault("hang", { method: "ListUPgSQLLog", count: 99 });
  await place(page, "Sources").click();
  await addSource(page, SURFERCLOUD, id);
  await place(page, "Sources").click();
  await addSource(page, HUAWEI, id);
  await place(page, "Files").click();
  await expect(page.getByRole("main").getByText(`Reading the files of ${SURFERCLOUD.vendor}…`)).toBeVisible();
  await expect(file(page, ".zip").first()).toBeVisible();
  await page.evaluate(() => void (location.hash = "#/files?source=huawei-cloud-clouddc"));
  await expect(file(page, "rack4-db-1")).toBeVisible();
});

test("at 390 px everything on the page can be reached", async ({ page, simulator }, info) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openFiles(page, simulator, SURFERCLOUD, idOf(info));
  const log = file(page, "_slow.log").first();
  await log.getByRole("button", { name: "Save", exact: true }).scrollIntoViewIfNeeded();
  await download(page, () => press(log, "Save"));
  await expect(log).toContainText("Saved as");
  expect(await sideways(page)).toEqual([]);
  await press(log, "Save again");
  await press(page.getByRole("main"), "Prepare a file");
  expect(await sideways(page)).toEqual([]);
});
