import ts from 'typescript-6.0';
import { readDefault } from './describe-schemas.js';
import { getTypeNode } from './read-types.js';

/** @import { Node, Types } from './read-types.js' */

/** The unit in a description, such as "The lifetime of the token, in seconds." */
const UNIT = /, in ((?:milli)?seconds(?: since the Unix epoch)?|degrees)\b/u;

/**
 * Describes types that have a name, and all types that they name.
 *
 * @param {Types} types
 * @param {readonly Node[]} nodes - Types as they are written; the types that they name are described.
 * @param {readonly string[]} known - Names that need no description.
 */
export function describeTypes(types, nodes, known) {
  /** @type {Map<string, ReturnType<typeof describeDeclaration>>} */
  const described = new Map();
  const visit = (/** @type {Node} */ node) => {
    if (ts.isTypeReferenceNode(node)) visitDeclaration(types.resolveName(node));
    ts.forEachChild(node, visit);
  };
  const visitDeclaration = (/** @type {Node} */ node) => {
    if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return;
    const name = node.name.text;
    if (described.has(name) || known.includes(name)) return;
    described.set(name, describeDeclaration(types, node));
    ts.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return Object.fromEntries(described);
}

/**
 * Describes a parameter of a method, or a member of a type.
 *
 * @param {Types} types
 * @param {Node} node
 */
export function describeMember(types, node) {
  const { defaultValue } = types.readComment(node);
  const description = describeInBrief(types, node);
  const [, unit] = UNIT.exec(description) ?? [];
  const type = describeType(types, getTypeNode(node));
  const optional = isOptional(node);
  return {
    name: getName(node),
    description,
    type: optional ? type.replace(/ or undefined$/u, '') : type,
    optional,
    ...(unit && { unit }),
    ...(defaultValue && { default: { text: defaultValue, value: readDefault(types, node) } }),
  };
}

/**
 * Describes a method: its signature, its text, whether it is optional, and its parameters.
 *
 * @param {Types} types
 * @param {Node} node
 */
export function describeMethod(types, node) {
  const name = getName(node);
  const parameters = /** @type {ts.MethodSignature} */ (node).parameters.map((parameter) =>
    describeMember(types, parameter),
  );
  const names = parameters.map(({ name, optional }) => (optional ? `${name}?` : name));
  return {
    name,
    signature: `${name}(${names.join(', ')})`,
    ...describeText(types, node),
    optional: isOptional(node),
    parameters,
  };
}

/**
 * Reads the summary and the remarks of a declaration. The remarks end before the sources, which are data of their own.
 *
 * @param {Types} types
 * @param {Node | undefined} node
 */
export function describeText(types, node) {
  const { summary, remarks } = types.readComment(node);
  const prose = remarks.replace(/\s*\bSources?: .*$/su, '');
  return { summary, ...(prose && { remarks: prose }) };
}

/**
 * Reads the summary and the remarks of a declaration as one paragraph, for a cell of a table.
 *
 * @param {Types} types
 * @param {Node} node
 */
export function describeInBrief(types, node) {
  const { summary, remarks = '' } = describeText(types, node);
  return `${summary} ${remarks}`.replaceAll('\n\n', ' ').trim();
}

/** @param {Node} node */
function getName(node) {
  return ts.getNameOfDeclaration(/** @type {ts.Declaration} */ (node))?.getText() ?? '';
}

/** @param {Node} node - A parameter, a member or a method. */
function isOptional(node) {
  return Boolean(/** @type {ts.ParameterDeclaration} */ (node).questionToken);
}

/**
 * Describes a type in words, such as `array of FactorSelector`.
 *
 * @param {Types} types
 * @param {Node | undefined} node - The type as it is written.
 * @returns {string}
 */
export function describeType(types, node) {
  if (!node) return 'nothing';
  if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node)) {
    return describeType(types, node.type);
  }
  // The condition asks whether the user gives names; the values are those with names.
  if (ts.isConditionalTypeNode(node)) return describeType(types, node.falseType);
  if (ts.isArrayTypeNode(node)) return `array of ${describeType(types, node.elementType)}`;
  if (ts.isUnionTypeNode(node)) {
    return node.types.map((type) => describeType(types, type)).join(' or ');
  }
  if (ts.isTypeReferenceNode(node)) return describeReference(types, node);
  switch (node.kind) {
    case ts.SyntaxKind.AnyKeyword:
    case ts.SyntaxKind.UnknownKeyword:
      return 'any value';
    case ts.SyntaxKind.VoidKeyword:
      return 'nothing';
    default:
      return node.getText();
  }
}

/**
 * @param {Types} types
 * @param {ts.TypeReferenceNode} node
 */
function describeReference(types, node) {
  const name = node.typeName.getText();
  const argument = describeType(types, node.typeArguments?.at(-1));
  if (name === 'Record') return `dictionary of ${argument}`;
  if (name === 'Promise') return `promise of ${argument}`;
  if (name === 'Readonly') return argument;
  const declaration = types.resolveName(node);
  const isParameter = ts.isTypeParameterDeclaration(declaration);
  return isParameter ? describeType(types, declaration.constraint) : name;
}

/**
 * @param {Types} types
 * @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} node
 */
function describeDeclaration(types, node) {
  return { ...describeText(types, node), ...describeShape(types, node) };
}

/**
 * Describes the members of an object, the values of a union of literals, or the variants of another union.
 *
 * @param {Types} types
 * @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} node
 */
function describeShape(types, node) {
  if (ts.isInterfaceDeclaration(node)) {
    const open = node.members.some(ts.isIndexSignatureDeclaration);
    const members = types.listMembers(node).map((member) => describeMember(types, member));
    return { members, open };
  }
  const literals = types.listLiterals(node);
  if (literals.every((literal) => literal.startsWith('"'))) {
    return { values: literals.map((literal) => JSON.parse(literal)) };
  }
  return { variants: describeType(types, node.type).split(' or ') };
}
