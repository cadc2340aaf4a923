// Where the keyboard focus is when what had it has gone: on what is worked in.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { articleIsOpen, eventually, focus, load, mark, onPage, paste, pick, press, push, saved } from "./analyst.mjs";

const gold = fileURLToPath(new URL("../gold/guarantees.standpoint.json", import.meta.url));

/** Whether the focus is on that, and whether a ring shows it. */
const focused = (page) => page.evaluate(() => {
  const active = document.activeElement;
  return [active.id || active.textContent.trim(), active.matches(":focus-visible")];
});

async function tabTo(page, name) {
  for (let step = 0; step < 40; step += 1) {
    if ((await focused(page))[0] === name) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${name}`);
}

onPage("by keyboard, the sample opens with the focus on its text, and again when it is reloaded", {}, async (page) => {
  await tabTo(page, "Open the sample");
  await press(page, "Enter");
  await articleIsOpen(page);
  await eventually(() => focused(page), ["text", true]);
  await press(page, "Control+Shift+ArrowRight", "1");
  await page.locator(".ledger-row").first().waitFor();
  await saved(page);
  await page.reload();
  await articleIsOpen(page);
  await eventually(() => focus(page), "text");
  await press(page, "Control+Shift+ArrowRight", "2");
  await eventually(() => page.locator(".ledger-row").count(), 2);
});

onPage("by mouse, the sample opens with the focus on its text, and no ring, selection or scrolling shows it", {}, async (page) => {
  await page.getByRole("button", { name: "Open the sample" }).click();
  await articleIsOpen(page);
  await eventually(() => focused(page), ["text", false]);
  assert.deepEqual(await page.evaluate(() => [getSelection().toString(), document.querySelector(".reader").scrollTop]), ["", 0]);
});

onPage("a project's file opens with the focus on its text, and dialogs give it back where it was", {}, async (page) => {
  await load(page, [gold]);
  await articleIsOpen(page);
  await eventually(() => focus(page), "text");
  await press(page, "?");
  await page.getByRole("dialog").waitFor();
  await press(page, "Escape");
  await eventually(() => focus(page), "text");
  const button = page.getByRole("button", { name: "Export" });
  await button.focus();
  await press(page, "Enter", "Escape");
  await eventually(() => button.evaluate((it) => it === document.activeElement), true);
});

onPage("a project without articles has the focus in the text's place, and its first text takes it", {}, async (page) => {
  await tabTo(page, "New empty project");
  await press(page, "Enter");
  await eventually(() => focus(page), "pane-text");
  await push(page, "Add articles");
  await paste(page, "Ada met Carl.");
  await eventually(() => focus(page), "text");
  // The project is left for the first way to begin another.
  await page.getByRole("button", { name: "Close the project" }).press("Enter");
  await eventually(() => focused(page), ["Choose files", true]);
  await page.getByRole("button", { name: "Delete the project My project" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await page.locator(".shelf-open").waitFor({ state: "detached" });
  await eventually(() => focused(page), ["Choose files", true]);
});

onPage("a notice that is dismissed, or goes by itself, leaves the focus on the text", {}, async (page) => {
  await page.clock.install();
  await paste(page, "Ada met Carl.");
  for (const goes of [() => press(page, "Enter"), () => page.clock.fastForward("00:10")]) {
    await page.locator(".text").focus();
    await press(page, "ArrowRight", "+");
    const dismiss = page.getByRole("button", { name: "Dismiss" });
    await dismiss.focus();
    await goes();
    await dismiss.waitFor({ state: "detached" });
    await eventually(() => focus(page), "text");
  }
});

onPage("who has moved the focus keeps it, and who types is not disturbed", { path: "#/sample" }, async (page) => {
  await articleIsOpen(page);
  await eventually(() => focus(page), "text");
  // In the moment that the project is there and nothing has the focus, the hand goes on.
  await page.getByRole("button", { name: "Close the project" }).press("Enter");
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const field = document.querySelector("#article-filter");
      if (!field) return;
      observer.disconnect();
      field.focus();
      setTimeout(() => { window.hasRested = true; }, 200);
    }).observe(document.body, { subtree: true, childList: true });
  });
  await page.locator(".shelf-open").first().press("Enter");
  await page.waitForFunction(() => window.hasRested);
  assert.equal(await focus(page), "article-filter");
});

onPage("Escape leads out of a field beside a list into the list, and out of that into the text", { path: "#/sample" }, async (page) => {
  await articleIsOpen(page);
  await mark(page, "Ghent", "3");
  await pick(page, "link", "Ghent", "new entity");
  await page.locator(".text").focus();
  await press(page, "E");
  await eventually(() => focus(page), "registry-list");
  for (const [key, field] of [["Enter", "registry-name"], ["/", "registry-filter"]]) {
    await press(page, key);
    await eventually(() => focus(page), field);
    await press(page, "Escape");
    await eventually(() => focus(page), "registry-list");
  }
  await press(page, "Escape");
  await eventually(() => focus(page), "text");
  // Of the search, the field for the words is what one works in.
  await press(page, "F");
  await eventually(() => focus(page), "search-words");
  await page.getByRole("combobox", { name: "Status" }).focus();
  await press(page, "Escape");
  await eventually(() => focus(page), "search-words");
  await press(page, "Escape");
  await eventually(() => focus(page), "text");
});

onPage("a button that has no more to do gives the focus to the text", { path: "#/sample" }, async (page) => {
  await articleIsOpen(page);
  await mark(page, "Ghent", "3");
  const undo = page.getByRole("button", { name: /^Undo/ });
  await undo.press("Enter");
  await eventually(() => undo.isDisabled(), true);
  await eventually(() => focus(page), "text");
});
