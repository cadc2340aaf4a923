// The keys of commands: changed on their sheet, kept by the browser, shown on the buttons.
import assert from "node:assert/strict";
import { clickOn, eventually, focus, focusedMark, mark, onPage, paste, press, selected, settled, visit } from "./analyst.mjs";

const caret = (page) => page.evaluate(() => {
  const { anchorNode, anchorOffset } = getSelection();
  return anchorNode?.data?.slice(anchorOffset, anchorOffset + 5);
});

onPage("a command gets another key, which its button shows and a reload keeps", {}, async (page, context) => {
  await paste(page, "Ada met Carl. Ada left.");
  await page.locator(".text").focus();
  await press(page, "?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await sheet.getByRole("button", { name: "Change keys" }).click();

  // Taken, refused, and Escape stays on the sheet.
  await sheet.getByRole("button", { name: "Change e for select the sentence" }).click();
  await press(page, "m");
  await sheet.getByText("m is the key of “to the next mark”.").waitFor();
  await press(page, "Control+w");
  await sheet.getByText("Not Ctrl w: The browser needs that key for itself.").waitFor();
  await press(page, "Escape");
  await sheet.waitFor();
  await eventually(() => page.evaluate(() => document.activeElement.textContent.replace(/\s+/g, " ")),
    "Change e for select the sentence");
  await press(page, "Enter", "Alt+q");
  await sheet.getByRole("button", { name: "Change Alt q for select the sentence" }).waitFor();

  // A codebook's key goes first, and that is said; another command's can be taken.
  await sheet.getByRole("button", { name: "Change s for stance from the selection" }).click();
  await press(page, "1");
  await sheet.getByText("1 is also the codebook’s key for “Person”, which goes first.").waitFor();
  await sheet.getByRole("button", { name: "Change 1 for stance from the selection" }).click();
  await press(page, "o");
  await sheet.getByRole("button", { name: "Take it from there" }).click();
  await sheet.getByRole("button", { name: "Change no key for write a note" }).waitFor();
  await sheet.getByRole("button", { name: "Change Ctrl z for undo" }).click();
  await press(page, "F9");
  await sheet.getByRole("button", { name: "Done", exact: true }).click();

  const works = async (page) => {
    await page.locator(".text").focus();
    await press(page, "Control+Home", "e");
    assert.equal(await selected(page), "");
    await press(page, "Alt+q");
    assert.equal(await selected(page), "Ada met Carl.");
    const undo = page.getByRole("button", { name: "Undo" });
    assert.equal(await undo.getAttribute("aria-keyshortcuts"), "F9");
    const stance = page.getByRole("toolbar", { name: "Labels" }).getByRole("button", { name: "Stance" });
    assert.equal(await stance.getAttribute("aria-keyshortcuts"), "o");
    assert.equal(await stance.locator("kbd").textContent(), "o");
    await press(page, "Escape");
  };
  await works(page);
  const again = await visit(context, new URL(page.url()).hash);
  await works(again);

  await press(again, "?");
  const other = again.getByRole("dialog", { name: "Keys" });
  await other.getByRole("button", { name: "Change keys" }).click();
  await other.getByRole("button", { name: "Reset: select the sentence" }).click();
  await other.getByRole("button", { name: "Change e for select the sentence" }).waitFor();
  await other.getByRole("button", { name: "Reset all keys" }).click();
  await other.getByRole("button", { name: "Change Ctrl z for undo" }).waitFor();
  assert.ok(await other.getByRole("button", { name: "Reset all keys" }).isDisabled());
});

onPage("the caret walks by every unit and grows faster when its key is held", {}, async (page) => {
  await paste(page, `${"abcdefghij".repeat(8)} one.\n\nTwo words. Three.`);
  await page.locator(".text").focus();
  await press(page, "Control+Home");
  for (const [key, there] of [
    ["Control+ArrowDown", "Two w"], ["Alt+ArrowDown", "Three"], ["Alt+ArrowUp", "Two w"], ["Control+ArrowRight", "words"],
    ["ArrowRight", "ords."], ["Control+ArrowUp", "Two w"], ["Control+End", ""], ["Control+Home", "abcde"],
  ]) {
    await press(page, key);
    assert.equal(await caret(page), there, key);
  }
  const place = () => page.evaluate(() => getSelection().anchorOffset);
  const hold = async (key, times) => {
    for (let count = 0; count < times; count += 1) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  await hold("ArrowRight", 20);
  // The press and eleven repeats by one, six by two, two by three.
  await eventually(place, 30);
  await press(page, "ArrowRight");
  await eventually(place, 31);
  await press(page, "Tab");
  assert.notEqual(await focus(page), "text");
});

onPage("held, the keys of words, lines and sentences and of a mark's ends go faster too", {}, async (page) => {
  const words = Array.from({ length: 90 }, (_, at) => `w${at}`);
  const lines = Array.from({ length: 60 }, (_, at) => `Line ${at} is short.`);
  const sentences = Array.from({ length: 30 }, (_, at) => `This is ${at}.`);
  await paste(page, `${words.join(" ")}.\n${lines.join("\n")}\n${sentences.join(" ")}`);
  await page.locator(".text").focus();
  const hold = async (keys, times) => {
    for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
    for (let count = 0; count < times; count += 1) await page.keyboard.down(keys.at(-1));
    for (const key of keys.toReversed()) await page.keyboard.up(key);
    await settled(page);
  };
  const line = () => page.evaluate(() => {
    const { anchorNode, anchorOffset } = getSelection();
    return `${anchorNode.data.slice(0, 7)}@${anchorOffset}`;
  });
  await press(page, "Control+Home");
  await hold(["Control", "ArrowRight"], 20);
  // Twelve words, then eight times two.
  await eventually(() => caret(page), "w28 w");
  await press(page, "Control+ArrowDown");
  await hold(["ArrowDown"], 20);
  await eventually(line, "Line 28@0");
  await hold(["ArrowUp"], 20);
  await eventually(line, "Line 0 @0");
  await press(page, "Control+End", "Control+ArrowUp");
  await hold(["Alt", "ArrowDown"], 16);
  // Twelve, then four times two.
  await eventually(line, `This is@${sentences.slice(0, 20).join(" ").length + 1}`);
  await press(page, "Control+Home", "Control+Shift+ArrowRight", "1");
  await hold(["]"], 20);
  await eventually(() => focusedMark(page), words.slice(0, 29).join(" "));
  await hold(["["], 50);
  await eventually(() => focusedMark(page), "w0");
});

onPage("keys move the ends of a mark by words and by characters", {}, async (page) => {
  await paste(page, "Ada Lovelace met Carl.");
  await mark(page, "Lovelace", "1");
  for (const [key, words] of [
    ["]", "Lovelace met"], [",", "Lovelace me"], [".", "Lovelace met"], ["[", "Lovelace"],
    ["{", "Ada Lovelace"], [">", "da Lovelace"], ["<", "Ada Lovelace"], ["}", "Lovelace"],
  ]) {
    await press(page, key);
    await eventually(() => focusedMark(page), words);
  }
  await clickOn(page, "Carl");
});
