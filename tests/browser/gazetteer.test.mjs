// A desk's own list of names: in as CSV with a look before, found by its rules, and out again.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  downloadOf, eventually, focus, inEmptyFolder, ledger, load, onPage, paste, press, push, savedJson,
} from "./analyst.mjs";

const list = [
  "\ufeffname;type;aliases;wikidata;case;words",
  "Olaf Scholz;person;Kanzler|Scholz;Q61053;;endings",
  "Nato;Organisation;;Q7184;ignore;",
  "Linz;boat;;;;",
].join("\r\n");

/** Picks a file for the registry's import. */
async function give(page, folder, name, content) {
  const file = join(folder, name);
  await writeFile(file, content);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import…" }).press("Enter");
  await (await chooser).setFiles(file);
}

onPage("a list of names comes in by keyboard, is found by its rules, and goes out as it came", {}, async (page) => {
  await paste(page, "The NATO met in Linz. Des Kanzlers Rede: Scholz und das Kanzleramt.");
  await page.locator("#text").focus();
  await press(page, "E");
  await inEmptyFolder(async (folder) => {
    await give(page, folder, "names.csv", list);
    const dialog = page.getByRole("dialog", { name: "Entities from a file" });
    await dialog.getByText("names.csv: 2 new, 0 changed. Nothing has been changed yet.").waitFor();
    await dialog.getByText("Remarks on names.csv: 1").click();
    await dialog.getByText("expected a type of the codebook (Person, Organisation, Place, Event, Topic), found “boat”, at line 4").waitFor();
    assert.equal(await dialog.getByRole("checkbox", { checked: true }).count(), 2);
    await dialog.getByRole("button", { name: "Take 2" }).focus();
    await press(page, "Enter");
    await page.getByText("Take 2 entities from names.csv.").waitFor();
    await eventually(() => focus(page), "registry-list");

    // The same list again says nothing new; another one conflicts, and what is here stays.
    await give(page, folder, "names.csv", list);
    await dialog.getByText(/^names.csv brings nothing new. 2 rows say nothing that is not here./).waitFor();
    await press(page, "Escape");
    await give(page, folder, "other.csv", "name,type,aliases\nNato,Topic,Alliance\n");
    await dialog.getByText("other.csv: 0 new, 1 changed. 1 conflict: what is here stays unless you tick it.").waitFor();
    await dialog.getByRole("listitem").filter({ hasText: "Organisation → Topic" }).waitFor();
    await dialog.getByRole("button", { name: "Take 1" }).click();
    await page.getByText("Take 1 entity from other.csv.").waitFor();

    await give(page, folder, "wrong.csv", "who,what\n1,2\n");
    await page.getByText("wrong.csv was not read: expected a column “name” in line 1, found who, what. Nothing was changed.").waitFor();
  });
  const entities = Object.values((await savedJson(page)).entities);
  const nato = entities.find(({ name }) => name === "Nato");
  assert.deepEqual(nato, { name: "Nato", type: "organisation", aliases: ["Alliance"], knowledge_base_id: "Q7184", ignores_case: true });

  const out = await downloadOf(page, () => push(page, "CSV"));
  assert.match(out.name, /\.entities\.csv$/);
  assert.deepEqual(out.bytes.toString("utf8").split("\n"), [
    "name,type,aliases,wikidata,note,case,words",
    "Nato,organisation,Alliance,Q7184,,ignore,whole",
    "Olaf Scholz,person,Kanzler|Scholz,Q61053,,exact,endings",
    "",
  ]);

  await page.locator("#registry-list").focus();
  await press(page, "g");
  await page.getByText(/^3 names suggested in 1 article/).waitFor();
  await press(page, "E");
  await eventually(async () => (await ledger(page)).map((line) => line.split(" →")[0]), ["ORG NATO", "PER Kanzlers", "PER Scholz"]);
});

onPage("how names are found is set in the entity's form and kept in the file", {}, async (page) => {
  await paste(page, "The NATO met.");
  await page.locator("#text").focus();
  await press(page, "E");
  await push(page, "New entity");
  await page.getByLabel("Name", { exact: true }).fill("Nato");
  await press(page, "Tab");
  await page.getByLabel("in any capitals").check();
  await page.getByLabel("As what").selectOption("also within words");
  const [entity] = Object.values((await savedJson(page)).entities);
  assert.deepEqual([entity.name, entity.ignores_case, entity.reach], ["Nato", true, "inside"]);
});

onPage("names are suggested in articles as they are loaded, once that is switched on", {}, async (page) => {
  await paste(page, "Ada Lovelace wrote.");
  await page.locator("#text").focus();
  await press(page, "E");
  await push(page, "New entity");
  await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
  await press(page, "Tab", "Escape");
  await push(page, "Settings");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByLabel(/Suggest the registry’s names/).check();
  await settings.getByRole("button", { name: "Done" }).click();
  await inEmptyFolder(async (folder) => {
    const files = ["one", "two"].map((name) => join(folder, `${name}.txt`));
    await writeFile(files[0], "One: Ada Lovelace left.");
    await writeFile(files[1], "Two: Nobody came.");
    await push(page, "Add articles");
    await load(page, files);
    await page.getByText(/^1 name suggested in 1 article/).first().waitFor();
  });
  await page.locator(".article-row", { hasText: "one" }).click();
  await page.getByRole("heading", { name: "1 suggestion" }).waitFor();
  const { layers } = await savedJson(page);
  const mentions = Object.values(layers).flatMap((layers) => Object.values(layers)).flatMap((layer) => Object.values(layer.mentions ?? {}));
  assert.deepEqual(mentions.map(({ provenance }) => provenance.decision), ["pending"]);
});
