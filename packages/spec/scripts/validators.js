import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as standaloneCode } from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';

/** @import { AnySchemaObject, Options } from 'ajv/dist/2020.js' */

/**
 * How every schema of the project is compiled, here and where a test does so at run time.
 *
 * @remarks
 * `verbose` puts into each error the schema that it is about, from which a fault names what would have been right. `NaN` and
 * the infinities count as numbers, as they do to TypeScript: the contract has codes for them.
 *
 * @satisfies {Options}
 */
export const ajvOptions = {
  strict: true,
  strictNumbers: false,
  allErrors: true,
  discriminator: true,
  verbose: true,
};

/**
 * Compiles schemas to the source of an ES module that imports nothing and exports `validators`, the functions by name.
 *
 * @param {Readonly<Record<string, object>>} schemas - JSON Schemas or TypeBox schemas, by name.
 * @returns {Promise<string>}
 */
export async function validatorsOf(schemas) {
  const names = Object.keys(schemas);
  const table = names.map((name, index) => `${JSON.stringify(name)}: compiled.validator${index}`);

  return bundled({
    compiled: compiled(Object.values(schemas)),
    entry: `import * as compiled from 'compiled'; export const validators = { ${table.join()} };`,
  });
}

/** @param {object[]} schemas */
function compiled(schemas) {
  const ajv = new Ajv2020({ ...ajvOptions, code: { source: true, esm: true } });
  const exported = schemas.map((schema, index) => {
    ajv.addSchema(plain(schema), `validator${index}`);
    return [`validator${index}`, `validator${index}`];
  });
  return standaloneCode.default(ajv, Object.fromEntries(exported));
}

/**
 * What of a schema is JSON: TypeBox keeps more beside it.
 *
 * @param {object} schema
 * @returns {AnySchemaObject}
 */
function plain(schema) {
  return JSON.parse(JSON.stringify(schema));
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
