// Two states of one project come together on the screen.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drop, folder, launch, open, saved, serve } from "./support.mjs";

let server, browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const projectFile = (page) => saved(page, () => page.keyboard.press("Control+s")).then(({ text }) => text);
const rows = (page) => page.locator(".ledger-row .title").allTextContents();

async function dropFile(t, page, name, text) {
  await drop(page, join(await folder(t, { [name]: text }), name));
}

/// Marks the caret's sentence, and goes on to the next one.
async function mark(page, key) {
  const count = await page.locator(".ledger-row").count();
  await page.locator(".text").focus();
  await page.keyboard.press("e");
  await page.locator(".chooser").waitFor();
  await page.keyboard.press(key);
  await page.locator(".ledger-row").nth(count).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowDown");
}

test("work of two machines is listed before it is merged, and merged as one step", async (t) => {
  const here = await open(t, browser, server.origin);
  await dropFile(t, here, "a.txt", "Ada saw the mill. Zoë saw the bridge. Carl saw both. Nobody else did.");
  await here.locator("html[data-ready=article]").waitFor({ state: "attached" });
  await mark(here, "1");
  await mark(here, "2");
  const common = await projectFile(here);

  // There: the first mark is deleted, a third one made.
  const there = await open(t, browser, server.origin);
  await dropFile(t, there, "p.standpoint.json", common);
  await there.locator(".ledger-row").nth(1).waitFor();
  await there.locator(".ledger-row").first().click();
  await there.locator(".text").focus();
  await there.keyboard.press("Delete");
  await there.locator(".ledger-row").nth(1).waitFor({ state: "detached" });
  await there.keyboard.press("Control+End");
  await mark(there, "3");
  const other = await projectFile(there);

  // Here: the second one gets a note.
  await here.locator(".ledger-row").nth(1).click();
  await here.locator("#note").fill("written here");
  await here.locator("#note").blur();
  const before = await projectFile(here);

  await dropFile(t, here, "p.standpoint.json", other);
  const question = here.getByRole("dialog", { name: "Another state of a project that is here" });
  await question.getByText("1 × added").waitFor();
  await question.getByText("1 × deleted, as in the file").waitFor();
  await question.getByText("1 × differs, stays as it is here").waitFor();
  await question.getByRole("listitem").filter({ hasText: "Mention “Ada saw the mill.”" }).waitFor();
  await question.getByRole("button", { name: "Cancel" }).click();
  assert.equal(await here.getByText(/^Stopped/).count(), 0);
  assert.equal(await projectFile(here), before);

  await dropFile(t, here, "p.standpoint.json", other);
  await question.getByRole("button", { name: "Merge" }).press("Enter");
  await here.getByText("p.standpoint.json was merged in.").waitFor();
  assert.deepEqual(await rows(here), ["Zoë saw the bridge.", "Nobody else did."]);
  await here.locator(".saving-state[data-state=saved]").waitFor();
  const merged = await projectFile(here);
  assert.match(merged, /written here/);

  // The same file once more brings nothing; the merge comes back after a reload, and goes as one.
  await dropFile(t, here, "p.standpoint.json", other);
  await question.getByText(/stays as it is here/).first().waitFor();
  await question.getByRole("button", { name: "Cancel" }).click();
  await here.reload();
  await here.locator(".ledger-row").nth(1).waitFor();
  assert.equal(await projectFile(here), merged);
  await here.locator(".text").focus();
  await here.keyboard.press("Control+z");
  await here.locator(".ledger-row", { hasText: "Ada saw the mill." }).waitFor();
  assert.deepEqual(await rows(here), ["Ada saw the mill.", "Zoë saw the bridge."]);

  // There, the merged file brings the note.
  await dropFile(t, there, "merged.standpoint.json", merged);
  await there.getByRole("dialog").getByText("1 × changed to the newer state in the file").waitFor();
  await there.getByRole("dialog").getByRole("button", { name: "Merge" }).click();
  await there.getByText("was merged in.").waitFor();
  assert.match(await projectFile(there), /written here/);
});
