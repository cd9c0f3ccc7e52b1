import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';

/**
 * The kind of a machine, and nothing that tells which one it is.
 *
 * @typedef {object} Machine
 * @property {string} processor
 * @property {number} cores
 * @property {string} node
 * @property {string} platform
 */

/** @returns {Machine} */
export function thisMachine() {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** The commit that is checked out. */
export function thisCommit() {
  const args = ['rev-parse', '--short=10', 'HEAD'];
  return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
}
