// The keys of commands: changed on their sheet, kept by the browser, shown on the buttons.
import assert from "node:assert/strict";
import { clickOn, eventually, focus, focusedMark, mark, onPage, paste, press, selected, visit } from "./analyst.mjs";

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
  for (let count = 0; count < 20; count += 1) await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  // The press and fourteen repeats by one, five repeats by two.
  await eventually(place, 25);
  await press(page, "ArrowRight");
  await eventually(place, 26);
  await press(page, "Tab");
  assert.notEqual(await focus(page), "text");
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
