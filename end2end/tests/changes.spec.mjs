// Changes of a source: what is refused or lost, what comes late, and what nobody may lose by it.

import { readFileSync } from "node:fs";

import { CERTIFICATES, certificate, changes, clearing, keeping, press, sending } from "../support/administration.mjs";
import { BROWSER_SAYS, allow, details, expect, expectRow, giveCode, open, openSignedIn, place, row, runs, test } from "../support/page.mjs";
import { VENDORS, addSource } from "../support/vendors.mjs";

const [, VEEAM] = VENDORS;

async function administer(page, nas) {
  await openSignedIn(page, nas, "#/sources");
  await page.getByRole("main").getByRole("link", { name: "Administration" }).click();
  await expect(sending(page)).toBeVisible();
}

/** Goes as far as *Clear it now*. */
async function askToClear(page, nas) {
  await press(clearing(page), "Clear the log…");
  await expect(clearing(page)).toContainText("All 29,286 lines of the log are deleted");
  await clearing(page).getByLabel(/^Type the name of the source/).fill(nas.name);
}

test("retention that is refused says so, keeps what was typed, and is done the next time", async ({ page, nas }) => {
  await administer(page, nas);
  await keeping(page).getByLabel("Days to keep").fill("400");
  await press(keeping(page), "Continue");
  await nas.fault("refused", { method: "set_info" });
  await press(keeping(page), "Send");
  await expect(keeping(page).getByRole("alert").getByRole("heading")).toHaveText("This account may not read this");
  await expect(keeping(page)).toContainText("1036");
  await press(keeping(page), "Back");
  await expect(keeping(page).getByLabel("Days to keep")).toHaveValue("400");
  await press(keeping(page), "Continue");
  await press(keeping(page), "Send");
  await expect(keeping(page).getByRole("status")).toContainText("It is changed");
  await expect(changes(page).getByRole("row").nth(1)).toContainText(/Retention changed.*Days to keep: 400.*Done/);
  // As it came, without secrets.
  await changes(page).getByRole("row").nth(1).getByText("Show the answer").click();
  await expect(changes(page).getByRole("row").nth(1)).toContainText('HTTP 200');
  await expect(changes(page).getByRole("row").nth(1)).toContainText('"success":true');
});

test("clearing that is refused clears nothing; done, it says how many lines of what", async ({ page, nas }) => {
  await administer(page, nas);
  await askToClear(page, nas);
  await nas.fault("refused", { method: "clear" });
  await press(clearing(page), "Clear it now");
  await expect(clearing(page).getByRole("alert").getByRole("heading")).toHaveText("This account may not read this");
  await press(clearing(page), "Back");
  await askToClear(page, nas);
  await press(clearing(page), "Clear it now");
  await expect(clearing(page).getByRole("status")).toContainText(/29,286 lines were deleted at Office NAS, .*\d\d:\d\d:\d\d/);
});

// A cut answer used to be asked for again whatever it was an answer to.
test("a change whose answer is lost is sent once, and says where to look", async ({ page, nas }) => {
  let sent = 0;
  page.on("request", (request) => (sent += request.postData()?.includes("method=clear") ? 1 : 0));
  await administer(page, nas);
  await askToClear(page, nas);
  await nas.fault("cut", { method: "clear" });
  await press(clearing(page), "Clear it now");
  await expect(clearing(page).getByRole("alert").getByRole("heading")).toHaveText("Not known whether it was done");
  await expect(clearing(page).getByRole("alert")).toContainText("Look at the log of this source");
  await expect(changes(page)).toContainText(/Log cleared.*Not known whether it was done/);
  expect(sent).toBe(1);
});

test.describe("without a network", () => {
  test.use({ allowed: allow(BROWSER_SAYS.network("ERR_INTERNET_DISCONNECTED")) });

  // A connection that breaks before any answer looks like one that was never made. It said how to get there, and nothing of
  // what may have been done.
  test("a change that nothing answers says what to look at, and can be sent later", async ({ page, context, nas }) => {
    await administer(page, nas);
    await askToClear(page, nas);
    await context.setOffline(true);
    await press(clearing(page), "Clear it now");
    await expect(clearing(page).getByRole("alert")).toContainText("Nobody knows whether the request arrived");
    await expect(clearing(page).getByRole("alert")).toContainText("Look at the log of this source");
    await context.setOffline(false);
    await press(clearing(page), "Back");
    await askToClear(page, nas);
    await press(clearing(page), "Clear it now");
    await expect(clearing(page).getByRole("status")).toContainText("29,286 lines were deleted");
  });
});

