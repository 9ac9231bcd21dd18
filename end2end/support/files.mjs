// What tests of the Files page share: getting there, having a file prepared, and what the browser saves.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { expect, open, place } from "./page.mjs";
import { VENDORS, addSource } from "./vendors.mjs";

const [SYNOLOGY] = VENDORS;

export const files = (page) => page.getByRole("table", { name: "Files" });
export const file = (page, text) => files(page).getByRole("row").filter({ hasText: text });
export const dialog = (page) => page.getByRole("dialog", { name: "Prepare a file" });
export const press = (within, name) => within.getByRole("button", { name, exact: true }).click();

/** A name that no other test uses. */
export const idOf = (info) => `files-${info.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 30)}-${info.workerIndex}`;

/** Adds a source, as another account if one is given, and goes to its files. */
export async function openFiles(page, simulator, journey, id, account, query = "") {
  await open(page, simulator, "#/sources", query);
  const [first] = Object.keys(journey.fields).filter((label) => /^(Account|User name|Public key)$/.test(label));
  await addSource(page, { ...journey, fields: { ...journey.fields, ...(account && { [first]: account }) } }, id);
  await place(page, "Files").click();
}

/** Fills in *Prepare a file*, looks at the summary, and sends it. */
export async function prepare(page, what, values = {}, summary = []) {
  await press(page.getByRole("main"), "Prepare a file");
  await dialog(page).getByLabel("What", { exact: true }).selectOption({ label: what });
  await fill(page, values);
  await press(dialog(page), "Continue");
  for (const text of [what.split(" – ")[1], ...summary]) await expect(dialog(page)).toContainText(text);
  await press(dialog(page), "Send");
}

export async function fill(page, values) {
  for (const [label, value] of Object.entries(values)) {
    const field = dialog(page).getByLabel(label, { exact: true });
    if (await field.evaluate((node) => node.tagName === "SELECT")) await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

/** The row of an export of a NAS's log that can be fetched, and the NAS. */
export async function readyExport(page, simulator, info, query = "") {
  const nas = simulator.nas(idOf(info));
  await openFiles(page, simulator, { ...SYNOLOGY, address: () => nas.address }, "", undefined, query);
  await prepare(page, `${SYNOLOGY.vendor} – Log export`);
  await press(dialog(page).locator(".form-actions"), "Close");
  const row = file(page, "Log export");
  await expect(row).toContainText("Ready", { timeout: 20_000 });
  return { nas, row };
}

/** What the browser saves. */
export async function download(page, start) {
  const coming = page.waitForEvent("download", { timeout: 80_000 });
  await start();
  const saved = await coming;
  const bytes = readFileSync(await saved.path());
  return { name: saved.suggestedFilename(), bytes, sum: createHash("sha256").update(bytes).digest("hex") };
}

/** The row says what was saved, with the sum of these very bytes. */
export async function expectSaved(row, { name, bytes, sum }) {
  await expect(row).toContainText(`Saved as ${name}`);
  await expect(row).toContainText(`(${bytes.length.toLocaleString("en-GB")} bytes)`);
  await expect(row).toContainText(sum);
}

/** Everything that the browser saves in this test. */
export function downloads(page) {
  const seen = [];
  page.on("download", (saved) => seen.push(saved.suggestedFilename()));
  return seen;
}
