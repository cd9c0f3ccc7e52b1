import ts from 'typescript-6.0';

/**
 * A part of a source, as offsets.
 *
 * @typedef {{ readonly start: number, readonly end: number }} Range
 */

/**
 * Finds the functions, classes, methods and constants of a source that have the given names. The name of a nested declaration starts
 * with the name of the outer one: `Cache.set`, `createCache.set`.
 *
 * @param {string} source
 * @param {readonly string[]} names
 * @returns {Range[]} In the order of the source.
 */
export function findRanges(source, names) {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  /** @type {(Range & { readonly name: string })[]} */
  const declared = [];
  /** @type {(node: ts.Node, outer: string) => void} */
  const visit = (node, outer) => {
    const name = isDeclaration(node) ? `${outer}${node.name.getText(file)}` : undefined;
    if (name !== undefined) declared.push({ name, start: node.getStart(file), end: node.end });
    ts.forEachChild(node, (child) => visit(child, name === undefined ? outer : `${name}.`));
  };
  visit(file, '');
  const unknown = names.find((name) => !declared.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`The source has no declaration named ${unknown}.`);
  return declared.filter(({ name }) => names.includes(name));
}

/**
 * @param {ts.Node} node
 * @returns {node is ts.Node & { readonly name: ts.Node }}
 */
function isDeclaration(node) {
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isVariableDeclaration(node);
  return isNamed && node.name !== undefined;
}

/**
 * Lists the ranges before, between and after the given ranges.
 *
 * @param {readonly Range[]} ranges
 * @param {number} length
 * @returns {Range[]}
 */
export function invertRanges(ranges, length) {
  const starts = [0, ...ranges.map(({ end }) => end)];
  const ends = [...ranges.map(({ start }) => start), length];
  return starts
    .map((start, n) => ({ start, end: ends[n] ?? length }))
    .filter(({ start, end }) => start < end);
}

/**
 * Formats a range as Stryker reads it: lines from 1, columns from 0.
 *
 * @param {string} path
 * @param {string} source
 * @param {Range} range
 */
export function formatRange(path, source, { start, end }) {
  return `${path}:${formatPosition(source, start)}-${formatPosition(source, end)}`;
}

/**
 * @param {string} source
 * @param {number} offset
 */
function formatPosition(source, offset) {
  const lines = source.slice(0, offset).split('\n');
  return `${lines.length}:${lines.at(-1)?.length}`;
}
