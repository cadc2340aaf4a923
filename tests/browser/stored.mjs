// The browser's database as tests see it: the log and its snapshots, read and written without the program.
import { readFile } from "node:fs/promises";

/// CRC-32 of zip and gzip over a string's UTF-8, in hexadecimal.
export function crc32(string) {
  let rest = ~0;
  for (const byte of new TextEncoder().encode(string)) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (~rest >>> 0).toString(16).padStart(8, "0");
}

/// A record as the log has it.
export function record(seq, act) {
  const body = JSON.stringify({ v: 1, seq, at: "2026-01-05T09:00:00.000Z", ...act });
  return `{"crc":"${crc32(body)}","body":${body}}`;
}

/// An edit that names the project.
export const rename = (seq, name) =>
  record(seq, { do: "edit", label: `Name the project “${name}”`, operation: { do: "set_name", name } });

/// A log of the project file: its beginning, and so many names behind it.
export async function logOf(file, edits) {
  const project = JSON.parse(await readFile(file, "utf8"));
  const records = [record(0, { do: "begin", project })];
  for (let seq = 1; seq <= edits; seq += 1) records.push(rename(seq, `Name ${seq}`));
  return { id: project.id, records };
}

/// Makes the database as a program of that version left it, with the project's log in it.
export function store(page, { id, records }, version = 2) {
  return page.evaluate(async ({ id, records, version }) => {
    const request = indexedDB.open("standpoint", version);
    request.onupgradeneeded = () => {
      const names = ["projects", "log", "settings", ...(version > 1 ? ["snapshots"] : [])];
      for (const name of names) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
    };
    await new Promise((done, failed) => { request.onsuccess = done; request.onerror = failed; });
    const transaction = request.result.transaction(["projects", "log"], "readwrite");
    transaction.objectStore("projects").put(JSON.stringify({ name: "Stored", articles: 1, updated: "" }), id);
    records.forEach((record, seq) => transaction.objectStore("log").put(record, [id, seq]));
    await new Promise((done) => { transaction.oncomplete = done; });
    request.result.close();
  }, { id, records, version });
}

/// Every store of the database as [key, value] pairs, and its version. Made for no database: null.
export const stored = (page) => page.evaluate(async () => {
  const request = indexedDB.open("standpoint");
  let isNew = false;
  request.onupgradeneeded = () => { isNew = true; request.transaction.abort(); };
  await new Promise((done) => { request.onsuccess = done; request.onerror = done; });
  if (isNew) return null;
  const found = { version: request.result.version };
  for (const name of request.result.objectStoreNames) {
    const store = request.result.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]
      .map((asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); })));
    found[name] = keys.map((key, at) => [key, values[at]]);
  }
  request.result.close();
  return found;
});

/// Puts a value in the place of what is stored there.
export const put = (page, store, key, value) => page.evaluate(async ({ store, key, value }) => {
  const request = indexedDB.open("standpoint");
  await new Promise((done) => { request.onsuccess = done; });
  const transaction = request.result.transaction(store, "readwrite");
  transaction.objectStore(store).put(value, key);
  await new Promise((done) => { transaction.oncomplete = done; });
  request.result.close();
}, { store, key, value });

/// The same string with one character changed.
export const damaged = (string, at = string.length >> 1) =>
  string.slice(0, at) + (string[at] === "~" ? "^" : "~") + string.slice(at + 1);
