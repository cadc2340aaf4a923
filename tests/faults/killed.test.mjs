// The whole browser is killed while a hand works, again and again, on one project in one profile.
import { inEmptyFolder, startBrowser } from "../browser/analyst.mjs";
import { fill, look, make, marksAre, watch } from "./hand.mjs";
import { Notebook } from "./notebook.mjs";
import { later, row, until } from "./row.mjs";

row("browser killed at a random moment during edits", 200, async (sitting, stage) => {
  await inEmptyFolder(async (profile) => {
    const notebook = new Notebook();
    let browser, page;
    const start = async () => {
      await browser?.kill();
      browser = await startBrowser(profile);
      await watch(browser.context, (seen) => notebook.see(seen));
      page = await browser.context.newPage();
    };
    try {
      await start();
      await fill(page, stage.origin);
      await look(page, stage.origin, notebook);
      await sitting.each(async (run, chance) => {
        // A run that failed leaves its browser.
        if (page.isClosed()) await start().then(() => look(page, stage.origin, notebook));
        const work = async () => {
          await make(page, notebook, notebook.choose(chance));
          if (chance.onceIn(2)) await marksAre(page, notebook.model.marks.size);
        };
        await work();
        const kill = () => browser.kill();
        // Now and then the hand rests before, which is when a snapshot is written.
        if (chance.onceIn(8)) await later(chance.between(3_900, 4_600)).then(kill);
        else await until(later(chance.between(0, 2_500)).then(kill), work);
        await start();
        sitting.tally.add(await look(page, stage.origin, notebook), run);
        sitting.tally.acknowledged = notebook.acknowledged;
      });
    } finally {
      await browser?.kill();
    }
  });
});
