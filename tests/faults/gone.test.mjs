// The page goes away while a hand works: it crashes, is reloaded, closed, or left for another page.
import { after, before } from "node:test";
import { launch, serve } from "../browser/support.mjs";
import { blank, fill, look, make, marksAre, viewport, watch } from "./hand.mjs";
import { Notebook } from "./notebook.mjs";
import { later, row, until } from "./row.mjs";

let server, browser;

before(async () => {
  server = await serve(blank);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

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
  ["navigated away mid-edit", (page) => page.goto(`${server.origin}/empty.html`, { waitUntil: "commit" })],
]) {
  row(fault, 200, async (sitting) => {
    const context = await browser.newContext({ viewport });
    const notebook = new Notebook();
    try {
      await watch(context, (seen) => notebook.see(seen));
      // Asked whether to leave with something unsaved, the user leaves.
      context.on("dialog", (dialog) => dialog.accept().catch(() => {}));
      let page = await context.newPage();
      await fill(page, server.origin);
      await look(page, server.origin, notebook);
      await sitting.each(async (run, chance) => {
        const work = async () => {
          await make(page, notebook, notebook.choose(chance));
          if (chance.onceIn(2)) await marksAre(page, notebook.model.marks.size);
        };
        await work();
        await until(later(chance.between(0, 1_500)).then(() => leave(page)), work);
        if (page.isClosed()) page = await context.newPage();
        sitting.tally.add(await look(page, server.origin, notebook), run);
        sitting.tally.acknowledged = notebook.acknowledged;
      });
    } finally {
      await context.close();
    }
  });
}
