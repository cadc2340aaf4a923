// How overlapping marks look, held against stored pictures.
//
// Fonts and their drawing differ between machines and browsers, so each picture is stored under the
// browser's version and the width of a sample of its fonts, and only compared where both are the
// same. `STANDPOINT_STORE=1` stores the pictures of the browser that runs.
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { dragOver, press, settled } from "./analyst.mjs";
import { mention, openMarked, stance } from "./marked.mjs";
import { launch, serve } from "./support.mjs";

const stored = fileURLToPath(new URL("../golden/overlap", import.meta.url));
/** Of the pixels, how many may differ: the edges of letters are not the same on each run. */
const TOLERANCE = 0.001;

const text = [
  "The French army in Mali met Carl, who said that the plan would rise.",
  "Ada, who came late, praised it and so did nobody else at the harbour.",
  "Share this article with friends and followers.",
  "One two three four five six seven eight nine ten eleven twelve.",
].join("\n");

/** The place of words in the text, where `from` begins. */
const at = (words, from = "") => {
  const start = text.indexOf(words, text.indexOf(from));
  return [start, start + words.length];
};

const records = {
  mentions: [
    mention(text, [at("French")], "place"),
    mention(text, [at("French army")], "organisation"),
    mention(text, [at("French army in Mali")], "event"),
    mention(text, [at("Mali met Carl")], "topic"),
    mention(text, [at("Carl")], "person"),
    mention(text, [at("plan")], "topic", { origin: "suggestion", decision: "pending" }),
    mention(text, [at("Ada"), at("came late")], "person"),
    mention(text, [at("harbour")], "place"),
    mention(text, [at("friends")], "person"),
    // Deeper than there are rows.
    ...["one", "two", "three", "four", "five", "six", "seven"].map((_, depth) => {
      const words = "One two three four five six seven eight nine ten eleven twelve".split(" ");
      return mention(text, [at(words.slice(depth % 5, words.length - depth).join(" "))], ["person", "event", "place"][depth % 3]);
    }),
  ],
  stances: [
    stance(text, "FAVOR", { expression: [at("praised it")], evidence: [at("praised it and so did nobody else")] }),
    stance(text, "AGAINST", { expression: [at("the plan would rise")], cue: [at("who said")] }),
  ],
  segments: [["boilerplate", at("Share this article with friends and followers.")]],
};

const cases = {
  light: { theme: "light" },
  dark: { theme: "dark" },
  focus: { theme: "light", act: (page) => page.locator(".ledger-row", { hasText: "came late" }).click() },
  selection: { theme: "light", act: (page) => dragOver(page, "army in Mali met Carl, who said that the plan") },
  "selection-dark": { theme: "dark", act: (page) => dragOver(page, "army in Mali met Carl, who said that the plan") },
};

test("overlapping marks look as they did", { timeout: 180_000 }, async (t) => {
  const [server, browser] = [await serve(), await launch()];
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  for (const [name, { theme, act }] of Object.entries(cases)) {
    await t.test(name, async (t) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: theme });
      try {
        await page.goto(`${server.origin}/`);
        await page.locator("html[data-ready]").waitFor({ state: "attached" });
        await openMarked(page, text, records);
        await act?.(page);
        await settled(page);
        // Neither the pointer nor what appears beside a selection belongs to the picture.
        await page.mouse.move(5, 5);
        await page.evaluate(() => document.querySelectorAll(".chooser, .caret").forEach((it) => {
          it.style.visibility = "hidden";
        }));
        await settled(page);
        const picture = await page.locator(".text").screenshot({ animations: "disabled" });
        const path = join(stored, await key(page, browser), `${name}.png`);
        if (process.env.STANDPOINT_STORE) {
          await mkdir(join(path, ".."), { recursive: true });
          return await writeFile(path, picture);
        }
        const before = await readFile(path).catch(() => null);
        if (!before) return t.skip("no picture is stored for this browser and these fonts");
        const differing = await difference(browser, before, picture);
        assert.ok(differing <= TOLERANCE, `${(differing * 100).toFixed(2)}% of the pixels differ from ${path}`);
      } finally {
        await page.close();
      }
    });
  }
});

/** The browser's version and the width of some letters in the fonts of the text and its labels. */
const key = async (page, browser) => {
  const width = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const canvas = document.createElement("canvas").getContext("2d");
    return ["--font-text", "--font-ui"].map((name) => {
      canvas.font = `100px ${style.getPropertyValue(name)}`;
      return Math.round(canvas.measureText("Hamburgefonstiv 0123").width);
    }).join("-");
  });
  return `chromium-${browser.version().split(".")[0]}-${width}`;
};

/** The part of the pixels that differ by more than a shade; all of them if the sizes do. */
async function difference(browser, one, other) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(async (pictures) => {
      const [a, b] = await Promise.all(pictures.map(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height);
      }));
      if (a.width !== b.width || a.height !== b.height) return 1;
      let differing = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        if ([0, 1, 2].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > 24)) differing += 1;
      }
      return differing / (a.width * a.height);
    }, [one, other].map((picture) => picture.toString("base64")));
  } finally {
    await page.close();
  }
}
