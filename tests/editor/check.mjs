// Opens a dialogue in the JSON language service of VS Code, with nothing set up beyond what the
// repository holds: `$schema` in the file, and the associations of .vscode/settings.json.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import jsonService from "vscode-json-languageservice";

const { getLanguageService, TextDocument } = jsonService;

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const read = (path) => readFileSync(path, "utf8");
const settings = JSON.parse(read(`${root}/.vscode/settings.json`));
const workspace = { resolveRelativePath: (path, base) => new URL(path, base).href };
const service = getLanguageService({
  workspaceContext: workspace,
  schemaRequestService: async (uri) => read(fileURLToPath(uri)),
});
const associations = settings["json.schemas"].map(({ fileMatch, url }) => ({
  fileMatch: fileMatch.map((match) => `**${match}`),
  uri: pathToFileURL(resolve(root, url)).href,
}));
const configure = (schemas) => service.configure({ validate: true, allowComments: false, schemas });

function open(path, text = read(path)) {
  const document = TextDocument.create(pathToFileURL(path).href, "json", 1, text);
  return { document, json: service.parseJSONDocument(document), text };
}
const problems = async ({ document, json }) =>
  (await service.doValidation(document, json)).map((each) => each.message);
const at = ({ document, text }, marker, shift = 0) =>
  document.positionAt(text.indexOf(marker) + shift);
async function complete(opened, marker, shift) {
  const found = await service.doComplete(opened.document, at(opened, marker, shift), opened.json);
  return found.items.map((item) => item.label.replaceAll('"', ""));
}
async function hover(opened, marker, shift) {
  const found = await service.doHover(opened.document, at(opened, marker, shift), opened.json);
  return [found?.contents].flat().map((part) => part?.value ?? part).join("\n");
}

const scam = `${root}/corpus/dialogues/friend-money-by-tonight/zh-scam.json`;
for (const way of ["$schema", "settings"]) {
  configure(way === "settings" ? associations : []);
  const good = open(
    scam, way === "settings" ? read(scam).replace(/^ {2}"\$schema".*\n/m, "") : read(scam),
  );
  assert.deepEqual(await problems(good), [], `${way}: the dialogue is clean`);

  const stages = await complete(good, '"stage": "lure"', 10);
  assert.deepEqual(stages.filter((each) => /lure|fee|threat/.test(each)).sort(),
    ["fee", "lure", "re-fee", "threat"], `${way}: stages are completed`);
  const cues = await complete(good, '"cue": "', 8);
  assert.ok(cues.includes("secrecy") && cues.includes("too_good"), `${way}: cues are completed`);
  const typing = open(scam, good.text.replace('"stage": "lure"', '"stage": "lure", "m"'));
  const fields = await complete(typing, '"m"', 2);
  assert.ok(fields.includes("payout") && fields.includes("medium"), `${way}: fields are completed`);

  assert.match(await hover(good, '"stage"', 2), /scammer's turn/, `${way}: a field has hover text`);
  const value = await hover(good, '"lure"', 2);
  assert.match(value, /引/, `${way}: a value is explained in Chinese`);
  assert.match(value, /\*\*/, `${way}: a value has its name`);

  const bad = open(scam, good.text.replace('"stage": "lure"', '"stage": "refee"'));
  assert.equal((await problems(bad)).length, 1, `${way}: a wrong value is marked`);
}

configure(associations);
for (const path of ["corpus/manifest.json", "corpus/sources.json", "corpus/annotators.json",
  "schema/taxonomy.json"]) {
  assert.deepEqual(await problems(open(`${root}/${path}`)), [], `${path} is clean`);
}
console.log("editor: completion, hover and marks work with $schema and with the settings");
