// Where the rows play: the page on a server of its own, and browsers that have never seen it.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inEmptyFolder } from "../browser/analyst.mjs";
import { drop, launch, serve } from "../browser/support.mjs";
import { isOpen, isSaved, projectOf, viewport, watch } from "./hand.mjs";
import { Notebook, marksIn } from "./notebook.mjs";

/** A page of the same origin without the program, from which storage is filled and read. */
const blank = { "/empty.html": "<!doctype html><title>Empty</title><link rel=icon href=data:,>" };

/** Gives `body` a stage, which goes when it ends. `pages` are served in place of the built ones. */
export async function onStage(body, pages = {}) {
  const server = await serve({ ...blank, ...pages });
  const stage = new Stage(server.origin);
  try {
    return await body(stage);
  } finally {
    await stage.close();
    await server.close();
  }
}

class Stage {
  #browser;

  constructor(origin) {
    this.origin = origin;
  }

  /** A browser that knows nothing. A user who is asked whether to leave with something unsaved leaves. */
  async context(options = {}) {
    this.#browser ??= launch();
    const context = await (await this.#browser).newContext({ viewport, ...options });
    context.on("dialog", (dialog) => dialog.accept().catch(() => {}));
    return context;
  }

  /** Gives `body` a page in such a browser, a notebook that sees what its pages show, and the list of that. */
  async fresh(body, options) {
    const context = await this.context(options);
    const notebook = new Notebook();
    const states = [];
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

  /** Leaves the program, whatever is unsaved. */
  leave(page) {
    return page.goto(`${this.origin}/empty.html`);
  }

  /** Opens the program without a project. */
  async start(page) {
    await page.goto(this.origin);
    await page.locator("html[data-ready]").waitFor({ state: "attached" });
  }

  /** The marks of a file as a fresh browser opens and saves them. */
  opened(text, name) {
    return inEmptyFolder(async (folder) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return this.fresh(async (page) => {
        await this.start(page);
        await drop(page, path);
        await isOpen(page);
        await isSaved(page);
        return marksIn(await projectOf(page));
      });
    });
  }

  async close() {
    await (await this.#browser)?.close();
  }
}
