import { documentedTypes } from './documented-types.js';

/** @import { AnySchemaObject } from 'ajv' */
/** @import { Node } from './documented-types.js' */

const LITERAL = /^(?:'[^']*'|\d+|true|false)(?=,|$)/u;

/**
 * Says in schemas, of each type and each member, what the TSDoc of a module says.
 *
 * @param {string} path - The path of the declarations of the module.
 */
export function descriptions(path) {
  const types = documentedTypes(path);

  /**
   * @param {AnySchemaObject} schema
   * @param {Node | undefined} node - Where the type is declared or named, or the member that has it.
   * @returns {AnySchemaObject}
   */
  function described(schema, node) {
    if (!node) return schema;
    const { properties, items, oneOf, anyOf } = schema;
    const variants = (/** @type {AnySchemaObject[]} */ parts) =>
      parts.map((part) => described(part, variantOf(node, part)));
    return {
      description: descriptionOf(node),
      ...schema,
      ...(properties && { properties: members(properties, node) }),
      ...(items && { items: described(items, types.elementOf(node)) }),
      ...(oneOf && { oneOf: variants(oneOf) }),
      ...(anyOf && { anyOf: variants(anyOf) }),
      default: defaultOf(node),
    };
  }

  /**
   * @param {Readonly<Record<string, AnySchemaObject>>} properties
   * @param {Node} node
   */
  function members(properties, node) {
    const list = Object.entries(properties);
    return Object.fromEntries(
      list.map(([name, schema]) => [name, described(schema, types.memberOf(node, name))]),
    );
  }

  /**
   * The type of a union that a schema describes: the one that has its members, with their values.
   *
   * @param {Node} union
   * @param {AnySchemaObject} schema
   */
  function variantOf(union, { properties }) {
    /** @type {[string, AnySchemaObject][]} */
    const members = Object.entries(properties ?? {});
    if (members.length === 0) return undefined;
    return types
      .variantsOf(union)
      .find((type) => members.every(([name, schema]) => fits(schema, types.memberOf(type, name))));
  }

  /**
   * @param {AnySchemaObject} schema
   * @param {Node | undefined} member
   */
  function fits(schema, member) {
    if (!member) return false;
    const values = 'const' in schema ? [schema['const']] : (schema['enum'] ?? []);
    const literals = types.literalsOf(member);
    return values.every((/** @type {unknown} */ value) => literals.includes(JSON.stringify(value)));
  }

  /**
   * The summary with the default, and the remarks: those on a member before those on its type.
   *
   * @param {Node} node
   */
  function descriptionOf(node) {
    const own = types.commentOn(node);
    const type = types.commentOn(types.named(node));
    const summary = own.summary || type.summary;
    const otherwise = own.defaultValue && ` Default: ${own.defaultValue}.`;
    const paragraphs = new Set([summary && summary + otherwise, own.remarks, type.remarks]);
    return [...paragraphs].filter(Boolean).join('\n\n') || undefined;
  }

  /** @param {Node} node */
  function defaultOf(node) {
    const [literal] = LITERAL.exec(types.commentOn(node).defaultValue) ?? [];
    return literal && JSON.parse(literal.replaceAll("'", '"'));
  }

  /** @param {Readonly<Record<string, AnySchemaObject>>} schemas - Schemas, by the name of the type. */
  function describedTypes(schemas) {
    const list = Object.entries(schemas);
    return Object.fromEntries(
      list.map(([name, schema]) => [name, described(schema, types.typeNamed(name))]),
    );
  }

  return { ...types, described, describedTypes };
}
