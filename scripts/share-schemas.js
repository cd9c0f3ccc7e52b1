import { mapMembers } from './map-members.js';

/** @import { AnySchemaObject } from 'ajv' */

/**
 * Creates a definition for every schema, and for every object schema within it. Equal schemas share a definition, which reduces the
 * code of the validators to a quarter.
 *
 * @param {Readonly<Record<string, AnySchemaObject>>} schemas - JSON Schemas or TypeBox schemas, by name.
 * @returns {{ ids: Readonly<Record<string, string>>, definitions: Readonly<Record<string, AnySchemaObject>> }} The id of the
 *   definition of each schema, by name, and the definitions, by id; they refer to each other by id.
 */
export function shareSchemas(schemas) {
  /** @type {Map<string, string>} */
  const known = new Map();
  const define = (/** @type {AnySchemaObject} */ schema) => {
    const text = JSON.stringify(replaceParts(schema, share));
    const id = known.get(text) ?? `validator${known.size}`;
    known.set(text, id);
    return id;
  };
  const share = (/** @type {AnySchemaObject} */ schema) =>
    schema['type'] === 'object' ? { $ref: define(schema) } : replaceParts(schema, share);

  const ids = Object.entries(schemas).map(([name, schema]) => [name, define(schema)]);
  const definitions = [...known].map(([text, id]) => [id, JSON.parse(text)]);
  return { ids: Object.fromEntries(ids), definitions: Object.fromEntries(definitions) };
}

/**
 * Copies a schema without its description, and replaces the schemas within it.
 *
 * @param {AnySchemaObject} schema
 * @param {(part: AnySchemaObject) => AnySchemaObject} replace
 * @returns {AnySchemaObject}
 */
function replaceParts(schema, replace) {
  const { description: _description, ...rules } = schema;
  return mapMembers(rules, (value, keyword) => {
    switch (keyword) {
      case 'properties':
        return mapMembers(value, replace);
      case 'additionalProperties':
        return value === false ? value : replace(value);
      case 'items':
        return replace(value);
      case 'anyOf':
        return value.map(replace);
      case 'oneOf':
        // The variants of a union stay in place, because Ajv reads their tags.
        return value.map((/** @type {AnySchemaObject} */ variant) =>
          replaceParts(variant, replace),
        );
      default:
        return value;
    }
  });
}
