// What leaves the page by the clipboard: without secrets, and without names where the reader wants that.

import { count, details, expect, expectRow, lines, open, row, test } from "../support/page.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"], timezoneId: "Europe/Berlin" });

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const SECRET = "hunter2hunter2";
const RECORDS = [
  { time: "2026-11-20T05:56:12Z", level: "error", message: `login of alice from 10.1.2.3 with password=${SECRET} failed`, user: "alice", token: SECRET },
  { time: "2026-11-20T05:56:13Z", level: "info", message: "alice read /volume1/books", user: "alice" },
];

/** Opens a file with these records. */
async function opened(page, simulator) {
  await open(page, simulator, "#/logs?tz=Europe/Berlin&columns=time,user,text");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open file", exact: true }).click(),
  ]);
  const buffer = Buffer.from(RECORDS.map((record) => JSON.stringify(record)).join("\n"));
  await chooser.setFiles({ name: "log.ndjson", mimeType: "application/x-ndjson", buffer });
  await expect(count(page)).toHaveText("2 lines");
  await expectRow(lines(page), 2, SECRET);
}

/** Presses a button of the page, and gives what is in the clipboard then. */
async function copies(page, press) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await press();
  await expect.poll(() => clipboard(page)).not.toBe("");
  return await clipboard(page);
}

// Regression: only an export masked secrets. The text of a line, its record, a cell and selected rows were copied with them.
test("no way of copying copies a secret", async ({ page, simulator }) => {
  await opened(page, simulator);
  const grid = lines(page);
  await row(grid, 2).click();
  const ways = {
    "the text of a line": () => details(page).getByRole("button", { name: "Copy text" }).click(),
    "the record as it came": () => details(page).getByRole("region", { name: "Raw record" }).getByRole("button").click(),
    "a cell": async () => {
      await row(grid, 2).getByRole("gridcell").nth(2).click({ button: "right" });
      await page.getByRole("menuitem", { name: "Copy" }).click();
    },
    "selected rows": async () => {
      await row(grid, 2).click({ modifiers: ["ControlOrMeta"] });
      await grid.press("ControlOrMeta+c");
    },
  };
  for (const [what, press] of Object.entries(ways)) {
    const text = await copies(page, press);
    expect(text, what).toContain("password=***");
    expect(text, what).not.toContain(SECRET);
  }
  // Times are copied as they are shown, with their offset.
  expect(await clipboard(page)).toContain("2026-11-20T06:56:12+01:00");
});

test("names are replaced by choice, in rows, in records and in what is exported by the same names", async ({ page, simulator }) => {
  await opened(page, simulator);
  const grid = lines(page);
  await row(grid, 2).click();
  await row(grid, 2).click({ modifiers: ["ControlOrMeta"] });
  const menu = page.getByRole("button", { name: "Copy as" });
  await menu.click();
  const hidden = page.getByRole("group", { name: "Replace by other names" });
  // What changes is seen before anything is copied.
  const panel = page.getByRole("group", { name: "Copy as" });
  await expect(panel.getByLabel("After")).toContainText("login of alice from 10.1.2.3 with password=***");
  await expect(panel.getByLabel("Before")).toContainText(SECRET);
  await hidden.getByLabel("Users").check();
  await hidden.getByLabel("IP addresses").check();
  await expect(panel.getByLabel("After")).toContainText("login of user-1 from address-1 with password=***");
  await expect(panel).toBeInViewport({ ratio: 1 });
  const rows = await copies(page, () => page.getByRole("button", { name: "Tab-separated" }).click());
  expect(rows).toContain("login of user-1 from address-1 with");
  expect(rows).not.toMatch(/alice|10\.1\.2\.3/);
  await expect(page.getByText("1 line copied. Names were replaced as chosen.")).toBeVisible();

  const record = await copies(page, () => details(page).getByRole("region", { name: "Raw record" }).getByRole("button").click());
  expect(JSON.parse(record)).toMatchObject({ user: "user-1", token: "***" });

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await expect(dialog.getByLabel("Users")).toBeChecked();
  await expect(dialog.getByText("user-1").first()).toBeVisible();
});
