import { statSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from './installation.js';
import { packagesWith, sizeOf } from './installed-packages.js';

/** @import { Aim, Row, Unit } from './row.js' */

const packages = ['spec', 'reference', 'conformance'];

/**
 * How large the packages are, and how many others each brings.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  const { folder, tarballs } = installation();
  const tarball = (/** @type {string} */ name) =>
    tarballs.find((path) => path.includes(`post-challenge-${name}-`)) ?? '';
  const installed = (/** @type {string} */ name) => packagesWith(folder, `@post-challenge/${name}`);
  const own = (/** @type {string} */ path) => sizeOf(join(folder, path));
  return [
    rowOn('tarball', 'bytes', (name) => statSync(tarball(name)).size),
    rowOn('installed', 'bytes', (name) => own(`node_modules/@post-challenge/${name}`)),
    rowOn('installed, with what it brings', 'bytes', (name) =>
      installed(name)
        .map(own)
        .reduce((sum, size) => sum + size, 0),
    ),
    rowOn('packages, itself among them', 'count', (name) => installed(name).length),
  ];
}

/** @returns {Aim[]} */
export function aims() {
  return [];
}

/**
 * @param {string} name
 * @param {Unit} unit
 * @param {(name: string) => number} figureOf
 * @returns {Row}
 */
function rowOn(name, unit, figureOf) {
  const figures = packages.map((one) => {
    const median = figureOf(one);
    return [one, { median, low: median, high: median }];
  });
  return { name, unit, figures: Object.fromEntries(figures), ratios: {} };
}
