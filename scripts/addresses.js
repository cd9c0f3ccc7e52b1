import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The addresses of the project on the web. `null` is an address that nobody has decided yet.
 *
 * @typedef {object} Addresses
 * @property {string | null} repository - Such as `https://github.com/OWNER/NAME`.
 * @property {string | null} docs - The start page of the site.
 */

const file = join(import.meta.dirname, '../addresses.json');

/**
 * Reads the addresses.
 *
 * @returns {Addresses}
 * @throws {TypeError} If one is neither `null` nor an address without a slash at its end.
 */
export function readAddresses() {
  /** @type {Addresses} */
  const { repository, docs } = JSON.parse(readFileSync(file, 'utf8'));
  for (const [name, address] of Object.entries({ repository, docs }))
    if (address !== null && !/^https:\/\/[^\s?#]+[^/\s?#]$/u.test(String(address)))
      throw new TypeError(
        `addresses.json: ${name} is ${JSON.stringify(address)}, expected null or https://… without a slash at the end.`,
      );
  return { repository, docs };
}
