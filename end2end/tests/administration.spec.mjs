// Administration: changing a source's settings, with what is sent shown before and what came of it afterwards.

import { readFileSync } from "node:fs";

import { CERTIFICATES, certificate, changes, clearing, keeping, press, sending } from "../support/administration.mjs";
import { VENDORS, addSource } from "../support/vendors.mjs";
import { details, expect, expectRow, giveCode, lines, open, openSignedIn, row, runs, sideways, signIn, test, allow, BROWSER_SAYS } from "../support/page.mjs";

const choose = (page, name) => certificate(page).locator("input[type=file]").setInputFiles(CERTIFICATES + name);

/** Signs in as an account, and opens the page. */
async function administer(page, nas, options = {}) {
  await openSignedIn(page, nas, "#/sources", options);
  await page.getByRole("main").getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Administration: " })).toBeVisible();
}

/** Fills in the form of the log server. */
async function forward(page, { server, ...choices }) {
  const form = sending(page);
  await form.getByLabel("Send the log to a server").check();
  await form.getByLabel("Server", { exact: true }).fill(server);
  if (choices.port) await form.getByLabel("Port", { exact: true }).fill(choices.port);
  if (choices.protocol) await form.getByLabel("Protocol", { exact: true }).selectOption({ label: choices.protocol });
  if (choices.tls) await form.getByLabel("Encrypt with TLS").check();
  await press(form, "Continue");
}

test("a certificate is looked at, sent, and makes the log server work", async ({ page, nas }) => {
  await administer(page, nas);
  await forward(page, { server: "tls.example", port: "6514", tls: true });
  await expect(sending(page).getByRole("alert").filter({ hasText: "TLS needs TCP." })).toBeVisible();
  await forward(page, { server: "tls.example", port: "6514", protocol: "TCP", tls: true });
  for (const text of ["(set_send_log_setting)", "vendors/nas-", "514 → becomes 6514"]) {
    await expect(sending(page)).toContainText(text);
  }
  await press(sending(page), "Send");
  await expect(sending(page).getByRole("status")).toContainText("It is changed");

  await press(sending(page), "Send test message");
  const refusal = sending(page).getByRole("alert");
  await expect(refusal).toContainText("The settings of the log server are not valid.");
  await expect(refusal).toContainText("Check address, port, protocol and certificate of the log server.");

  await choose(page, "rsa.pem");
  const file = certificate(page).getByRole("region", { name: "The certificate" });
  const sum = readFileSync(`${CERTIFICATES}rsa.sha256`, "utf8").trim();
  for (const text of ["CN=syslog.example.com", "itself", "2001:db8::7", "192.0.2.7", "RSA, 2,048 bits", "days left", sum]) {
    await expect(file).toContainText(text);
  }
  await press(certificate(page), "Continue");
  for (const text of ["(upload_cert)", "rsa.pem", "1.3 KB", sum]) await expect(certificate(page)).toContainText(text);
  const upload = page.waitForRequest((request) => request.postData()?.includes("file_tmp"));
  await press(certificate(page), "Send");
  const sent = (await upload).postData();
  const file_tmp = sent.indexOf('name="file_tmp"; filename="rsa.pem"');
  expect(file_tmp).toBeGreaterThan(Math.max(sent.indexOf('name="_sid"'), sent.indexOf('name="method"')));
  await expect(certificate(page).getByRole("status")).toContainText("The source took the certificate.");
  await press(sending(page), "Send test message");
  await expect(sending(page).getByRole("status").filter({ hasText: "sent a test message" })).toBeVisible();

  const rows = changes(page).getByRole("row");
  await expect(rows).toHaveCount(1 + 4);
  await expect(rows.nth(1)).toContainText(/Test message sent.*Done/);
  await expect(rows.nth(2)).toContainText(/Certificate uploaded.*rsa\.pem.*Done/);
  await expect(rows.nth(3)).toContainText(/Test message sent.*\(1035\)/);
  await expect(rows.nth(4)).toContainText(/Log forwarding changed.*Server: tls\.example.*Done/);
});

