import { allow, details, expect, lines, open, row, runs, startDemo, test } from "../support/page.mjs";
import { BROKEN_ON_PURPOSE, tour } from "../support/tour.mjs";

test.use({ allowed: allow(...BROKEN_ON_PURPOSE) });

for (const [width, height] of [[360, 800], [390, 844], [768, 1024]]) {
  test(`nothing scrolls sideways at ${width} px`, async ({ page, nas }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height });
    const found = [];
    await tour(page, nas, async (name) => {
      const { wide, outside } = await page.evaluate(() => {
        const wide = document.scrollingElement.scrollWidth - innerWidth;
        const outside = [...document.querySelectorAll("button, a, input, select, h1, h2, dialog[open]")]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[role=grid], .skip, .offscreen"))
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && (box.right > innerWidth + 1 || box.left < -1))
          .map(({ element }) => `${element.tagName.toLowerCase()} “${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 30)}”`);
        return { wide, outside };
      });
      if (wide > 0) found.push(`${name}: ${wide} px too wide`);
      for (const what of outside) found.push(`${name}: ${what} is cut off at the edge`);
    });
    expect(found).toEqual([]);
  });
}

for (const [what, width, height] of [
  ["a small phone", 360, 640],
  ["a phone on its side", 844, 390],
  ["a low window", 1280, 480],
]) {
  test(`rows can be seen and reached on ${what}: ${width} × ${height}`, async ({ page, simulator }) => {
    await page.setViewportSize({ width, height });
    await open(page, simulator);
    await startDemo(page);
    await seen(page, runs(page));
    await row(runs(page), 1).click();
    await expect(details(page).getByRole("link", { name: "Lines of this run" })).toBeVisible();
    await details(page).getByRole("link", { name: "Lines of this run" }).click();
    await seen(page, lines(page));
    await page.evaluate(() => void (location.hash = "#/logs"));
    await seen(page, lines(page));
  });
}

test("on a phone the time zone and the source can be chosen too", async ({ page, simulator }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, simulator);
  await startDemo(page);
  await expect(page.getByLabel("Time zone", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Source", { exact: true })).toBeVisible();
});

/** At least one row is drawn, and it can be scrolled to. */
async function seen(page, grid) {
  await expect(row(grid, 1)).toContainText(/\d\d:\d\d:\d\d/);
  await row(grid, 1).scrollIntoViewIfNeeded();
  await expect(row(grid, 1)).toBeInViewport({ ratio: 0.9 });
}
