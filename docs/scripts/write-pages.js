import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderApiPages } from './render-api.js';
import { renderCommandPages } from './render-commands.js';
import { renderMethodPages } from './render-methods.js';
import { renderRulePages } from './render-rules.js';
import { splitDecisions } from './split-decisions.js';

// Writes the pages of the site that are made from published data: `contract.json`, `rules.json`, the rule book, the decisions, the
// models of API Extractor and the help of the commands. Git ignores these pages, so none of them can be stale in a commit.
const docs = join(import.meta.dirname, '..');
const packages = join(docs, '../packages');
const read = (/** @type {string} */ path) => readFileSync(join(docs, path), 'utf8');

const contract = JSON.parse(read('../packages/spec/contract.json'));
const scripts = JSON.parse(read('../packages/conformance/scripts.json'));
const { rules } = JSON.parse(read('../packages/spec/rules.json'));

/** @type {Record<string, Record<string, string>>} */
const folders = {
  api: renderApiPages(
    ['spec', 'reference', 'conformance'].map((name) =>
      join(packages, name, `dist/${name}.api.json`),
    ),
  ),
  commands: renderCommandPages([
    join(packages, 'reference/bin/post-challenge-reference.js'),
    join(packages, 'conformance/bin/post-challenge-conformance.js'),
  ]),
  decisions: splitDecisions(read('decisions.md')).pages,
  methods: renderMethodPages(contract, rules),
  rules: renderRulePages(read('rules.md'), rules, scripts, contract),
};

for (const [folder, pages] of Object.entries(folders)) {
  rmSync(join(docs, folder), { recursive: true, force: true });
  for (const [name, text] of Object.entries(pages)) {
    const path = join(docs, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
