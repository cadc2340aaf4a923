// A static server that compresses as a host of static pages does, and counts what it sends.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder from memory, so that neither the disk nor gzip is in the measured time, and made
 * files (name → content) beside it.
 */
export async function serveCompressed(folder, made = {}) {
  const files = new Map();
  const add = (name, content) => files.set(`/${name}`, {
    body: gzipSync(content, { level: 9 }),
    type: TYPES[extname(name)] ?? "application/octet-stream",
  });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(".map")) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    add(relative(folder, path).split(sep).join("/"), readFileSync(path));
  }
  for (const [name, content] of Object.entries(made)) add(name, content);
  let bytes = 0;
  let requests = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = files.get(path === "/" ? "/index.html" : path);
    if (!file) return response.writeHead(404).end();
    bytes += file.body.length;
    requests += 1;
    response.writeHead(200, {
      "content-type": file.type,
      "content-encoding": "gzip",
      "content-length": file.body.length,
      "cache-control": "no-store",
    });
    response.end(file.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    startCount: () => {
      bytes = 0;
      requests = 0;
    },
    count: () => ({ bytes, requests }),
    close: () => server.close(),
  };
}
