// A walk through everything that the page can show, for those who look at each of it: axe, widths, pictures.

import { fileURLToPath } from "node:url";

import { expect } from "@playwright/test";

import { details, expectRow, filterBox, giveCode, lines, open, row, runs, signIn } from "./page.mjs";

/** Shows one face of the page after the other, and calls `visit(name)` at each. */
export async function tour(page, nas, visit) {
  const { simulator } = nas;
  const dialog = page.getByRole("dialog");
  const main = page.getByRole("main");
  const to = (fragment) => page.evaluate((fragment) => void (location.hash = fragment), fragment);

  simulator.offerNothing();
  await open(page, simulator);
  await expect(page.getByRole("heading", { name: "Did my backups work" })).toBeVisible();
  await visit("welcome");

  simulator.offer({
    version: 1,
    title: "Backups at Example Ltd",
    colour: "red",
    sources: [nas.source({ timeZone: "Europe/Berlin" })],
  });
  await open(page, simulator, "#/runs");
  await page.reload();
  await expect(main.getByRole("button", { name: "Sign in" })).toBeVisible();
  await visit("not-signed-in");

  await main.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeVisible();
  await visit("sign-in");
  await signIn(page, { password: "wrong" });
  await expect(dialog.getByRole("alert").filter({ hasText: "Account or password is wrong" })).toBeVisible();
  await visit("sign-in-refused");
  await signIn(page, { account: "otp" });
  await expect(dialog.getByLabel("One-time code")).toBeVisible();
  await visit("one-time-code");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await to("#/sources");
  await page.getByRole("button", { name: "Try with demo data" }).click();
  await expect(main.getByRole("listitem").filter({ hasText: "Demo NAS" }).getByRole("status")).toHaveText("Signed in");
  await visit("sources");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByText("More settings").click();
  await visit("add-source");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByText("This is needed.").first()).toBeVisible();
  await visit("add-source-mistakes");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await main.getByRole("button", { name: "Remove" }).first().click();
  await expect(dialog).toBeVisible();
  await visit("remove-source");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const part = (name) => main.getByRole("region", { name, exact: true });
  await to("#/sources/demo-nas/administration");
  await expect(part("Log forwarding")).toBeVisible();
  await visit("administration");
  await part("Log forwarding").getByLabel("Server", { exact: true }).fill("nowhere.example");
  await part("Log forwarding").getByRole("button", { name: "Continue" }).click();
  await part("Retention").getByLabel("Days to keep").fill("30");
  await part("Retention").getByRole("button", { name: "Continue" }).click();
  await expect(part("Retention")).toContainText("are older than 30 days");
  await part("Clear the log").getByRole("button", { name: "Clear the log…" }).click();
  const file = new URL("../../crates/core/tests/certificate/files/wrong-order.pem", import.meta.url);
  await part("Certificate of the log server").locator("input[type=file]").setInputFiles(fileURLToPath(file));
  await expect(part("Certificate of the log server")).toContainText("Certificate 3 of 3");
  await visit("administration-before-sending");
  await part("Log forwarding").getByRole("button", { name: "Send", exact: true }).click();
  await expect(part("Log forwarding").getByRole("status")).toContainText("It is changed");
  await part("Log forwarding").getByRole("button", { name: "Send test message" }).click();
  await expect(part("Log forwarding").getByRole("alert")).toContainText("log server are not valid");
  await visit("administration-answers");
  await to("#/sources/nobody/administration");
  await expect(main.getByRole("heading", { name: "Nothing to change here" })).toBeVisible();
  await visit("administration-nothing");

  await to("#/runs");
  await expectRow(runs(page), 1);
  await visit("runs-without-one-source");
  await to("#/runs?source=demo-nas");
  await expectRow(runs(page), 1);
  await visit("runs");
  await row(runs(page), 2).click();
  await expect(details(page)).toBeVisible();
  await visit("runs-details");
  await details(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await expect(page.getByRole("group", { name: "Columns" })).toBeVisible();
  await visit("columns-menu");
  await page.keyboard.press("Escape");

  await to("#/runs?source=demo-nas&q=outcome:failed");
  await expectRow(runs(page), 1, "Failed");
  await visit("runs-failed");
  await row(runs(page), 1).click();
  await details(page).getByRole("link", { name: "Lines of this run" }).click();
  await expectRow(lines(page), 1);
  await visit("run");

  await to("#/logs?source=demo-nas");
  await expectRow(lines(page), 1);
  await visit("logs");
  await row(lines(page), 3).click();
  await expect(details(page)).toBeVisible();
  await visit("logs-details");
  await details(page).getByRole("button", { name: "Close" }).click();
  await to("#/logs?source=demo-nas&q=failed");
  await expectRow(lines(page), 1, /failed/i);
  await visit("logs-words");
  await filterBox(page).fill("colour:red");
  await expect(page.getByRole("search").getByRole("alert")).toBeVisible();
  await visit("filter-mistake");
  await to("#/logs?source=demo-nas&from=2019-01-01T00:00:00Z&to=2019-02-01T00:00:00Z");
  await expect(page.getByRole("heading", { name: "No lines in this time" })).toBeVisible();
  await visit("empty");
  await to("#/logs?source=demo-nas&colour=red&from=yesterday");
  await expect(main.getByText("This link could not be read completely")).toBeVisible();
  await expectRow(lines(page), 1);
  await visit("unreadable-link");

  await to("#/files");
  await expect(main.getByRole("table", { name: "Files" })).toBeVisible();
  await expect(main.getByText("Reading the files of")).toHaveCount(0);
  await visit("files");
  await main.getByRole("button", { name: "Prepare a file" }).click();
  await dialog.getByLabel("Key word").fill("export-sticks");
  await visit("prepare-file");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await visit("prepare-file-summary");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(dialog.getByText("What the source says")).toBeVisible();
  await visit("prepare-file-answer");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await main.getByRole("button", { name: "Save", exact: true }).first().click();
  await expect(main.getByText("Saved as")).toBeVisible();
  await to("#/files?source=demo-databases");
  await main.getByRole("row").filter({ hasText: "Backup" }).first().getByRole("button", { name: "Ask for the link" }).click();
  await expect(main.getByRole("link", { name: "Download from the vendor" })).toBeVisible();
  await to("#/files?source=demo-nas,demo-bi,demo-databases");
  await visit("files-under-way");
  await to("#/files?source=demo-azure");
  await expect(main.getByRole("heading", { name: "No files" })).toBeVisible();
  await visit("files-empty");
  await to(`#/files?source=${nas.id}`);
  await expect(main.getByText("nobody is signed in")).toBeVisible();
  await visit("files-not-signed-in");

  await nas.fault("html", { method: "list_log", count: 99 });
  await to(`#/logs?source=${nas.id}`);
  await main.getByRole("button", { name: "Sign in" }).click();
  // The code that was asked for above is still asked for.
  await giveCode(page);
  await expect(main.getByRole("alert").getByRole("heading")).toHaveText("A web page answered, not the source");
  await main.getByText("Show the answer").click();
  await visit("error");
  await nas.heal();

  await open(page, simulator, "#/runs", "?diagnose=1");
  await expectRow(runs(page), 1);
  await page.getByRole("button", { name: "Break the engine" }).click();
  await expect(page.getByRole("heading", { name: "The engine stopped" })).toBeVisible();
  await visit("engine-stopped");
  await open(page, simulator, "#/sources", "?diagnose=1");
  await page.reload();
  await page.getByRole("button", { name: "Break the page" }).click();
  await expect(page.getByRole("heading", { name: "Tapedeck stopped" })).toBeVisible();
  await visit("page-stopped");

  await open(page, simulator, "#/runs?source=demo-nas", "?embed=1&chrome=none");
  await expectRow(runs(page), 1);
  await visit("embedded");
}

/** What the console says while the walk breaks things on purpose. */
export const BROKEN_ON_PURPOSE = [/unreachable/, /the page was asked to break/, /panicked at/];
