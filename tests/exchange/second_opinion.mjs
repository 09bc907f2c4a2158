// What LHC-Forms shows for each case of enable_when_cases.py: a second opinion, run by hand in an empty folder:
//   npm pack lforms && tar xzf lforms-*.tgz && npm install jsdom
//   python -m tests.exchange.enable_when_cases > cases.json && node second_opinion.mjs < cases.json > second_opinion.json
import { readFileSync } from "node:fs";
import { JSDOM, VirtualConsole } from "jsdom";

const page = new JSDOM("<!doctype html><body></body>", {
  runScripts: "outside-only", pretendToBeVisual: true, url: "http://localhost/", virtualConsole: new VirtualConsole(),
}).window;
page.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {} });
const built = "package/dist/lforms";
for (const script of [`${built}/webcomponent/lhc-forms.js`, `${built}/fhir/R4/lformsFHIR.min.js`]) {
  page.eval(readFileSync(script, "utf8"));
}

function shown(items, hidden, row) {
  const found = [];
  const met = {};
  for (const item of items || []) {
    const off = hidden || item._skipLogicStatus === "target-disabled";
    if (!off) found.push(item.linkId + row);
    const nth = (met[item.linkId] = (met[item.linkId] ?? -1) + 1);
    const repeats = item.dataType === "SECTION" && item.questionCardinality?.max === "*";
    found.push(...shown(item.items, off, repeats ? `#${nth}` : row));
  }
  return found;
}

const said = {};
for (const { name, questionnaire, response } of JSON.parse(readFileSync(0, "utf8"))) {
  const own = page.JSON.parse(JSON.stringify({ questionnaire, response }));
  let form = page.LForms.Util.convertFHIRQuestionnaireToLForms(own.questionnaire, "R4");
  form = page.LForms.Util.mergeFHIRDataIntoLForms(own.response, form, "R4");
  said[name] = shown(new page.LForms.LFormsData(form).items, false, "").sort();
}
console.log(JSON.stringify({ lforms: page.LForms.lformsVersion, shown: said }, null, 1));
process.exit(0);
