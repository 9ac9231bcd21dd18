// The five vendors, as a person adds a system of each.

import { expect, giveCode } from "./page.mjs";

/** One system of every vendor: how it is added, and what it shows. */
export const VENDORS = [
  {
    vendor: "Synology Active Backup",
    address: (id) => `vendors/nas-${id}/`,
    fields: { Account: "admin", Password: "tapedeck" },
    shows: ["runs", "run lines", "lines"],
  },
  {
    vendor: "Veeam Backup for Azure",
    address: (id) => `vendors/vbaz-${id}/`,
    fields: { "User name": "admin", Password: "tapedeck" },
    shows: ["runs", "run lines", "items"],
  },
  {
    vendor: "Huawei Cloud CloudDC",
    address: (id) => `vendors/clouddc-${id}/`,
    more: (id) => ({ Region: "ap-southeast-3", "Address of IAM": `vendors/clouddc-${id}/` }),
    fields: { "User name": "admin", Password: "tapedeck" },
    shows: ["lines"],
  },
  {
    vendor: "SurferCloud / UCloud PostgreSQL",
    address: (id) => `vendors/surfercloud-${id}/`,
    fields: { Region: "cn-zj", "Public key": "admin", "Private key": "tapedeck" },
    shows: ["runs", "lines"],
    // Its lines are lines of a text.
    raw: " UTC [",
  },
  {
    vendor: "Datafor",
    address: (id) => `vendors/datafor-${id}/datafor/`,
    fields: { Account: "admin", Password: "tapedeck" },
    shows: ["runs", "items"],
  },
];

/** Fills in *Add source* for a vendor and sends it, with the code if the account needs one. */
export async function addSource(page, { vendor, address, fields, more }, id, { code = false } = {}) {
  await page.getByRole("button", { name: "Add source" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add source" });
  await dialog.getByLabel("Vendor").selectOption(vendor);
  await dialog.getByLabel("Name", { exact: true }).fill(vendor);
  await dialog.getByLabel("Address", { exact: true }).fill(address(id));
  if (more) {
    await dialog.getByText("More settings").click();
    for (const [label, value] of Object.entries(more(id))) await dialog.getByLabel(label, { exact: true }).fill(value);
  }
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  if (code) await giveCode(page);
  await expect(dialog).toBeHidden();
}
