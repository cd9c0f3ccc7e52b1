/** @import { Implementation } from '../dist/implementation.js' */

/**
 * The reference, as the examples adapt it.
 *
 * @param {'reference' | 'reference-host'} name
 * @returns {Promise<Implementation>}
 */
export async function example(name) {
  const module = await import(`../examples/${name}.js`);
  return module.default;
}
