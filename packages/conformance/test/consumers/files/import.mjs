import { rules, validate } from '@post-challenge/spec';

/** @type {string[]} */
export const paths = validate('FactorType', 'sms').map(({ path }) => path);

/** @type {'MUST'} */
export const level = rules['access.deny/denies'].level;

// @ts-expect-error There is no such rule.
export const none = rules['access.deny/denied'];
