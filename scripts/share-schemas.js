/** @import { AnySchemaObject } from 'ajv' */

/**
 * Makes definitions of which equal schemas of objects share one, wherever they stand.
 *
 * @param {Readonly<Record<string, AnySchemaObject>>} schemas - JSON Schemas or TypeBox schemas, by name.
 * @returns {{ ids: Readonly<Record<string, string>>, definitions: Readonly<Record<string, AnySchemaObject>> }} The id of each
 *   schema's definition, by name, and the definitions, by id; where they refer to each other, they do so by id.
 */
export function sharedSchemas(schemas) {
  /** @type {Map<string, string>} */
  const known = new Map();
  const define = (/** @type {AnySchemaObject} */ schema) => {
    const text = JSON.stringify(withParts(schema, shared));
    const id = known.get(text) ?? `validator${known.size}`;
    known.set(text, id);
    return id;
  };
  const shared = (/** @type {AnySchemaObject} */ schema) =>
    schema['type'] === 'object' ? { $ref: define(schema) } : withParts(schema, shared);

  const ids = Object.entries(schemas).map(([name, schema]) => [name, define(schema)]);
  const definitions = [...known].map(([text, id]) => [id, JSON.parse(text)]);
  return { ids: Object.fromEntries(ids), definitions: Object.fromEntries(definitions) };
}

/**
 * A schema without its description, and with other schemas in place of those within it.
 *
 * @param {AnySchemaObject} schema
 * @param {(part: AnySchemaObject) => AnySchemaObject} replaced
 * @returns {AnySchemaObject}
 */
function withParts(schema, replaced) {
  const { description: _description, ...rules } = schema;
  return mapped(rules, (value, keyword) => {
    switch (keyword) {
      case 'properties':
        return mapped(value, replaced);
      case 'additionalProperties':
        return value === false ? value : replaced(value);
      case 'items':
        return replaced(value);
      case 'anyOf':
        return value.map(replaced);
      case 'oneOf':
        // The variants of a union stay in it, for its tags are read from them.
        return value.map((/** @type {AnySchemaObject} */ variant) => withParts(variant, replaced));
      default:
        return value;
    }
  });
}

/**
 * @param {AnySchemaObject} members
 * @param {(value: any, name: string) => unknown} change
 */
function mapped(members, change) {
  const changed = Object.entries(members).map(([name, value]) => [name, change(value, name)]);
  return Object.fromEntries(changed);
}
