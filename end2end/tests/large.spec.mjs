// Files that are large in one way or another: a single line, a great many names.

import { count, details, expect, expectRow, filterBox, lines, open, row, test } from "../support/page.mjs";

/** Gives a text to the page by its button. */
async function choose(page, name, text) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open file", exact: true }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
}

const MEGABYTE = 1 << 20;

test("a line of five megabytes is one row like the others, is found, and is looked into", async ({ page, simulator }) => {
  const long = `2026-11-20 05:56:12 ERROR begins ${"word ".repeat(MEGABYTE)} ends`;
  await open(page, simulator);
  await choose(page, "long.log", `2026-11-20 05:56:13 INFO after\n${long}\n2026-11-20 05:56:11 INFO before\n`);
  await expect(count(page)).toHaveText("3 lines");
  await expectRow(lines(page), 2, "begins");
  const heights = await Promise.all([1, 2, 3].map(async (number) => (await row(lines(page), number).boundingBox()).height));
  expect(new Set(heights).size, "all rows are equally high").toBe(1);
  await filterBox(page).fill('"word  ends"');
  await expect(count(page)).toHaveText("1 of 3 lines");
  await row(lines(page), 1).click();
  await expect(details(page)).toContainText(/begins word word.* … \([\d,]+ more bytes\)/);
  await details(page).getByRole("button", { name: "Close" }).click();
  await filterBox(page).fill("");
  await expect(count(page)).toHaveText("3 lines");
});

test("a hundred thousand names in one column are counted, and one of them is found", async ({ page, simulator }) => {
  const names = Array.from({ length: 100_000 }, (_, number) => `2026-11-20T05:00:00Z,info,host-${number},started\n`);
  await open(page, simulator);
  await choose(page, "names.csv", `time,level,host,message\n${names.join("")}`);
  await expect(count(page)).toHaveText("100,000 lines");
  await filterBox(page).fill("item:host-77777");
  await expect(count(page)).toHaveText("1 of 100,000 lines");
  await expectRow(lines(page), 1, "started");
  await filterBox(page).fill("");
  await expect(count(page)).toHaveText("100,000 lines");
  await page.getByRole("button", { name: "Facets", exact: true }).click();
  const facet = page.getByRole("complementary", { name: "Facets" }).getByRole("region", { name: "Item", exact: true });
  const values = facet.getByRole("button", { name: /^host-/ });
  await expect(values).toHaveCount(10);
  const more = (shown) => facet.getByRole("button", { name: new RegExp(`^More.*${shown} of 100,000`) });
  await more(10).click();
  await expect(values).toHaveCount(50);
  await more(50).click();
  await expect(values).toHaveCount(200);
  await expect(facet).toContainText("100,000");
  await facet.getByRole("searchbox", { name: "Search item" }).fill("host-7777");
  await expect(values).toHaveCount(11);
  await values.filter({ hasText: "host-77773" }).click();
  await expect(filterBox(page)).toHaveValue("item=host-77773");
  await expect(count(page)).toHaveText("1 of 100,000 lines");
});
