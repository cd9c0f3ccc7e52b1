import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileValidators } from '../../../scripts/compile-validators.js';
import { describeSchema, describeSchemas } from '../../../scripts/describe-schemas.js';
import { mapMembers } from '../../../scripts/map-members.js';
import { getTypeNode, readTypes } from '../../../scripts/read-types.js';
import { renderJson, renderSchemaFiles } from '../../../scripts/render-schema-files.js';
import { updateGeneratedFiles } from '../../../scripts/update-generated-files.js';
import { restsOnDecision } from '../dist/rule.js';
import { rules } from '../dist/rules.js';
import { methods, schemas } from '../dist/schemas.js';
import { sources } from '../dist/sources.js';

/** @import { Node } from '../../../scripts/read-types.js' */
/** @import { Method } from '../dist/schemas.js' */
/** @import { Rule } from '../dist/rule.js' */
/** @import { SourceReference } from '../dist/sources.js' */

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
    'contract.json': renderJson({ name, version, methods: entries.map(describeMethod) }),
    'rules.json': renderJson(Object.entries(rules).map(describeRule)),
    ...renderSchemaFiles('spec', { ...describeSchemas(types, schemas), ...describeParameters() }),
  },
});

/** @param {[id: string, rule: Rule]} entry */
function describeRule([id, rule]) {
  return {
    id,
    ...rule,
    ...(rule.sources && { sources: rule.sources.map(describeSource) }),
    ...(restsOnDecision(rule) && { decision: `decisions.md#${id}` }),
  };
}

/** @param {SourceReference} reference */
function describeSource(reference) {
  const { title, address, ...source } = sources[reference.source];
  return { ...reference, title, address, ...source };
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
    describeSchema(types, toSchema(method), findMethod(name)),
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

/** @param {[name: string, method: Method]} entry */
function describeMethod([name, { parameters, result }]) {
  const method = findMethod(name);
  const { summary, returns } = types.readComment(method);
  return {
    name,
    description: summary,
    parameters: parameters.map(({ name, optional, schema }) => {
      const parameter = types.findMember(method, name);
      const { summary: description } = types.readComment(parameter);
      const described = describeSchema(types, schema, getTypeNode(parameter));
      return { name, description, optional, schema: described };
    }),
    result: {
      kind: result.kind,
      description: result.kind === 'nothing' ? 'Nothing.' : returns,
      ...(result.kind === 'value' && {
        optional: result.optional,
        schema: describeSchema(types, result.schema, getTypeNode(method)),
      }),
    },
  };
}

/** @param {string} name - The name of a method with its namespace. */
function findMethod(name) {
  /** @type {Node | undefined} */
  const api = types.findType('PostChallengeAPI');
  return name.split('.').reduce(types.findMember, api);
}