test("files that are no good are told apart before anything is sent", async ({ page, nas }) => {
  const sent = [];
  page.on("request", (request) => request.postData()?.includes("upload_cert") && sent.push(request.url()));
  await administer(page, nas);
  const goes = certificate(page).getByRole("button", { name: "Continue", exact: true });
  for (const [name, text, role, usable] of [
    ["with-key.pem", "There is a private key in this file.", "alert", false],
    ["both.p12", "There is a private key in this file.", "alert", false],
    ["request.pem", "This asks for a certificate and is none.", "alert", false],
    ["make.sh", "This file is no certificate", "alert", false],
    ["expired.pem", "This certificate has expired.", "status", true],
    ["future.pem", "This certificate is not valid yet.", "status", true],
    ["wrong-order.pem", "From the server to the root it is 2, 3, 1.", "status", true],
    ["chain.der", "This file can be sent.", "status", true],
  ]) {
    await choose(page, name);
    await expect(certificate(page).getByRole(role).filter({ hasText: text }), name).toBeVisible();
    await expect(goes, name).toHaveCount(usable ? 1 : 0);
    await press(certificate(page), "Take another file");
  }
  await certificate(page).getByLabel("Certificate as text").fill(readFileSync(`${CERTIFICATES}ec.pem`, "utf8"));
  await goes.click();
  await expect(certificate(page)).toContainText("CN=日志.example, O=Müller & Söhne, C=DE");
  await expect(certificate(page)).toContainText("EC P-384");
  await press(certificate(page), "Take another file");

  // Dropped, as a person does it with a file of the desktop.
  const content = readFileSync(`${CERTIFICATES}ed25519.pem`, "utf8");
  const transfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "dropped.pem"));
    return transfer;
  }, content);
  await certificate(page).locator(".drop").dispatchEvent("drop", { dataTransfer: transfer });
  await expect(certificate(page)).toContainText("dropped.pem");
  await expect(certificate(page)).toContainText("Ed25519");
  expect(sent).toEqual([]);
});

for (const [code, title] of [
  [108, "The source answered with an error"],
  [115, "This account may not read this"],
  [120, "The source refused a value"],
]) {
  test(`an upload that is refused with ${code} says why, and keeps the file`, async ({ page, nas }) => {
    await administer(page, nas, { account: `upload-${code}` });
    await choose(page, "rsa.pem");
    await press(certificate(page), "Continue");
    await press(certificate(page), "Send");
    await expect(certificate(page).getByRole("alert").getByRole("heading")).toHaveText(title);
    await expect(certificate(page)).toContainText(String(code));
    await press(certificate(page), "Back");
    await expect(certificate(page)).toContainText("CN=syslog.example.com");
    await expect(changes(page)).toContainText(`(${code})`);
  });
}

test("a session that ends during an upload needs a code, and the upload goes on by itself", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/sources");
  await press(page.getByRole("main"), "Sign out");
  // This account needs a code each time that it signs in.
  await press(page.getByRole("main"), "Sign in");
  await signIn(page, { account: "otp-short" });
  await giveCode(page);
  await page.getByRole("main").getByRole("link", { name: "Administration" }).click();
  await choose(page, "rsa.pem");
  await press(certificate(page), "Continue");
  await nas.expire();
  await press(certificate(page), "Send");
  await expect(certificate(page)).toContainText("As soon as somebody signs in, this goes on by itself.");
  await press(certificate(page), "Sign in");
  await giveCode(page);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(certificate(page).getByRole("status").filter({ hasText: "The source took the certificate." })).toBeVisible();
});

test("an upload under way is given up", async ({ page, nas }) => {
  await administer(page, nas);
  await choose(page, "rsa.pem");
  await press(certificate(page), "Continue");
  await nas.fault("hang", { method: "upload_cert" });
  await press(certificate(page), "Send");
  await expect(certificate(page).getByRole("progressbar")).toBeVisible();
  await press(certificate(page), "Cancel");
  await expect(certificate(page)).toContainText("Not waited for any more.");
  await expect(changes(page)).toContainText("Not waited for");
  await press(certificate(page), "Try again");
  await expect(certificate(page).getByRole("status")).toContainText("The source took the certificate.");
});

