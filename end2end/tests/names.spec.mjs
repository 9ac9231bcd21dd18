// The names and roles of docs/automation.md, word for word.

import { details, expect, expectRow, lines, open, place, row, runs, startDemo, test } from "../support/page.mjs";

test("the names that automation relies on are there", async ({ page, simulator }) => {
  // It goes through all pages.
  test.slow();
  await open(page, simulator);
  await startDemo(page);
  await expectRow(runs(page), 1);
  const missing = [];
  const has = async (role, name, count = 1) => {
    if ((await page.getByRole(role, { name, exact: true }).count()) !== count) missing.push(`${role} ${name}`);
  };
  await has("navigation", "Main");
  for (const link of ["Overview", "Runs", "Logs", "Files", "Sources"]) await has("link", link);
  await has("grid", "Runs");
  await has("searchbox", "Filter runs");
  for (const chip of ["Failed", "Warning", "Unknown", "Running", "Cancelled", "Success"]) await has("button", chip);
  for (const choice of ["Source", "Time zone"]) await has("combobox", choice);
  await has("button", "Time range: All time");
  await has("slider", "Runs by time");
  await has("button", "Facets");
  for (const button of ["Columns", "Views", "Follow", "Rows", "Export", "First page", "Previous page", "Next page", "Last page", "Refresh", "Open file"]) await has("button", button);
  await has("status", "Completeness");
  await row(runs(page), 1).click();
  await expect(details(page)).toBeVisible();
  await has("complementary", "Details");
  await place(page, "Logs").click();
  await expectRow(lines(page), 1);
  await has("grid", "Log lines");
  await has("searchbox", "Filter log lines");
  await has("slider", "Lines by time");
  await has("button", "Repeated lines");
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  await expect(page.getByRole("region", { name: "Severity", exact: true })).toBeVisible();
  await has("complementary", "Facets");
  for (const facet of ["Severity", "Source", "Job", "Item", "User", "Code"]) await has("region", facet);
  await has("searchbox", "Search item");
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  for (const chip of ["Error", "Warning", "Info"]) await has("button", chip);
  await page.keyboard.press("ControlOrMeta+f");
  await expect(page.getByRole("group", { name: "Find in the table" })).toBeVisible();
  await has("textbox", "Find in the table");
  for (const button of ["Only matches", "Next match", "Previous match", "Close the search"]) await has("button", button);
  await page.keyboard.press("Escape");
  await place(page, "Sources").click();
  await has("button", "Add source");
  // One for each of the demo's sources.
  for (const button of ["Test the connection", "Sign out", "Remove"]) await has("button", button, 5);
  await has("link", "Administration");
  await page.getByRole("link", { name: "Administration" }).click();
  for (const region of ["Log forwarding", "Retention", "Certificate of the log server", "Clear the log"]) await expect(page.getByRole("region", { name: region, exact: true })).toBeVisible();
  for (const field of ["Send the log to a server", "Server", "Port", "Protocol", "Format", "Encrypt with TLS", "Days to keep", "Lines to keep", "Choose a file", "Certificate as text"]) {
    if ((await page.getByLabel(field, { exact: true }).count()) !== 1) missing.push(`field ${field}`);
  }
  await has("button", "Send test message");
  await page.evaluate(() => void (location.hash = "#/files?source=demo-bi"));
  await expect(page.getByRole("table", { name: "Files" })).toBeVisible();
  await has("button", "Prepare a file");
  await place(page, "Overview").click();
  await has("table", "Runs by source");
  await place(page, "Sources").click();
  await page.getByRole("button", { name: "Add source" }).click();
  await page.getByRole("dialog").getByText("More settings").click();
  for (const field of ["Vendor", "Name", "Address", "Account", "Password", "Session name", "Time zone of the source"]) {
    if ((await page.getByRole("dialog").getByLabel(field, { exact: true }).count()) !== 1) missing.push(`field ${field}`);
  }
  expect(missing).toEqual([]);
});

test("a grid counts its rows, and a row says which it is", async ({ page, simulator }) => {
  await open(page, simulator);
  await startDemo(page);
  const grid = runs(page);
  await expectRow(grid, 1);
  await expect(grid).toHaveAttribute("aria-rowcount", "7553");
  await expect(row(grid, 1)).toHaveAttribute("aria-selected", "false");
  await expect(grid).toHaveAttribute("aria-busy", "false");
  await row(grid, 2).click();
  await expect(details(page)).toBeVisible();
  await expect(row(grid, 2)).toHaveAttribute("aria-selected", "true");
  await expect(grid.locator("[aria-selected=true]")).toHaveCount(1);
});
