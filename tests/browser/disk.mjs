// A disk that the analyst gives to the page. A headless browser shows no picker of files or folders, so this
// stands in for it with the browser's own file system, which has the same interface.
import { saved } from "./support.mjs";

/// Runs before the page's own scripts, at each load.
export function standIn() {
  // Before it has gone anywhere, a page has no disk.
  if (!window.isSecureContext) return;
  const folder = () => navigator.storage.getDirectory();
  window.picked = [];
  window.written = 0;
  window.nextFile = "report.json";
  window.showSaveFilePicker = async (options) => {
    window.picked.push(options.suggestedName);
    if (!navigator.userActivation.isActive) throw new DOMException("not at a press", "SecurityError");
    if (!window.nextFile) throw new DOMException("closed", "AbortError");
    return (await folder()).getFileHandle(window.nextFile, { create: true });
  };
  window.nextFolder = "report";
  window.showDirectoryPicker = async ({ mode }) => {
    window.picked.push(mode);
    if (!navigator.userActivation.isActive) throw new DOMException("not at a press", "SecurityError");
    if (!window.nextFolder) throw new DOMException("closed", "AbortError");
    return (await folder()).getDirectoryHandle(window.nextFolder, { create: true });
  };
  // Of what is dropped from the real disk, the one of the same name here.
  DataTransferItem.prototype.getAsFileSystemHandle = async function () {
    const { name, isDirectory } = this.webkitGetAsEntry();
    const root = await folder();
    return isDirectory ? root.getDirectoryHandle(name) : root.getFileHandle(name);
  };
  const place = async (path) => {
    const parts = path.split("/");
    let inner = await folder();
    for (const part of parts.slice(0, -1)) inner = await inner.getDirectoryHandle(part, { create: true });
    return [inner, parts.at(-1)];
  };
  const file = async (path, options) => {
    const [inner, name] = await place(path);
    return inner.getFileHandle(name, options);
  };
  window.onDisk = async (path) => (await (await file(path)).getFile()).text();
  window.toDisk = async (path, text) => {
    const writing = await (await file(path, { create: true })).createWritable();
    await writing.write(text);
    await writing.close();
  };
  window.offDisk = async (path) => {
    const [inner, name] = await place(path);
    return inner.removeEntry(name, { recursive: true });
  };
  window.allOnDisk = async (path) => {
    const found = {};
    const walk = async (inner, before) => {
      for await (const [name, handle] of inner.entries()) {
        if (handle.kind === "directory") await walk(handle, `${before}${name}/`);
        else found[before + name] = await (await handle.getFile()).text();
      }
    };
    await walk(await (await folder()).getDirectoryHandle(path), "");
    return found;
  };
  // What the analyst and the system say.
  const said = (name) => localStorage.getItem(name) ?? "granted";
  FileSystemHandle.prototype.queryPermission = async () => said("known");
  FileSystemHandle.prototype.requestPermission = async () => {
    const answer = said("asked");
    localStorage.setItem("known", answer);
    return answer;
  };
  const { write } = FileSystemWritableFileStream.prototype;
  FileSystemWritableFileStream.prototype.write = function (...all) {
    const isFull = said("disk") === "full" || (said("disk") === "nearly full" && window.written > 0);
    if (isFull) throw new DOMException("no room", "QuotaExceededError");
    window.written += 1;
    // What someone else does while the first file is being written.
    const act = window.meanwhile;
    window.meanwhile = null;
    return act ? act().then(() => write.apply(this, all)) : write.apply(this, all);
  };
}

export const articleIsOpen = (page) => page.locator("html[data-ready=article]").waitFor({ state: "attached" });
export const banner = (page) => page.locator("#file-copy");
export const projectFile = (page) => saved(page, () => page.keyboard.press("Control+s")).then(({ text }) => text);
export const say = (page, name, answer) =>
  page.evaluate(([name, answer]) => localStorage.setItem(name, answer), [name, answer]);

export async function mark(page, key = "1") {
  const count = await page.locator(".ledger-row").count();
  await page.locator(".text").focus();
  await page.keyboard.press("e");
  await page.locator(".chooser").waitFor();
  await page.keyboard.press(key);
  await page.locator(".ledger-row").nth(count).waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await page.locator(".saving-state[data-state=saved]").waitFor();
}

export async function settingsSay(page, words) {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await dialog.locator("#settings-file-copy").getByText(words).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}
