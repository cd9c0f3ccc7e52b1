import { createHmac } from 'node:crypto';

/** A secret with a character that is more than one byte. */
export const secret = 'a secret of at least thirty-two bytes, ü';

/** The header of every token of the contract. */
export const header = { alg: 'HS256', typ: 'JWT' };

/** A token over any header and claims, right or not, signed with the secret. */
export function signed(head: unknown, claims: string | Buffer = '{}', hash = 'sha256'): string {
  const content = [JSON.stringify(head), claims]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  return `${content}.${createHmac(hash, secret).update(content).digest('base64url')}`;
}
