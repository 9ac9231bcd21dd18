import { count, details, expect, expectRow, filterBox, lines, open, openSignedIn, place, row, runs, signIn, test } from "../support/page.mjs";

test("a link to a line opens it again after a reload, wherever it stands", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  const grid = lines(page);
  await expectRow(grid, 1);
  for (let step = 0; step < 2; step += 1) await page.getByRole("button", { name: "Next page" }).click();
  await expectRow(grid, 403);
  await row(grid, 403).click();
  await expect(details(page).getByRole("heading").first()).toBeVisible();
  await expect(page).toHaveURL(/line=nas-[^/]+\/\d+/);
  const raw = await details(page).getByRole("region", { name: "Raw record" }).locator("pre").textContent();

  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await expect(details(page).getByRole("region", { name: "Raw record" }).locator("pre")).toHaveText(raw, { timeout: 30_000 });
  await expect(row(grid, 403)).toHaveAttribute("aria-selected", "true");
  await expect(row(grid, 403)).toBeInViewport();
});

test("a link to a run opens it again after a reload", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?tz=UTC");
  const grid = runs(page);
  await expectRow(grid, 4);
  await row(grid, 4).click();
  await expect(page).toHaveURL(/run=nas-[^/]+\/\d+/);
  const raw = await details(page).getByRole("region", { name: "Raw record" }).locator("pre").textContent();
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await expect(details(page).getByRole("region", { name: "Raw record" }).locator("pre")).toHaveText(raw);
  await expect(row(grid, 4)).toHaveAttribute("aria-selected", "true");
});

test("a link to a record that is not there says so", async ({ page, nas }) => {
  await openSignedIn(page, nas, `#/runs?run=${nas.id}/99999999`);
  await expect(details(page)).toContainText("This record is not in the list");
  await expectRow(runs(page), 1);
});

test("back and forward go through pages and chips as one came", async ({ page, nas }) => {
  await openSignedIn(page, nas);
  await expect(count(page)).toHaveText("7,553 runs");
  await page.getByRole("main").getByRole("button", { name: "Failed", exact: true }).click();
  await expect(filterBox(page)).toHaveValue("outcome:failed");
  await place(page, "Sources").click();
  await expect(page.getByRole("heading", { name: "Sources", level: 1 })).toBeVisible();
  await page.goBack();
  await expect(filterBox(page)).toHaveValue("outcome:failed");
  await expectRow(runs(page), 1, "Failed");
  await page.goBack();
  await expect(filterBox(page)).toHaveValue("");
  await expect(count(page)).toHaveText("7,553 runs");
  await page.goForward();
  await expect(filterBox(page)).toHaveValue("outcome:failed");
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Sources", level: 1 })).toBeVisible();
});

test("a link that cannot be read completely says what, and shows the rest", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?q=severity:error&from=yesterday&colour=red&sort=beauty&columns=time,nonsense");
  const notice = page.getByRole("main").getByRole("status").filter({ hasText: "This link could not be read completely" });
  await expect(notice).toContainText("“from=yesterday”, “colour=red”, “sort=beauty”, “columns=time,nonsense”");
  await expect(filterBox(page)).toHaveValue("severity:error");
  await expectRow(lines(page), 1, "Error");
  await notice.getByRole("button", { name: "Close" }).click();
  await expect(notice).toBeHidden();
});

for (const fragment of ["#/nowhere", "#%", "#/runs?q=%E0%A4%A", "#/runs/a/b/c/d", "#?????", "#/runs?&&=&=x", `#/logs?q=${"a".repeat(5000)}`]) {
  test(`no fragment breaks the page: ${fragment.slice(0, 24)}`, async ({ page, nas }) => {
    nas.offer();
    await open(page, nas.simulator, fragment);
    await expect(page.getByRole("main").getByRole("button", { name: "Sign in" })).toBeVisible();
    await expect(place(page, "Runs")).toBeVisible();
  });
}

test("a link with a zone that nobody knows says so", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/runs?tz=Mars/Olympus");
  await expectRow(runs(page), 1);
  await expect(runs(page).getByRole("columnheader", { name: "Started (+00:00)" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "Mars/Olympus" })).toBeVisible();
});

test("a link to a source that is not among one's own says so", async ({ page, nas }) => {
  await openSignedIn(page, nas, `#/runs?source=${nas.id},nas-elsewhere`);
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "This link asks for “nas-elsewhere”" })).toBeVisible();
  await expectRow(runs(page), 1);
});

// The browser is told of an order when its rows are on the screen: a link that is pressed before that left another one behind.
test("Back leads to the order that was chosen just before a link was pressed", async ({ page, nas }) => {
  await openSignedIn(page, nas, "#/logs?tz=UTC");
  await expectRow(lines(page), 1);
  await lines(page).getByRole("columnheader", { name: "Severity" }).getByRole("button").click();
  await place(page, "Runs").click();
  await expectRow(runs(page), 1);
  await page.goBack();
  await expect(page).toHaveURL(/#\/logs\?.*sort=-severity/);
  await expect(lines(page).getByRole("columnheader", { name: "Severity" })).toHaveAttribute("aria-sort", "descending");
});
