const { rules, validate } = require('@post-challenge/spec');

/** @type {string[]} */
exports.paths = validate('FactorType', 'sms').map(({ path }) => path);

/** @type {'MUST'} */
exports.level = rules['access.deny/denies'].level;

// @ts-expect-error There is no such rule.
exports.none = rules['access.deny/denied'];
