import { join } from 'node:path';
import { compileValidators } from '../../../scripts/compile-validators.js';
import { describeSchemas } from '../../../scripts/describe-schemas.js';
import { readTypes } from '../../../scripts/read-types.js';
import { renderSchemaFiles } from '../../../scripts/render-schema-files.js';
import { updateGeneratedFiles } from '../../../scripts/update-generated-files.js';
import { schemas } from '../dist/schemas.js';
import { renderFlowModel } from './render-flow-model.js';
import { renderKits } from './render-kits.js';
import { renderPictures } from './render-picture.js';
import { collectScripts, renderRuleBook } from './render-rule-book.js';
import { renderSchemaPage } from './render-schema-page.js';
import { renderSources } from './render-sources.js';

const root = join(import.meta.dirname, '..');
const types = readTypes(join(root, 'dist/index.d.ts'));
const { Baseline, Description, Phase, ProtocolMessage, Report, Scenario } = schemas;
const scripts = await collectScripts();
const validated = { Baseline, Description, Phase, ProtocolMessage, Report, Scenario };

updateGeneratedFiles({
  root,
  folders: ['schema', 'src/generated'],
  files: {
    'scripts.json': `${JSON.stringify(scripts, null, 2)}\n`,
    'src/generated/validators.ts': compileValidators(validated),
    ...renderSchemaFiles('conformance', describeSchemas(types, schemas)),
  },
});

updateGeneratedFiles({
  root: join(root, '../..'),
  folders: [],
  files: {
    'docs/flow-model.md': renderFlowModel(),
    'docs/kits.md': renderKits(),
    'docs/rules.md': renderRuleBook(scripts),
    'docs/schemas.md': renderSchemaPage(),
    'docs/sources.md': renderSources(),
    ...(await renderPictures()),
  },
});
