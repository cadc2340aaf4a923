// The page goes away while a hand works: it crashes, is reloaded, closed, or left for another page.
import { fill, look, make, marksAre, watch } from "./hand.mjs";
import { Notebook } from "./notebook.mjs";
import { later, row, until } from "./row.mjs";

for (const [fault, leave] of [
  ["renderer crashed mid-edit", async (page) => {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await page.close();
  }],
  ["page reloaded mid-edit", (page) => page.reload({ waitUntil: "commit" })],
  ["tab closed mid-edit", async (page) => {
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
  }],
  ["navigated away mid-edit", (page, origin) => page.goto(`${origin}/empty.html`, { waitUntil: "commit" })],
]) {
  row(fault, 200, async (sitting, stage) => {
    const context = await stage.context();
    const notebook = new Notebook();
    await watch(context, (seen) => notebook.see(seen));
    let page = await context.newPage();
    await fill(page, stage.origin);
    await look(page, stage.origin, notebook);
    await sitting.each(async (run, chance) => {
      const work = async () => {
        await make(page, notebook, notebook.choose(chance));
        if (chance.onceIn(2)) await marksAre(page, notebook.model.marks.size);
      };
      await work();
      await until(later(chance.between(0, 1_500)).then(() => leave(page, stage.origin)), work);
      if (page.isClosed()) page = await context.newPage();
      sitting.tally.add(await look(page, stage.origin, notebook), run);
      sitting.tally.acknowledged = notebook.acknowledged;
    });
  });
}
