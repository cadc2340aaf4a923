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

/** Serves a folder from memory, so that neither the disk nor gzip is in the measured time. */
export async function serveCompressed(folder) {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((path) => [
        `/${relative(folder, path).split(sep).join("/")}`,
        { body: gzipSync(readFileSync(path), { level: 9 }), type: TYPES[extname(path)] ?? "application/octet-stream" },
      ]),
  );
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
