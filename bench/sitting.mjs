// One contestant with one text, in a fresh profile: opened once, then measured.
import { fileURLToPath } from "node:url";

/** A step that takes longer is given up, and the table says so. */
export const LIMIT_MS = 60_000;
const VIEWPORT = { width: 1280, height: 800 };
const script = (name) => fileURLToPath(new URL(`page/${name}`, import.meta.url));

/** Fails a contestant's step, not the run. */
export class NotFinished extends Error {}

/** The answer of `work`, or `NotFinished` after the limit. */
export async function within(limitMs, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new NotFinished(`did not finish in ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Opens the contestant's page in a fresh profile and calls `body` with it; the page is gone
 * afterwards, however busy it is.
 */
export async function inFreshPage(browser, contestant, body) {
  const context = await browser.newContext({ viewport: VIEWPORT, serviceWorkers: "block" });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(LIMIT_MS);
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    await tab.addInitScript({ path: script("harness.js") });
    if (contestant.id === "standpoint") await tab.addInitScript({ path: script("standpoint.js") });
    const session = await context.newCDPSession(tab);
    await session.send("Performance.enable");
    return await body(new Sitting(contestant, tab, session, errors));
  } finally {
    await context.close();
  }
}

export class Sitting {
  constructor(contestant, tab, session, errors) {
    Object.assign(this, { contestant, tab, session, errors });
  }

  /** Calls a function of the harness in the page, at most as long as the limit. */
  async ask(name, ...values) {
    const answer = this.tab.evaluate(({ name, values }) => globalThis.bench[name](...values), { name, values });
    answer.catch(() => {});
    return within(LIMIT_MS, answer);
  }

  /** Loads the program, until it would open the text at the next call. */
  async start(address, measured) {
    await this.tab.goto(address);
    if (this.contestant.id === "standpoint") {
      await this.tab.locator("html[data-ready=article]").waitFor({ state: "attached" });
      await this.tab.locator(".saving-state[data-state=saved]").waitFor();
      const report = await this.tab.getByRole("dialog").count();
      if (report > 0) throw new Error(`Standpoint reports faults: ${await this.tab.getByRole("dialog").innerText()}`);
    }
    await this.ask("give", measured);
  }

  /** Milliseconds that the main thread has worked on tasks since the page began. */
  async taskMs() {
    const { metrics } = await this.session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  }

  /** Waits until the page has next to nothing to do: for a moment, less than a tenth of the time. */
  async settle() {
    const end = Date.now() + 10_000;
    for (let before = await this.taskMs(); Date.now() < end;) {
      await new Promise((later) => { setTimeout(later, 120); });
      const now = await this.taskMs();
      if (now - before < 12) return;
      before = now;
    }
  }
}
