// Browsers that have never seen the page, and what a file comes to in one.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inEmptyFolder } from "../browser/analyst.mjs";
import { drop } from "../browser/support.mjs";
import { isOpen, isSaved, projectOf, viewport, watch } from "./hand.mjs";
import { Notebook, marksIn } from "./notebook.mjs";

/**
 * Gives `body` a page, a notebook that sees what the pages of this browser show, and the list of that. A
 * user who is asked whether to leave with something unsaved leaves.
 */
export async function inFreshBrowser(browser, body, options = {}) {
  const context = await browser.newContext({ viewport, ...options });
  const notebook = new Notebook();
  const states = [];
  context.on("dialog", (dialog) => dialog.accept().catch(() => {}));
  try {
    await watch(context, (seen) => {
      notebook.see(seen);
      states.push(seen);
    });
    return await body(await context.newPage(), notebook, states);
  } finally {
    await context.close();
  }
}

/** The marks of a file as a fresh browser opens and saves them. */
export function openedElsewhere(browser, origin, text, name) {
  return inEmptyFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return inFreshBrowser(browser, async (page) => {
      await page.goto(origin);
      await page.locator("html[data-ready]").waitFor({ state: "attached" });
      await drop(page, path);
      await isOpen(page);
      await isSaved(page);
      return marksIn(await projectOf(page));
    });
  });
}
