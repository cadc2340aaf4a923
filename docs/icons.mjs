// Draws the PNG files of www/icons from its SVG.
//   STANDPOINT_CHROMIUM=/usr/bin/chromium node docs/icons.mjs
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser/support.mjs";

const folder = (name) => fileURLToPath(new URL(`../www/icons/${name}`, import.meta.url));
const drawing = await readFile(folder("standpoint.svg"), "utf8");
// For shapes that the system cuts itself: the ground to the edges, the rest within four fifths.
const whole = drawing.replace(/ rx="\d+"/, "").replace('viewBox="0 0 64 64"', 'viewBox="-8 -8 80 80"')
  .replace("<rect", '<rect x="-8" y="-8"').replace('width="64" height="64"', 'width="80" height="80"');

const browser = await launch();
for (const [name, size, svg] of [["192.png", 192, drawing], ["512.png", 512, drawing],
  ["maskable.png", 512, whole], ["touch.png", 180, whole]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: folder(name), omitBackground: true });
  await page.close();
}
await browser.close();
