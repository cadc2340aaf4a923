// Who is measured, by the id that names the page.
import { readFileSync } from "node:fs";

const others = JSON.parse(readFileSync(new URL("others/package.json", import.meta.url), "utf8"));
const versionOf = (name) => `${name} ${others.dependencies[name]}`;

export const STANDPOINT = { id: "standpoint", name: "**Standpoint**" };

/** What Standpoint is measured beside; the bars ask for the best of those that are annotators. */
export const OTHERS = [
  { id: "pre", name: "plain `<pre>`" },
  { id: "marks", name: "`<pre>` with eager `<mark>`" },
  { id: "mark-js", name: `${versionOf("mark.js")} (highlights only)` },
  { id: "react-text-annotate", name: versionOf("react-text-annotate"), isAnnotator: true },
  { id: "text-annotator-spans", name: `${versionOf("@recogito/text-annotator")}, spans`, isAnnotator: true, hasStyles: true },
  { id: "text-annotator-highlights", name: `${versionOf("@recogito/text-annotator")}, CSS highlights`, isAnnotator: true, hasStyles: true },
  { id: "recogito-js", name: versionOf("@recogito/recogito-js"), isAnnotator: true, hasStyles: true },
  { id: "label-studio", name: `Label Studio (${versionOf("@heartexlabs/label-studio")})`, isAnnotator: true, hasStyles: true },
];

export const ALL = [STANDPOINT, ...OTHERS];