test("forwarding is judged before it is sent, and goes by UDP and TCP in both formats", async ({ page, nas }) => {
  await administer(page, nas);
  const form = sending(page);
  const field = (name) => form.getByLabel(name, { exact: true });
  await form.getByLabel("Send the log to a server").check();
  for (const [server, port, sentence] of [
    ["", "514", "A server is needed to send to."],
    ["udp://logs.example", "514", "Only the name or the address"],
    ["logs.example:514", "514", "The port has a field of its own."],
    ["logs.example", "0", "A port is a whole number from 1 to 65,535."],
    ["logs.example", "70000", "A port is a whole number from 1 to 65,535."],
    ["logs.example", "ssh", "A port is a whole number from 1 to 65,535."],
  ]) {
    await field("Server").fill(server);
    await field("Port").fill(port);
    await press(form, "Continue");
    await expect(form.getByRole("alert").filter({ hasText: sentence }), sentence).toBeVisible();
  }
  await field("Server").fill("logs.example");
  for (const [protocol, format, port] of [
    ["TCP", "IETF (RFC 5424)", "6514"],
    ["UDP", "BSD (RFC 3164)", "515"],
  ]) {
    await field("Port").fill(port);
    await field("Protocol").selectOption({ label: protocol });
    await field("Format").selectOption({ label: format });
    await press(form, "Continue");
    await expect(form).toContainText(`becomes ${port}`);
    await press(form, "Send");
    await expect(form.getByRole("status")).toContainText("It is changed");
    await press(form, "OK");
    await expect(field("Protocol").getByRole("option", { selected: true })).toHaveText(protocol);
    await expect(field("Format").getByRole("option", { selected: true })).toHaveText(format);
  }
  await expect(changes(page)).toContainText("Port: 515");
});

test("nothing of a certificate that was sent is stored", async ({ page, nas }) => {
  await administer(page, nas);
  const pem = readFileSync(`${CERTIFICATES}rsa.pem`, "utf8");
  await certificate(page).locator("input[type=file]").setInputFiles(`${CERTIFICATES}rsa.pem`);
  await press(certificate(page), "Continue");
  await press(certificate(page), "Send");
  await expect(certificate(page).getByRole("status")).toContainText("The source took the certificate.");
  const [kept, databases, caches, files] = await page.evaluate(async () => {
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]);
    return [kept, (await indexedDB.databases()).length, (await window.caches.keys()).length, files];
  });
  expect(kept).toContain("tapedeck");
  for (const text of ["rsa.pem", "CERTIFICATE", pem.split("\n")[3], "syslog.example.com"]) expect(kept, text).not.toContain(text);
  expect([databases, caches, files]).toEqual([0, 0, []]);
});

/** Gives a file to the page beside everything that takes one. */
const give = (page, event, name, text) =>
  page.evaluate(
    ([event, name, text]) => {
      const data = new DataTransfer();
      if (event === "paste") data.setData("text/plain", text);
      else data.items.add(new File([text], name));
      const options = { bubbles: true, cancelable: true };
      const given = event === "paste" ? new ClipboardEvent(event, { ...options, clipboardData: data }) : new DragEvent(event, { ...options, dataTransfer: data });
      document.body.dispatchEvent(given);
    },
    [event, name, text],
  );

// They used to be opened as logs: the page was left, what was typed on it was lost, and a key stood among the lines.
test("a certificate or key that is dropped or pasted beside its form goes there, and nothing typed is lost", async ({ page, nas }) => {
  await administer(page, nas);
  await keeping(page).getByLabel("Days to keep").fill("77");
  await give(page, "drop", "server.key", readFileSync(`${CERTIFICATES}with-key.pem`, "utf8"));
  await expect(certificate(page)).toContainText("There is a private key in this file.");
  await give(page, "paste", "", readFileSync(`${CERTIFICATES}ec.pem`, "utf8"));
  await expect(certificate(page)).toContainText("EC P-384");
  await give(page, "drop", "name-says-nothing", readFileSync(`${CERTIFICATES}ed25519.pem`, "utf8"));
  await expect(certificate(page)).toContainText("Ed25519");
  await expect(keeping(page).getByLabel("Days to keep")).toHaveValue("77");
  // A log is a log here too.
  await give(page, "drop", "own.log", "2026-11-20 05:56:12 ERROR a line\n");
  await expect(page.getByRole("list", { name: "Opened files" })).toContainText("own.log");
  // And where no form waits for one, nothing is held back.
  await give(page, "drop", "other.pem", readFileSync(`${CERTIFICATES}ec.pem`, "utf8"));
  await expect(page.getByRole("list", { name: "Opened files" })).toContainText("other.pem");
});

