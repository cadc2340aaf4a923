// What an open text weighs: nodes of the document, JavaScript heap, WebAssembly memory.
import { ALL } from "../contestants.mjs";
import { atMost, atMostTimes, ms, table, whole } from "../results.mjs";

export const name = "weight";
const SIZE = "1 MB";
const MEBIBYTE = 2 ** 20;
const nodes = (sample) => sample.nodes;
const paragraphs = (sample) => sample.paragraphs;
const heapMb = (sample) => sample.heapMb;
const wasmMb = (sample) => sample.wasmMb;
const bothMb = (sample) => sample.heapMb + sample.wasmMb;

export const appliesTo = (_, text) => text === SIZE;

export async function measure(sitting, measured) {
  await sitting.settle();
  const { count, paragraphs: own } = await sitting.ask("nodes");
  const wasmBytes = await sitting.tab.evaluate(() => globalThis.contestant.wasmBytes?.() ?? 0);
  // The harness's own copy of the text is not the program's.
  await sitting.ask("forget");
  await sitting.session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await sitting.session.send("Runtime.getHeapUsage");
  await sitting.ask("give", measured);
  return { nodes: count, paragraphs: own, heapMb: usedSize / MEBIBYTE, wasmMb: wasmBytes / MEBIBYTE };
}

export function bars(results) {
  const own = (pick) => results.median(name, SIZE, "standpoint", pick);
  return [
    atMostTimes("DOM nodes at 1 MB, beside the paragraphs' own", own(nodes), own(paragraphs), 1.5),
    atMost("JavaScript heap and WebAssembly memory at 1 MB", own(bothMb), 30, "MB"),
  ];
}

export function section(results) {
  return `## What an open text weighs

${SIZE} with 10,000 annotations, right after it was opened: elements and text nodes of the text (Standpoint's
paragraphs alone have ${results.shown(name, SIZE, "standpoint", paragraphs, whole)}), the JavaScript heap after a collection, the module's memory.

${table(
    ["", "nodes", "heap, MB", "WebAssembly, MB"],
    ALL.map(({ id, name: contestant }) => [
      contestant,
      results.shown(name, SIZE, id, nodes, whole),
      results.shown(name, SIZE, id, heapMb, ms),
      results.shown(name, SIZE, id, wasmMb, (number) => (number > 0 ? ms(number) : "–")),
    ]),
  )}`;
}
