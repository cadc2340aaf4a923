// Bundles the pages that are measured beside Standpoint: node bundle.mjs FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { OTHERS } from "../contestants.mjs";

const STYLE = `
  body { margin: 0; }
  #content { max-width: 44rem; margin: 0 auto; font: 17px/1.65 serif; white-space: pre-wrap; word-wrap: break-word; }
`;
const [folder] = process.argv.slice(2);
const source = fileURLToPath(new URL("src/", import.meta.url));

await build({
  entryPoints: OTHERS.map(({ id }) => join(source, `${id}.mjs`)),
  outdir: folder,
  entryNames: "[name]/page",
  bundle: true,
  minify: true,
  format: "iife",
  target: "chrome120",
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  loader: { ".svg": "dataurl", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".eot": "dataurl" },
  logLevel: "error",
});
for (const { id, hasStyles } of OTHERS) {
  mkdirSync(join(folder, id), { recursive: true });
  writeFileSync(join(folder, id, "index.html"), `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${id}</title>
  <link rel="icon" href="data:,">
  ${hasStyles ? '<link rel="stylesheet" href="page.css">' : ""}
  <style>${STYLE}</style>
</head>
<body><script src="page.js"></script></body>
</html>
`);
}
