import { mapMembers } from './map-members.js';

/** @import { AnySchemaObject } from 'ajv' */
/** @import { Node, Types } from './read-types.js' */

/** A default that JSON can express, at the start of the text of `@defaultValue`. */
const LITERAL = /^(?:'[^']*'|\d+|true|false)(?=,|$)/u;

/**
 * Describes schemas with the TSDoc of their types.
 *
 * @param {Types} types
 * @param {Readonly<Record<string, AnySchemaObject>>} schemas - Schemas, by the name of the type.
 * @returns {Readonly<Record<string, AnySchemaObject>>}
 */
export function describeSchemas(types, schemas) {
  return mapMembers(schemas, (schema, name) => describeSchema(types, schema, types.findType(name)));
}

/**
 * Describes a schema, its members and its variants with the TSDoc of its type.
 *
 * @param {Types} types
 * @param {AnySchemaObject} schema
 * @param {Node | undefined} node - The type, or the member that has it.
 * @returns {AnySchemaObject}
 */
export function describeSchema(types, schema, node) {
  if (!node) return schema;
  const { properties, items, oneOf, anyOf } = schema;
  const describeVariants = (/** @type {AnySchemaObject[]} */ variants) =>
    variants.map((variant) => describeSchema(types, variant, findVariant(types, node, variant)));
  return {
    description: describe(types, node),
    ...schema,
    ...(properties && {
      properties: mapMembers(properties, (member, name) =>
        describeSchema(types, member, types.findMember(node, name)),
      ),
    }),
    ...(items && { items: describeSchema(types, items, types.findElement(node)) }),
    ...(oneOf && { oneOf: describeVariants(oneOf) }),
    ...(anyOf && { anyOf: describeVariants(anyOf) }),
    default: readDefault(types, node),
  };
}

/**
 * Finds the type of a union that a schema describes: the type that has the members of the schema, with their values.
 *
 * @param {Types} types
 * @param {Node} union
 * @param {AnySchemaObject} schema
 */
function findVariant(types, union, { properties }) {
  /** @type {[string, AnySchemaObject][]} */
  const members = Object.entries(properties ?? {});
  if (members.length === 0) return undefined;
  return types
    .listVariants(union)
    .find((type) =>
      members.every(([name, schema]) => hasValues(types, types.findMember(type, name), schema)),
    );
}

/**
 * @param {Types} types
 * @param {Node | undefined} member
 * @param {AnySchemaObject} schema
 */
function hasValues(types, member, schema) {
  if (!member) return false;
  const values = 'const' in schema ? [schema['const']] : (schema['enum'] ?? []);
  const literals = types.listLiterals(member);
  return values.every((/** @type {unknown} */ value) => literals.includes(JSON.stringify(value)));
}

/**
 * Joins the summary, the default and the remarks: those of a member, then those of its type.
 *
 * @param {Types} types
 * @param {Node} node
 */
function describe(types, node) {
  const own = types.readComment(node);
  const type = types.readComment(types.resolveName(node));
  const summary = own.summary || type.summary;
  const otherwise = own.defaultValue && ` Default: ${own.defaultValue}.`;
  const paragraphs = new Set([summary && summary + otherwise, own.remarks, type.remarks]);
  return [...paragraphs].filter(Boolean).join('\n\n') || undefined;
}

/**
 * Reads the default of a member or a parameter, if JSON can express it.
 *
 * @param {Types} types
 * @param {Node} node
 */
export function readDefault(types, node) {
  const [literal] = LITERAL.exec(types.readComment(node).defaultValue) ?? [];
  return literal && JSON.parse(literal.replaceAll("'", '"'));
}
