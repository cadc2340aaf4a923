// The stance of a whole article: recorded, changed, and in the picture.
import { eventually, focus, ledger, onPage, paste, pick, press, settled, type } from "./analyst.mjs";

onPage("by keyboard alone: two names and two letters, and back in the text", {}, async (page) => {
  await paste(page, "Ada praised the plan.\nThe levy is dear.");
  await page.locator(".text").focus();
  await press(page, "Shift+S");
  await eventually(() => focus(page), "document-target");
  await type(page, "the plan");
  await press(page, "ArrowDown", "Enter");
  await eventually(() => focus(page), "document-polarity");
  await press(page, "a");
  await eventually(() => wholes(page), ["− Whole article · Against · the plan"]);
  await eventually(() => focus(page), "text");

  // By its name too; another target, picked before its polarity.
  await press(page, "Control+k");
  await type(page, "whole article");
  await press(page, "Enter");
  await eventually(() => focus(page), "document-target");
  await type(page, "the plan");
  await press(page, "ArrowDown", "Enter");
  await page.locator("#document-target").focus();
  await type(page, "the levy");
  await press(page, "ArrowDown", "Enter");
  await eventually(() => focus(page), "document-polarity");
  await press(page, "f");
  await eventually(async () => (await wholes(page)).sort(), [
    "+ Whole article · In favour · the levy", "− Whole article · Against · the plan",
  ]);
});

const wholes = async (page) => (await ledger(page)).filter((line) => line.includes("Whole article"));

onPage("a whole article’s stance gets another target, polarity and note, and counts in the picture", {}, async (page) => {
  await paste(page, "Ada praised the plan.\nThe levy is dear.");
  await page.locator(".document-stance summary").click();
  await pick(page, "document-target", "the plan", "proposition");
  await page.locator(".document-stance").getByRole("button", { name: "In favour" }).click();
  await eventually(() => wholes(page), ["+ Whole article · In favour · the plan"]);

  // By mouse the target, by keyboard the polarity and the note.
  await page.locator(".ledger-row").first().click();
  await pick(page, "whole-target", "the levy", "proposition");
  await eventually(() => wholes(page), ["+ Whole article · In favour · the levy"]);
  await page.locator("#whole-polarity").focus();
  await press(page, "a");
  await eventually(() => wholes(page), ["− Whole article · Against · the levy"]);
  await press(page, "o");
  await type(page, "all of it");
  await press(page, "Escape");

  await page.locator("#text").focus();
  await press(page, "w");
  const number = page.locator(".matrix").getByRole("button", { name: "Whole articles → the levy: 1 stance, 1 against" });
  await number.click();
  await eventually(() => page.locator(".evidence-item strong").allTextContents(), ["Whole article · Against · the levy"]);
  await page.locator(".evidence-item").getByText("all of it").waitFor();
  await page.getByLabel("Stances of whole articles").uncheck();
  await page.getByText("No stance counts here yet.").waitFor();
  await page.getByLabel("Stances of whole articles").check();
  await number.click();
  await page.locator(".evidence-item").click();
  await settled(page);
  await eventually(() => page.locator("#note").inputValue(), "all of it");
});
