import { type Edition, editions } from '@post-challenge/spec';

/** Returns the editions that an adapter names; `undefined` if it names none. Throws if there is no such edition. */
export function toEditions(edition: Edition | undefined): readonly Edition[] | undefined {
  if (edition === undefined) return undefined;
  assertEdition(edition);
  return [edition];
}

/** Throws a TypeError if a value is not an edition. */
export function assertEdition(edition: Edition): void {
  if (editions.includes(edition)) return;
  const known = editions.map((one) => JSON.stringify(one)).join(' or ');
  throw new TypeError(
    `edition is ${JSON.stringify(edition) ?? 'undefined'}. Expected ${known}, the edition of the vendor's pages.`,
  );
}