test.describe("a source that wants fewer requests", () => {
  test.use({ allowed: allow(BROWSER_SAYS.status(429)) });
  test("its text is shown, and what was typed stays", async ({ page, nas }) => {
    await administer(page, nas);
    await nas.fault("429", { method: "set_send_log_setting", count: 9, ms: 1 });
    await forward(page, { server: "logs.example" });
    await press(sending(page), "Send");
    await expect(sending(page).getByRole("alert").getByRole("heading")).toHaveText("Too many requests", { timeout: 30_000 });
    await sending(page).getByText("Show the answer").click();
    await expect(sending(page)).toContainText("<html><body>Too many requests</body></html>");
    await press(sending(page), "Back");
    await expect(sending(page).getByLabel("Server", { exact: true })).toHaveValue("logs.example");
  });
});

test("retention says what it deletes before, and is changed", async ({ page, nas }) => {
  await administer(page, nas);
  await press(keeping(page), "Continue");
  await expect(keeping(page).getByRole("alert").filter({ hasText: "Nothing here differs" })).toBeVisible();
  await keeping(page).getByLabel("Days to keep").fill("a month");
  await press(keeping(page), "Continue");
  await expect(keeping(page).getByRole("alert").filter({ hasText: "A whole number" })).toBeVisible();
  await keeping(page).getByLabel("Days to keep").fill("30");
  await keeping(page).getByLabel("Lines to keep").fill("20000");
  await press(keeping(page), "Continue");
  await expect(keeping(page)).toContainText(/Of 29,286 lines, [\d,]+ are older than 30 days and 9,286 are over the number to keep\./);
  await expect(keeping(page)).toContainText("no limit → becomes 20,000");
  await press(keeping(page), "Send");
  await expect(keeping(page).getByRole("status")).toContainText("It is changed");
  await press(keeping(page), "OK");
  await keeping(page).getByLabel("Days to keep").fill("0");
  await press(keeping(page), "Continue");
  await expect(keeping(page)).toContainText("so nothing is deleted by this");
  await expect(keeping(page)).toContainText("30 → becomes no limit");
});

