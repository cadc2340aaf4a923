// Who opens which text how often, and what is measured then.
import { ALL, STANDPOINT } from "./contestants.mjs";
import { projectFile } from "./project-file.mjs";
import { serveCompressed } from "./server.mjs";
import { NotFinished, inFreshPage } from "./sitting.mjs";

/** Who takes longer to open a text is measured with it once. */
export const SLOW_MS = 2_500;

/**
 * Lets each contestant open each text in turn, `runs` times, and takes the steps on it that apply.
 * What a contestant does not finish is noted as its result.
 */
export async function measureAll(browser, folders, texts, steps, runs, results) {
  for (const text of texts) {
    const servers = await serveAll(folders, text);
    const slow = new Set();
    try {
      for (let run = 0; run < runs; run += 1) {
        for (const contestant of ALL) {
          const due = steps.filter((step) => step.appliesTo?.(contestant, text.name) ?? true);
          if (due.length === 0 || slow.has(contestant)) continue;
          const began = Date.now();
          const openMs = await sit(browser, servers.get(contestant), contestant, text, due, results);
          console.log(`${text.name}, ${contestant.id}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
          if (!(openMs < SLOW_MS)) slow.add(contestant);
        }
      }
    } finally {
      for (const server of servers.values()) server.close();
    }
  }
}

async function serveAll(folders, text) {
  const servers = new Map();
  for (const contestant of ALL) {
    const isOwn = contestant === STANDPOINT;
    const folder = isOwn ? folders.page : `${folders.others}/${contestant.id}`;
    servers.set(contestant, await serveCompressed(folder, isOwn ? { "project.json": projectFile(text) } : {}));
  }
  return servers;
}

/** One contestant with one text: every step's sample, and how long opening took. */
async function sit(browser, server, contestant, text, steps, results) {
  let failed = null;
  let openMs = 0;
  await inFreshPage(browser, contestant, async (sitting) => {
    const path = contestant === STANDPOINT ? "?corpus=project.json" : "";
    await sitting.start(server.address + path, text);
    for (const step of steps) {
      if (failed === null) {
        try {
          const sample = await step.measure(sitting, text);
          openMs = Math.max(openMs, sample.openMs ?? 0);
          results.add(step.name, text.name, contestant.id, sample);
          continue;
        } catch (error) {
          failed = error instanceof NotFinished ? error.message : "failed";
          console.warn(`${contestant.id}, ${text.name}, ${step.name}: ${error.message} ${sitting.errors.join("; ")}`);
        }
      }
      results.add(step.name, text.name, contestant.id, { failed });
    }
  });
  return failed === null ? openMs : Number.POSITIVE_INFINITY;
}
