// What the browser tests share: the built page on a server, a Chromium, pages that must not err.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile, mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const dist = resolve(root, process.env.STANDPOINT_DIST ?? "dist");

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css",
  ".wasm": "application/wasm", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json",
};
export const flags = ["--no-sandbox", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/// Serves `dist`, and `extra` (path → string, bytes or a function of request and response) first.
export async function serve(extra = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://page").pathname);
    requests.push(path);
    try {
      const made = extra[path];
      if (typeof made === "function") return await made(request, response);
      const file = join(dist, normalize(path.endsWith("/") ? `${path}index.html` : path));
      assert.ok(file.startsWith(dist + sep));
      const body = made ?? await readFile(file);
      const type = types[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin, requests, close };
}

export function launch() {
  return chromium.launch({ executablePath: process.env.STANDPOINT_CHROMIUM, args: flags });
}

/// A page in a context of its own. What goes wrong on it fails the test when it ends, but for what
/// `allowed`, a regular expression, expects.
export async function open(t, browser, origin, options = {}) {
  const { address = "/", allowed = /^$/, prepare = async () => {}, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, acceptDownloads: true,
    // Else a page that has been at rest for a while would be answered from what it has kept.
    serviceWorkers: "block", ...rest,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = watch(page, origin);
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults.filter((fault) => !allowed.test(fault)), []);
  });
  await prepare(page, context);
  await page.goto(origin + address);
  if (options.waits !== false) await page.locator("html[data-ready]").waitFor({ state: "attached" });
  return page;
}

/// Notes page errors, errors on the console, dialogs and requests to other origins.
export function watch(page, origin) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(`page error: ${error}`));
  page.on("console", (line) => {
    if (line.type() === "error") faults.push(`console: ${line.text()}`);
  });
  page.on("dialog", async (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) faults.push(`request: ${url}`);
  });
  // What the page's own policy stops was never sent.
  page.on("requestfailed", (request) => {
    const at = faults.indexOf(`request: ${request.url()}`);
    if (request.failure().errorText === "csp" && at >= 0) faults.splice(at, 1);
  });
  return faults;
}

/// A new folder with these files (path → content), gone when the test ends.
export async function folder(t, files) {
  const made = await mkdtemp(join(tmpdir(), "standpoint-test-"));
  t.after(() => rm(made, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(made, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return made;
}

/// Drops files or folders of this machine on the page, as a hand would.
export async function drop(page, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [paths].flat(), dragOperationsMask: 1 };
  const { width, height } = page.viewportSize();
  // Twice over, as what lies below may have moved at the first.
  for (const type of ["dragEnter", "dragOver", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: width / 2, y: height - 10, data });
  }
  await session.detach();
}

/// The content of the file that the page hands out when `act` is done.
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Presses a tool of the header, which is in its menu “More” where there is no room for it. */
export async function tool(page, name) {
  const button = page.getByRole("button", { name, exact: true });
  if (await button.isVisible()) return button.click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  return page.getByRole("menuitem", { name: new RegExp(`^${name}`) }).click();
}
