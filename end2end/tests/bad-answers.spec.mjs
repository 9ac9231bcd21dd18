import { BROWSER_SAYS, allow, count, expect, expectRow, lines, openSignedIn, test } from "../support/page.mjs";

const FAULTS = [
  { fault: "html", title: "A web page answered, not the source", answer: "Please sign in to the network first" },
  { fault: "garbage", title: "The answer cannot be read" },
  { fault: "empty", title: "The answer cannot be read" },
  // A source that asks for more patience than a person has is not waited for.
  { fault: "429", ms: 40_000, title: "Too many requests" },
];

test.use({ allowed: allow(BROWSER_SAYS.status(429, 502, 503), BROWSER_SAYS.network("ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")) });

for (const { fault, ms, title, answer } of FAULTS) {
  test(`${fault}: says what came, and Try again reads the list`, async ({ page, nas }) => {
    await nas.fault(fault, { method: "list_log", count: 20, ms });
    await openSignedIn(page, nas, "#/logs");
    const main = page.getByRole("main");
    await expect(main.getByRole("alert").getByRole("heading")).toHaveText(title);
    if (answer) {
      await main.getByText("Show the answer").click();
      await expect(main.getByText(answer).first()).toBeVisible();
    }
    await nas.heal();
    await main.getByRole("button", { name: "Try again" }).click();
    await expect(count(page)).toHaveText("29,286 lines");
    await expectRow(lines(page), 1);
  });
}

// Half an answer is taken for one that was cut off, whoever cut it.
for (const fault of ["truncated", "cut", "502"]) {
  test(`${fault}: tried again by itself, then said, and Try again reads the list`, async ({ page, nas }) => {
    await nas.fault(fault, { method: "list_log", count: 20 });
    await openSignedIn(page, nas, "#/logs");
    const main = page.getByRole("main");
    await expect(main.getByRole("alert").getByRole("heading")).toHaveText(
      fault === "502" ? "The source is busy" : "The answer was cut off",
    );
    await nas.heal();
    await main.getByRole("button", { name: "Try again" }).click();
    await expectRow(lines(page), 1);
  });
}

for (const fault of ["cut", "429", "503"]) {
  test(`${fault}: once is not worth a word`, async ({ page, nas }) => {
    await nas.fault(fault, { method: "list_log", count: 1, ms: 1 });
    await openSignedIn(page, nas, "#/logs");
    await expectRow(lines(page), 1);
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(await nas.faults()).not.toMatchObject({ faults: [{ fault }] });
  });
}

test("an answer that fails later keeps what was loaded, and Try again goes on", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs");
  const grid = lines(page);
  await expectRow(grid, 1);
  await nas.fault("html", { method: "list_log", count: 20 });
  await grid.focus();
  await grid.press("End");
  await grid.press("Home");
  for (let step = 0; step < 3; step += 1) {
    await page.getByRole("button", { name: "Next page" }).click();
  }
  const notice = page.getByRole("main").getByRole("alert").filter({ hasText: "Office NAS: A web page answered, not the source, shown without it" });
  await expect(notice).toBeVisible();
  await expect(count(page)).toHaveText("29,286 lines");
  await page.getByRole("button", { name: "First page" }).click();
  await expectRow(grid, 1);

  await nas.heal();
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toBeHidden();
  await page.getByRole("button", { name: "Next page" }).click();
  await expectRow(grid, 201);
});
