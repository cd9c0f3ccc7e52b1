import { importing, running, testing, validating } from './actions.js';
import { checking, firstReport } from './conformance.js';
import { size, typeChecking } from './packages.js';

/** @import { Row } from '../measure.js' */

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {string} meaning - What the rows mean for a user, in Markdown.
 * @property {readonly string[]} columns
 * @property {() => readonly Row[]} measure
 */

/** @type {readonly Table[]} */
export const tables = [
  checking,
  firstReport,
  running,
  testing,
  importing,
  validating,
  typeChecking,
  size,
];
