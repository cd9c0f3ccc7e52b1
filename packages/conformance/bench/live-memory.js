import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** @import { Implementation } from '../dist/implementation.js' */

setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collect = runInNewContext('gc');

/**
 * An implementation, and the most memory that was in use whenever it had run so many scenarios: garbage does not count.
 *
 * @param {Implementation} implementation
 * @param {number} every
 */
export function watched(implementation, every) {
  let scenarios = 0;
  let peak = 0;
  /** @type {Implementation} */
  const watchedOne = {
    ...implementation,
    open(setting) {
      scenarios += 1;
      if (scenarios % every === 0) {
        collect();
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      }
      return implementation.open(setting);
    },
  };
  return { implementation: watchedOne, peak: () => peak };
}