test("the log is cleared once the name of the source is typed, and an export is offered first", async ({ page, nas }) => {
  await administer(page, nas);
  await press(clearing(page), "Prepare an export");
  const dialog = page.getByRole("dialog", { name: "Prepare a file" });
  await expect(dialog.getByLabel("What", { exact: true }).getByRole("option", { selected: true })).toContainText("Log export");
  await press(dialog.locator(".form-actions"), "Cancel");
  await press(clearing(page), "Clear the log…");
  await expect(clearing(page)).toContainText("All 29,286 lines of the log are deleted");
  const clear = clearing(page).getByRole("button", { name: "Clear it now" });
  await expect(clear).toBeDisabled();
  const name = clearing(page).getByLabel(/^Type the name of the source/);
  await name.fill("another");
  await expect(clearing(page).getByRole("alert").filter({ hasText: "That is not the name." })).toBeVisible();
  await expect(clear).toBeDisabled();
  await name.fill(/: (.*)$/.exec(await clearing(page).locator("label").textContent())[1]);
  await clear.click();
  await expect(clearing(page).getByRole("status")).toContainText("its log is cleared");
  await expect(changes(page)).toContainText(/Log cleared.*Done/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Logs" }).click();
  await expect(lines(page)).toHaveAttribute("aria-rowcount", "1");
});

test("an account that may not is told so, and nothing is offered", async ({ page, nas }) => {
  await administer(page, nas, { account: "operator" });
  await expect(page.getByRole("main").getByRole("alert").getByRole("heading")).toHaveText("This account may not read this");
  await expect(page.getByRole("main")).toContainText("1036");
  await expect(sending(page)).toHaveCount(0);
});

test("a hoster can switch it all off", async ({ page, nas, simulator }) => {
  simulator.offer({ version: 1, sources: [nas.source()], adminActions: false });
  await open(page, simulator, "#/sources");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await expect(page.getByRole("main").getByRole("button", { name: "Sign out" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Administration" })).toHaveCount(0);
  await open(page, simulator, `#/sources/${nas.id}/administration`);
  await expect(page.getByRole("heading", { name: "Nothing to change here" })).toBeVisible();
});

const [, VEEAM, HUAWEI, SURFERCLOUD] = VENDORS;

/** Adds a system of Veeam, and goes to a run that goes on. */
async function openRunning(page, simulator, id) {
  await open(page, simulator, "#/sources");
  await addSource(page, VEEAM, id);
  await page.evaluate(() => void (location.hash = "#/runs?q=outcome:running"));
  await expectRow(runs(page), 1, "Running");
  await row(runs(page), 1).click();
  await details(page).getByRole("link").first().click();
}

test("Veeam: a running session is stopped, with what is sent shown before, and what came of it", async ({ page, simulator }, info) => {
  await openRunning(page, simulator, `stop-${info.workerIndex}-${info.repeatEachIndex}`);
  const main = page.getByRole("main");
  await press(main, "Stop this run…");
  const dialog = page.getByRole("dialog", { name: "Stop this run" });
  for (const text of [VEEAM.vendor, "vendors/vbaz-stop", "(stop)", "stays without a backup"]) await expect(dialog).toContainText(text);
  await press(dialog, "Let it run");
  await expect(dialog).toBeHidden();
  await press(main, "Stop this run…");
  const sent = page.waitForRequest((request) => /\/jobSessions\/[^/]+\/stop$/.test(request.url()));
  await press(dialog, "Stop it now");
  expect((await sent).method()).toBe("POST");
  await expect(dialog.getByRole("status")).toContainText("was told to stop this run");
  await press(dialog.locator(".form-actions"), "Close");
  await press(page.getByRole("banner"), "Refresh");
  // The vendor's own word, as it came: it has not ended yet.
  await expect(main.locator(".run-head")).toContainText("Canceling");
  await page.evaluate(() => void (location.hash = "#/sources"));
});

test("where changes are switched off, nothing is stopped, packed or collected", async ({ page, simulator }, info) => {
  simulator.offer({ version: 1, sources: [], adminActions: false });
  const id = `off-${info.workerIndex}-${info.repeatEachIndex}`;
  await openRunning(page, simulator, id);
  await expect(page.getByRole("main").locator(".run-head")).toContainText("Running");
  await expect(page.getByRole("main").getByRole("button", { name: "Stop this run…" })).toHaveCount(0);
  for (const vendor of [HUAWEI, SURFERCLOUD]) {
    await page.evaluate(() => void (location.hash = "#/sources"));
    await addSource(page, vendor, id);
  }
  await page.evaluate(() => void (location.hash = "#/files"));
  const files = page.getByRole("table", { name: "Files" }).getByRole("row");
  await expect(files.filter({ hasText: "_slow.log" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Prepare…" })).toHaveCount(0);
  await press(page.getByRole("main"), "Prepare a file");
  const what = page.getByRole("dialog", { name: "Prepare a file" }).getByLabel("What", { exact: true });
  await expect(what.getByRole("option")).toHaveText([/List of sessions$/, /System logs$/]);
});

test("the keyboard does it all, and it fits on a telephone", async ({ page, nas }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await administer(page, nas);
  expect(await sideways(page)).toEqual([]);
  await sending(page).getByLabel("Server", { exact: true }).fill("logs.example");
  await page.keyboard.press("Enter");
  await expect(sending(page)).toContainText("empty → becomes logs.example");
  await page.keyboard.press("Tab");
  await expect(sending(page).getByRole("button", { name: "Back" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(sending(page).getByRole("status")).toContainText("It is changed");
  await choose(page, "wrong-order.pem");
  await expect(certificate(page)).toContainText("Certificate 3 of 3");
  expect(await sideways(page)).toEqual([]);
});
