// Builds of the page as a host serves them one after the other, made from the one in `dist`.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join, relative, sep } from "node:path";
import { dist, serve } from "./support.mjs";

const source = fileURLToPath(new URL("../../www/service-worker.js", import.meta.url));
const sha256 = (content, coding) => createHash("sha256").update(content).digest(coding);

/// The files of `dist`: path → bytes.
export async function files() {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const read = paths.map(async (path) => [relative(dist, path).replaceAll(sep, "/"), await readFile(path)]);
  return new Map(await Promise.all(read));
}

/// A development build, whose worker keeps nothing.
export async function development() {
  const made = await files();
  made.set("index.html", Buffer.from(withVersion(made.get("index.html").toString(), "")));
  return made.set("service-worker.js", await readFile(source));
}

/// The same program under other names, as another version: what is named by its content is named
/// `salt` as well, in all that refers to it.
export async function build(salt) {
  let made = await development();
  const renamed = (text) => text.replace(/(?<=-)[0-9a-f]{12,16}(?=(_\w+)?\.(js|wasm|css))/g,
    (hash) => sha256(hash + salt, "hex").slice(0, 16));
  made = new Map([...made].map(([path, bytes]) =>
    [renamed(path), /\.(html|js)$/.test(path) ? Buffer.from(renamed(bytes.toString())) : bytes]));
  const page = made.get("index.html").toString();
  const scripts = [...page.matchAll(/<script(?![^>]* src)[^>]*>([^]*?)<\/script>/g)];
  const allowed = scripts.map(([, script]) => ` 'sha256-${sha256(script, "base64")}'`).join("");
  const sealed = page.replace(/( 'sha256-[^']*')+/, allowed);
  const version = sha256(sealed + salt, "hex").slice(0, 16);
  made.set("index.html", Buffer.from(withVersion(sealed, version)));
  const listed = [...made].filter(([path]) => !/^(404\.html|service-worker\.js|.*\/\..*)$/.test(path))
    .map(([path, bytes]) => [path === "index.html" ? "./" : path, sha256(bytes, "hex")]);
  const worker = (await readFile(source, "utf8"))
    .replace('VERSION = ""', `VERSION = "${version}"`)
    .replace("FILES = {}", `FILES = ${JSON.stringify(Object.fromEntries(listed))}`);
  return made.set("service-worker.js", Buffer.from(worker));
}

const withVersion = (page, version) =>
  page.replace(/<meta name="version" content="[^"]*">/, `<meta name="version" content="${version}">`);

/// The build's version, as its page says it.
export const versionOf = (made) => /<meta name="version" content="([^"]*)">/.exec(made.get("index.html"))[1];

/// Serves one build below a folder of a host, and nothing else; `show` is for the next one.
export async function host(first, folder = "/some/folder/") {
  let shown = first;
  const gone = (_, response) => response.writeHead(404).end();
  const server = await serve(new Proxy({}, {
    get(_, path) {
      if (!path.startsWith(folder)) return gone;
      return shown.get(path.slice(folder.length) || "index.html") ?? gone;
    },
  }));
  return { ...server, address: folder, show: (next) => { shown = next; } };
}

/// Until the page is kept and answered from what is kept.
export const kept = (page) => page.evaluate(async () => {
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller) {
    await new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  }
  await serviceWorker.ready;
});

/// Has the page look for a newer version, as it does every hour, until it is there or refused.
export const look = (page) => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const coming = registration.installing;
  if (!coming) return;
  while (coming.state === "installing") await new Promise((done) => coming.addEventListener("statechange", done, { once: true }));
});

/// The offer of a newer version.
export const offer = (page) => page.getByRole("region", { name: "New version" });
