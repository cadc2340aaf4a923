// Safety: what comes from outside is shown as text, runs nothing and fetches nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drop, folder, launch, open, serve } from "./support.mjs";

let server, browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const markup = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "\"><svg onload=alert(1)>",
  "</title><iframe src=https://foreign.example/>",
  "<b>bold</b> &amp; <i>not</i>",
];

/// The page's elements that only markup from outside could have made.
const strange = (page) => page.evaluate(() => {
  const own = "script[src], script[type=module]";
  const made = document.querySelectorAll("img, iframe, object, embed, base, b, i, form[action], a[href], "
    + "[onerror], [onload], [onclick], body script, svg[onload]");
  return [...made].filter((element) => !element.matches(own)).map((element) => element.outerHTML);
});

test("markup in titles, texts, file names and labels is shown as text", async (t) => {
  const articles = markup.map((words, n) => ({
    title: `${words} ${n}`, outlet: words, byline: words, url: words, text: `${words} ${n}\n\n${words} said Ada.`,
  }));
  const files = await folder(t, {
    "articles.json": JSON.stringify(articles),
    "<img src=x onerror=alert(1)>.txt": "",
    "<b>bold&amp;.csv": `<i>a</i>,<img src=x onerror=alert(1)>\n${markup[0]},${markup[1]}\n`,
  });
  const page = await open(t, browser, server.origin);
  await drop(page, files);
  const columns = page.getByRole("dialog", { name: "Which column holds the text?" });
  await columns.getByText("<b>bold&amp;.csv").waitFor();
  await columns.getByLabel("Title").selectOption("<i>a</i>");
  await columns.getByText("For example: <img src=x onerror=alert(1)>").waitFor();
  assert.deepEqual(await strange(page), []);
  await columns.getByLabel("Text of the article").selectOption("<img src=x onerror=alert(1)>");
  await columns.getByRole("button", { name: "Load the table" }).click();
  const report = page.getByRole("dialog", { name: "What was loaded" });
  await report.getByText("<img src=x onerror=alert(1)>.txt").waitFor();
  assert.deepEqual(await strange(page), []);
  await report.getByRole("button", { name: "Done" }).click();

  for (const [n, words] of markup.entries()) {
    await page.locator(".article-row", { has: page.getByText(`${words} ${n}`, { exact: true }) }).click();
    await page.getByRole("heading", { level: 2, name: `${words} ${n}`, exact: true }).waitFor();
    assert.ok((await page.locator(".text").textContent()).includes(`${words} said Ada.`));
    await page.getByRole("button", { name: "Details" }).click();
    const details = page.getByRole("dialog", { name: "About this article" });
    assert.equal(await details.getByLabel("Outlet").inputValue(), words);
    await details.getByRole("button", { name: "Cancel" }).click();
    assert.deepEqual(await strange(page), []);
  }

  // Names and notes that are typed: of the project, the annotator, an entity.
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByLabel("Name of the project").fill(markup[0]);
  await settings.getByLabel("Your name").fill(markup[1]);
  await settings.getByRole("button", { name: "Done" }).click();
  await page.getByRole("heading", { level: 1, name: markup[0] }).waitFor();
  await page.locator(".text").press("Control+Home");
  await page.keyboard.press("e");
  await page.keyboard.press("1");
  await page.locator(".ledger-row").waitFor();
  await page.keyboard.press("l");
  await page.locator("#link:focus").waitFor();
  await page.keyboard.type(markup[2]);
  await page.keyboard.press("Enter");
  await page.locator(".ledger-row", { hasText: markup[2] }).waitFor();
  assert.deepEqual(await strange(page), []);
  await page.getByRole("button", { name: "Close the project" }).click();
  await page.locator(".shelf-name", { hasText: markup[0] }).waitFor();
  assert.deepEqual(await strange(page), []);
});

test("a web page full of traps becomes its text: nothing runs, nothing is fetched", async (t) => {
  const trap = "https://foreign.example/trap";
  const html = `<!DOCTYPE html><html><head><title>Mill burns down</title><base href="${trap}/">
    <meta http-equiv="refresh" content="0;url=${trap}"><link rel="stylesheet" href="${trap}.css">
    <link rel="preload" as="image" href="${trap}.png"><link rel="dns-prefetch" href="${trap}">
    <script src="${trap}.js"></script><script>alert(1); document.title = "ran";</script>
    <style>@import "${trap}.css"; body { background: url(${trap}.png) }</style></head>
    <body onload="alert(2)"><article><h1>Mill burns down</h1>
    <p onclick="alert(3)">Ada saw the mill <img src="${trap}.png" onerror="alert(4)"> burn all night, she said.</p>
    <iframe src="${trap}"></iframe><iframe srcdoc="<script>parent.alert(5)</script>"></iframe>
    <object data="${trap}"></object><embed src="${trap}"><video src="${trap}" autoplay></video>
    <svg onload="alert(6)"><image href="${trap}.png"/><script>alert(7)</script></svg>
    <p style="background: url(${trap}.png)">Carl saw it <a href="javascript:alert(8)">from the bridge</a>, he said.</p>
    <form action="${trap}"><button autofocus onfocus="alert(9)">Go</button></form>
    </article></body></html>`;
  const files = await folder(t, { "trap.html": html });
  const page = await open(t, browser, server.origin);
  const address = page.url();
  await drop(page, `${files}/trap.html`);
  await page.locator("html[data-ready=article]").waitFor({ state: "attached" });
  const text = await page.locator(".text").textContent();
  assert.match(text, /Ada saw the mill\s+burn all night, she said\./);
  assert.match(text, /Carl saw it from the bridge, he said\./);
  assert.doesNotMatch(text, /alert|foreign/);
  assert.deepEqual(await strange(page), []);
  assert.ok(page.url().startsWith(address));
  assert.equal(await page.title(), "Standpoint");
});

test("the built page's policy blocks what does not belong to it", async (t) => {
  const page = await open(t, browser, server.origin, { allowed: /Content Security Policy|TrustedHTML/ });
  const policy = await page.locator("meta[http-equiv='Content-Security-Policy' i]").getAttribute("content");
  for (const part of ["default-src 'none'", "style-src 'self'", "'wasm-unsafe-eval'", "base-uri 'none'", "form-action 'none'"]) {
    assert.ok(policy.includes(part), part);
  }
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);

  const violated = await page.evaluate(async () => {
    const seen = [];
    document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
    const add = (name, attributes, text = "") => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      document.body.append(element);
      return element;
    };
    const blocked = (act) => new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", resolve, { once: true });
      act();
    });
    await blocked(() => add("script", {}, "window.ran = 'script'"));
    await blocked(() => add("button", { onclick: "window.ran = 'handler'" }).click());
    await blocked(() => add("style", {}, "body { --ran: style }"));
    await blocked(() => add("p", { style: "--ran: attribute" }));
    await blocked(() => add("script", { src: "https://foreign.example/a.js" }));
    await blocked(() => add("img", { src: "https://foreign.example/a.png" }));
    await blocked(() => add("iframe", { src: "https://foreign.example/" }));
    await blocked(() => { fetch("https://foreign.example/").catch(() => {}); });
    await blocked(() => { try { new Function("window.ran = 'eval'")(); } catch {} });
    const style = getComputedStyle(document.querySelector("body > p:last-of-type"));
    return { ran: window.ran, style: style.getPropertyValue("--ran"), seen };
  });
  assert.equal(violated.ran, undefined);
  assert.equal(violated.style, "");
  assert.deepEqual(violated.seen, ["script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr",
    "script-src-elem", "img-src", "frame-src", "connect-src", "script-src"]);
});