/** Adds a system of Veeam, and goes to a run that goes on. */
async function openRunning(page, simulator, id, user = "admin") {
  await open(page, simulator, "#/sources");
  await addSource(page, { ...VEEAM, fields: { ...VEEAM.fields, "User name": user } }, id, { code: user === "otp" });
  await page.evaluate(() => void (location.hash = "#/runs?q=outcome:running"));
  await expectRow(runs(page), 1, "Running");
  await row(runs(page), 1).click();
  await details(page).getByRole("link").first().click();
  const appliance = simulator.nas(id);
  appliance.url = `${simulator.url}vendors/vbaz-${id}/`;
  return appliance;
}

// Closing the dialog used to forget what was sent: the run could be stopped twice, and a late answer opened it again.
test("Veeam: a stop that is on its way is not sent twice, outlives its dialog, and can be given up", async ({ page, simulator }, info) => {
  const sent = [];
  page.on("request", (request) => /\/stop$/.test(request.url()) && sent.push(request.url()));
  const appliance = await openRunning(page, simulator, `late-${info.workerIndex}-${info.repeatEachIndex}`);
  const main = page.getByRole("main");
  const stop = page.getByRole("dialog", { name: "Stop this run" });
  await appliance.fault("hang", { method: "stop" });
  await press(main, "Stop this run…");
  await press(stop, "Stop it now");
  await expect(stop.getByRole("progressbar")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(stop).toBeHidden();
  await expect(changes(page)).toContainText(/Run stopped.*Waiting for the answer/);
  // The run is read again, and its head is drawn anew.
  await press(page.getByRole("banner"), "Refresh");
  await press(main, "Stop this run…");
  await expect(stop.getByRole("progressbar")).toBeVisible();
  await expect(stop.getByRole("button", { name: "Stop it now" })).toHaveCount(0);
  expect(sent).toHaveLength(1);
  await press(stop, "Cancel");
  await expect(stop).toContainText("Not waited for any more.");
  await expect(changes(page)).toContainText(/Run stopped.*Not waited for/);
  await press(stop, "Try again");
  await expect(stop.getByRole("status")).toContainText("was told to stop this run");
  await press(stop.locator(".form-actions"), "Close");
  await expect(stop).toBeHidden();
  await expect(changes(page).getByRole("row").nth(1)).toContainText(/Run stopped.*Done/);
  await changes(page).getByRole("row").nth(1).getByText("Show the answer").click();
  await expect(changes(page).getByRole("row").nth(1)).toContainText(/HTTP 20\d/);
});

test("Veeam: a late answer does not open a dialog that was closed", async ({ page, simulator }, info) => {
  const appliance = await openRunning(page, simulator, `slow-${info.workerIndex}-${info.repeatEachIndex}`);
  const stop = page.getByRole("dialog", { name: "Stop this run" });
  await appliance.fault("slow", { method: "stop", ms: 1_500 });
  await press(page.getByRole("main"), "Stop this run…");
  await press(stop, "Stop it now");
  await page.keyboard.press("Escape");
  await expect(changes(page)).toContainText(/Run stopped.*Done/);
  await expect(stop).toBeHidden();
  // What came of it is there for whoever asks.
  await press(page.getByRole("main"), "Stop this run…");
  await expect(stop.getByRole("status")).toContainText("was told to stop this run");
});

test.describe("refused by Veeam", () => {
  test.use({ allowed: allow(BROWSER_SAYS.status(401, 403)) });

  test("a stop that the user may not ask for is told so", async ({ page, simulator }, info) => {
    await openRunning(page, simulator, `refused-${info.workerIndex}-${info.repeatEachIndex}`, "viewer");
    const stop = page.getByRole("dialog", { name: "Stop this run" });
    await press(page.getByRole("main"), "Stop this run…");
    await press(stop, "Stop it now");
    await expect(stop.getByRole("alert").getByRole("heading")).toHaveText("This account may not read this");
    await press(stop.locator(".face"), "Close");
    await expect(stop).toBeHidden();
    await expect(changes(page)).toContainText(/Run stopped.*This account may not read this/);
  });

  test("a session that ends before a stop asks for a person, and the stop goes on by itself", async ({ page, simulator }, info) => {
    const appliance = await openRunning(page, simulator, `ended-${info.workerIndex}-${info.repeatEachIndex}`, "otp");
    const stop = page.getByRole("dialog", { name: "Stop this run" });
    await press(page.getByRole("main"), "Stop this run…");
    // Refresh tokens end too: only a person with a code can go on.
    await appliance.expire({ code: 401 });
    await press(stop, "Stop it now");
    await expect(stop).toContainText("As soon as somebody signs in, this goes on by itself.");
    await press(stop, "Sign in");
    await giveCode(page);
    await expect(stop.getByRole("status").filter({ hasText: "was told to stop this run" })).toBeVisible();
  });
});
