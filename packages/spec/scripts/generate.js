import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileValidators } from '../../../scripts/compile-validators.js';
import { describeSchema, describeSchemas } from '../../../scripts/describe-schemas.js';
import { mapMembers } from '../../../scripts/map-members.js';
import { readTypes } from '../../../scripts/read-types.js';
import { renderJson, renderSchemaFiles } from '../../../scripts/render-schema-files.js';
import { updateGeneratedFiles } from '../../../scripts/update-generated-files.js';
import { methods, schemas } from '../dist/schemas.js';
import { describeContract, describeRules, findMethod } from './describe-contract.js';
import { documentSchemas } from './document-schemas.js';

/** @import { Method } from '../dist/schemas.js' */

const root = join(import.meta.dirname, '..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const types = readTypes(join(root, 'dist/index.d.ts'));
/** @type {[name: string, method: Method][]} */
const entries = Object.entries(methods);

updateGeneratedFiles({
  root,
  folders: ['schema', 'src/generated'],
  files: {
    'src/generated/validators.ts': renderValidators(),
    'contract.json': renderDocument('Contract', describeContract(types)),
    'rules.json': renderDocument('Rules', { rules: describeRules() }),
    ...renderSchemaFiles('spec', {
      ...describeSchemas(types, schemas),
      ...describeParameters(),
      ...documentSchemas,
    }),
  },
});

/**
 * @param {keyof typeof documentSchemas} title - The title of the schema of the document.
 * @param {object} content
 */
function renderDocument(title, content) {
  return renderJson({ $schema: `./schema/${title}.json`, name, version, ...content });
}

function renderValidators() {
  const parameters = entries.map(([name, method]) => [`${name}.parameters`, toSchema(method)]);
  const names = mapMembers(methods, ({ parameters }) => parameters.map(({ name }) => name));
  return [
    compileValidators({ ...schemas, ...Object.fromEntries(parameters) }),
    `export const parameterNames = ${JSON.stringify(names)};\n`,
  ].join('');
}

function describeParameters() {
  const described = entries.map(([name, method]) => [
    `${name}.parameters`,
    describeSchema(types, toSchema(method), findMethod(types, name)),
  ]);
  return Object.fromEntries(described);
}

/**
 * Creates the schema of the arguments of a method: an object whose members are the parameters.
 *
 * @param {Method} method
 */
function toSchema({ parameters }) {
  const required = parameters.filter(({ optional }) => !optional);
  return {
    type: 'object',
    required: required.map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    additionalProperties: false,
  };
}
