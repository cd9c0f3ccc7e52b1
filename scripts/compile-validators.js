import { join } from 'node:path';
import { Ajv, _, stringify } from 'ajv';
import { default as standaloneCode } from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';
import { sharedSchemas } from './shared-schemas.js';

/** @import { AnySchemaObject, KeywordErrorDefinition, Options } from 'ajv/dist/2020.js' */

/**
 * How every schema of the project is compiled, here and where a test does so at run time.
 *
 * @remarks
 * `NaN` and the infinities count as numbers, as they do to TypeScript: the contract has codes for them.
 *
 * @satisfies {Options}
 */
export const ajvOptions = {
  strict: true,
  strictNumbers: false,
  allErrors: true,
  discriminator: true,
};

/**
 * What an error carries for a fault to name what would have been right, where Ajv's own parameters do not say it.
 *
 * @remarks
 * Ajv's option `verbose` says it too, but keeps every schema in the code and puts it into each error.
 *
 * @type {Readonly<Record<string, Pick<KeywordErrorDefinition, 'params'>>>}
 */
const errors = {
  additionalProperties: {
    params: ({ params, parentSchema: { properties = {} } = {} }) => {
      const known = stringify(Object.keys(properties));
      return _`{additionalProperty: ${params['additionalProperty']}, known: ${known}}`;
    },
  },
  discriminator: {
    params: ({ schema: { propertyName: tag }, parentSchema: { oneOf = [] } = {} }) =>
      _`{tag: ${tag}, allowedValues: ${stringify(tagsOf(oneOf, tag))}}`,
  },
};

/**
 * @param {readonly AnySchemaObject[]} variants
 * @param {string} tag
 */
function tagsOf(variants, tag) {
  const schemas = variants.map(({ properties }) => properties[tag]);
  return schemas.flatMap((schema) => schema.enum ?? schema.const);
}

/**
 * Compiles schemas to the source of an ES module that imports nothing and exports `validators`, the functions by name.
 *
 * @param {Readonly<Record<string, object>>} schemas - JSON Schemas or TypeBox schemas, by name.
 * @returns {Promise<string>}
 */
export async function validatorsOf(schemas) {
  const { ids, definitions } = sharedSchemas(schemas);
  const table = Object.entries(ids).map(([name, id]) => `${JSON.stringify(name)}: compiled.${id}`);

  return bundled({
    compiled: compiled(definitions),
    entry: `import * as compiled from 'compiled'; export const validators = { ${table.join()} };`,
  });
}

/**
 * Code for what draft 2020-12 adds is larger and takes twice as long. Our schemas have none of it: a strict Ajv of an earlier
 * draft refuses the keywords.
 *
 * @param {Readonly<Record<string, AnySchemaObject>>} definitions
 */
function compiled(definitions) {
  const code = { source: true, esm: true };
  const ajv = new Ajv({ ...ajvOptions, messages: false, inlineRefs: false, code });
  for (const [keyword, error] of Object.entries(errors)) {
    Object.assign(ajv.getKeyword(keyword), { error });
  }
  for (const [id, schema] of Object.entries(definitions)) ajv.addSchema(schema, id);
  return standaloneCode.default(ajv);
}

/**
 * Joins the modules and what they require of Ajv, as if they stood in this folder.
 *
 * @param {Readonly<Record<string, string>>} modules - The sources by name; the first to run is `entry`.
 */
async function bundled(modules) {
  const path = (/** @type {string} */ name) => join(import.meta.dirname, `${name}.js`);
  const sources = new Map(Object.entries(modules).map(([name, code]) => [path(name), code]));
  const bundle = await rolldown({
    input: 'entry',
    cwd: import.meta.dirname,
    platform: 'node',
    plugins: [
      {
        name: 'modules',
        resolveId: (id) => (Object.hasOwn(modules, id) ? path(id) : null),
        load: (id) => sources.get(id) ?? null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  return output[0].code;
}
