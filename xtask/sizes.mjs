// Prints the raw, gzip and brotli size of each file of a folder, and their sums.
// gzip at level 9 and brotli at quality 11, file by file, as a static host would send them.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[2];
const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort()
  .map((path) => {
    const bytes = readFileSync(path);
    const gzip = gzipSync(bytes, { level: 9 }).length;
    return [relative(folder, path), bytes.length, gzip, brotliCompressSync(bytes).length];
  });
const sum = (name, rows) => [name, ...[1, 2, 3].map((column) => rows.reduce((total, row) => total + row[column], 0))];
// The page names what it fetches at once, and what it does not: the worker, which it starts at first
// need, the styles of what the rest draws, and the icon for those who install it. The rest of its
// module is named by its script. Styles and rest are fetched when an article can be marked.
const page = readFileSync(join(folder, "index.html"), "utf8").replaceAll(/<link [^>]*rel="?(later|apple-touch-icon)\b[^>]*>/g, "");
const first = rows.filter(([name]) => name === "index.html" || (page.includes(`./${name}`) && !name.startsWith("worker-")));
const sample = rows.filter(([name]) => name === "sample/project.json");
rows.push(sum("first load", first), sum("first load, sample", [...first, ...sample]), sum("sum", rows));

const width = Math.max(...rows.map(([name]) => name.length));
const line = (name, ...sizes) =>
  `  ${name.padEnd(width)}${sizes.map((size) => size.toLocaleString("en").padStart(12)).join("")}`;
console.log(line("bytes", "raw", "gzip", "brotli"));
for (const row of rows) console.log(line(...row));
