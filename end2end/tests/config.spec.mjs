import { BROWSER_SAYS, allow, expect, expectRow, open, runs, signIn, startDemo, test } from "../support/page.mjs";

const notice = (page, text) => page.getByRole("main").getByRole("status").filter({ hasText: text });

test("a syntax error is told with its place, and the page works", async ({ page, simulator }) => {
  simulator.offer('{\n  "version": 1,\n  "sources": [\n    { "id": "nas-1" "vendor": "synology" }\n  ]\n}\n');
  await open(page, simulator);
  await expect(notice(page, "tapedeck.json cannot be read: line 4, column 21")).toBeVisible();
  await startDemo(page);
  await expectRow(runs(page), 1);
});

test("unknown keys, vendors, types and addresses are told one by one, and what is right is used", async ({ page, simulator, nas }) => {
  simulator.offer({
    version: 1,
    colour: "red",
    title: 7,
    sources: [
      nas.source({ shoeSize: 44 }),
      { id: "x", vendor: "nobody", name: "X", baseUrl: "vendors/x/" },
      { id: "y", vendor: "synology", name: "Y" },
      nas.source({ name: "Twice" }),
      { id: "z", vendor: "synology", name: "Z", baseUrl: "ftp://z/" },
    ],
  });
  await open(page, simulator, "#/runs");
  for (const text of [
    "nobody knows the key “colour”",
    "“title” should be text",
    "nobody knows the key “sources[0].shoeSize”",
    "this version cannot read “nobody” (sources[1]",
    "“sources[2].baseUrl” is missing",
    `the id “${nas.id}” is used twice`,
    "“sources[4].baseUrl” is no address that can be called",
  ]) {
    await expect(notice(page, text)).toBeVisible();
  }
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await signIn(page);
  await expectRow(runs(page), 1);
});

test("notices of the configuration can be closed one by one", async ({ page, simulator }) => {
  simulator.offer({ version: 1, colour: "red", shape: "round" });
  await open(page, simulator);
  await notice(page, "“colour”").getByRole("button", { name: "Close" }).click();
  await expect(notice(page, "“colour”")).toHaveCount(0);
  await expect(notice(page, "“shape”")).toBeVisible();
});

test("the title of the configuration is the title of the page and of the tab", async ({ page, simulator, nas }) => {
  nas.offer({ title: "Backups at Example Ltd" });
  await open(page, simulator);
  await expect(page.getByRole("banner")).toContainText("Backups at Example Ltd");
  await expect(page).toHaveTitle(/Backups at Example Ltd$/);
});

test.describe("without a tapedeck.json", () => {
  test.use({ allowed: allow(BROWSER_SAYS.status(404)) });

  test("the page opens, and says nothing about it", async ({ page, simulator }) => {
    await page.route("**/tapedeck.json", (route) => route.fulfill({ status: 404, body: "not found" }));
    await open(page, simulator);
    await expect(page.getByRole("button", { name: "Try with demo data" })).toBeVisible();
    await expect(page.getByRole("main").getByRole("status")).toHaveCount(0);
  });
});

test("a web page in place of tapedeck.json, as some hosts answer, is as if there were none", async ({ page, simulator }) => {
  simulator.offer("<!doctype html><title>Portal</title>");
  await open(page, simulator);
  await expect(page.getByRole("button", { name: "Try with demo data" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("status")).toHaveCount(0);
});
