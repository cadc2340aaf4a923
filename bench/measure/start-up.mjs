// From navigation in a fresh profile until a text can be marked.
import { OTHERS, STANDPOINT } from "../contestants.mjs";
import { NETWORKS, measureLoad } from "../load.mjs";
import { projectFile } from "../project-file.mjs";
import { atMostTimes, ms, table, whole } from "../results.mjs";
import { serveCompressed } from "../server.mjs";
import { SIZES, article } from "../texts.mjs";

export const name = "start-up";
const readyMs = (sample) => sample.readyMs;

/** The pages with the address to open and the value of `data-ready` to wait for. */
function pagesOf({ page, empty, others }) {
  const measured = article(SIZES[0]);
  const { text, annotations } = measured;
  return [
    { id: STANDPOINT.id, name: STANDPOINT.name, folder: page, path: "?corpus=project.json", ready: "article",
      made: { "project.json": projectFile(measured, { alone: true }) } },
    { id: "sample", name: "Standpoint, its sample", folder: page, path: "#/sample", ready: "article" },
    { id: "empty", name: "empty Yew page", folder: empty, path: "", ready: "page" },
    ...OTHERS.map(({ id, name: contestant }) => (
      { id, name: contestant, folder: `${others}/${id}`, path: "#start", ready: "article",
        made: { "text.json": JSON.stringify({ text, annotations }) } }
    )),
  ];
}

/** Adds a sample for each page, network and run, in turn. */
export async function measureAll(browser, folders, runs, results) {
  const pages = pagesOf(folders);
  const servers = await Promise.all(pages.map(({ folder, made }) => serveCompressed(folder, made)));
  try {
    for (const network of NETWORKS) {
      // Interleaved, so that a busy moment of the machine meets all pages.
      for (let run = 0; run < runs; run += 1) {
        for (const [index, page] of pages.entries()) {
          const sample = await measureLoad(browser, servers[index], page, network)
            .catch((error) => ({ failed: error.message }));
          if (sample.failed) console.warn(sample.failed);
          results.add(name, network.name, page.id, sample);
        }
      }
    }
  } finally {
    servers.forEach((server) => server.close());
  }
}

export function bars(results) {
  return NETWORKS.flatMap(({ name: network }) => {
    const own = results.median(name, network, STANDPOINT.id, readyMs);
    const where = network === NETWORKS[0].name ? "" : `, ${network}`;
    return [
      atMostTimes(`start-up${where}, beside the smallest Yew page`, own, results.median(name, network, "empty", readyMs), 1.3),
      atMostTimes(`start-up${where}, beside the best annotator`, own, results.best(name, network, readyMs)?.value, 0.6),
    ];
  });
}

export function section(results) {
  const pages = [
    STANDPOINT,
    { id: "sample", name: "Standpoint, its sample" },
    { id: "empty", name: "empty Yew page" },
    ...OTHERS,
  ];
  return `## Start-up

From navigation until an article of 10 KB with 100 annotations is on the screen and can be marked; for the empty
Yew page, until its paragraph is. Fresh profiles. Bytes are the bodies as gzip, level 9, up to then.

${table(
    ["", ...NETWORKS.map(({ name: network }) => `network ${network}, ms`), "bytes", "requests"],
    pages.map(({ id, name: page }) => [
      page,
      ...NETWORKS.map(({ name: network }) => results.shown(name, network, id, readyMs, ms)),
      results.shown(name, NETWORKS[0].name, id, (sample) => sample.bytes, whole),
      results.shown(name, NETWORKS[0].name, id, (sample) => sample.requests, whole),
    ]),
  )}`;
}
