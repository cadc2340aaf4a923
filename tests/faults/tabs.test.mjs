// Two to five tabs on one project: one writes, the others follow; the writer dies, and another one goes on.
import assert from "node:assert/strict";
import { compare, fill, isOpen, isSaved, look, make, marksAre, watch } from "./hand.mjs";
import { Notebook, PROJECT } from "./notebook.mjs";
import { later, row, until } from "./row.mjs";

const MOST_TABS = 5;

row("two to five tabs, random schedules, the writer killed", 1_000, async (sitting, stage) => {
  const context = await stage.context();
  const notebook = new Notebook();
  await watch(context, (seen) => notebook.see(seen));
  let writer = await context.newPage();
  let followers = [];
  const follow = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    await page.goto(`${stage.origin}/#/project/${PROJECT}`);
    await isOpen(page);
    await banner(page).waitFor();
    followers.push(page);
  };
  await fill(writer, stage.origin);
  await look(writer, stage.origin, notebook);
  await sitting.each(async (run, chance) => {
    const tabs = chance.between(2, MOST_TABS);
    while (followers.length > tabs - 1) await followers.splice(chance.below(followers.length), 1)[0].close();
    while (followers.length < tabs - 1) await follow();
    await writer.bringToFront();
    for (let acts = chance.between(1, 3); acts > 0; acts -= 1) {
      const act = chance.of(["edit", "edit", "refused", "reload"]);
      const follower = chance.of(followers);
      if (act === "edit") await make(writer, notebook, notebook.choose(chance));
      else if (act === "refused") {
        await follower.bringToFront();
        await isRefused(follower, notebook.model.marks.size);
      } else {
        await follower.reload();
        await banner(follower).waitFor();
      }
      await writer.bringToFront();
    }
    // Whoever takes over does so while the hand still finds out.
    const taken = Promise.any(followers.map((page) =>
      banner(page).waitFor({ state: "detached" }).then(() => ({ page, at: performance.now() }))));
    taken.catch(() => {});
    let died;
    const killed = later(chance.between(0, 500)).then(async () => {
      died = performance.now();
      await kill(writer, chance);
    });
    await until(killed, () => make(writer, notebook, notebook.choose(chance)));
    const next = await taken;
    writer = next.page;
    sitting.tally.note("takeover, ms", next.at - died);
    followers = followers.filter((page) => page !== writer);
    sitting.tally.add(await compare(writer, notebook), run);
    sitting.tally.acknowledged = notebook.acknowledged;
    // All see the same, and the new writer writes.
    await writer.bringToFront();
    if (notebook.model.undo.length > 0) await make(writer, notebook, { do: "undo" });
    await isSaved(writer);
    await Promise.all([writer, ...followers].map((page) => marksAre(page, notebook.model.marks.size)));
  });
});

const banner = (page) => page.getByText("this one follows");

async function kill(page, chance) {
  if (chance.onceIn(3)) return page.close();
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  return page.close();
}

/** A tab that follows takes no edits: it shows so many marks before and after. */
async function isRefused(page, count) {
  await marksAre(page, count);
  await page.locator(".text").focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.press("1");
  await page.getByText("This tab only follows").waitFor();
  assert.equal(await page.locator(".text mark[data-glyph]").count(), count);
}
