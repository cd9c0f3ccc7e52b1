import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** @typedef {Record<string, number>} Sample - By column: seconds, bytes, or a count. */

/**
 * A row of a table. The samples are by column, one a round; a row without samples has the reason.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {Record<string, number[]>} [samples]
 * @property {string} [reason]
 * @property {string} [besides] - The row that this one is divided by.
 * @property {readonly Aim[]} [aims]
 */

/** @typedef {{ column: string, atMost?: number, atMostTimes?: number }} Aim - An upper bound on a figure, or on its ratio. */

/** @typedef {{ cwd: string, command: string, args: readonly string[] }} Command */

/**
 * Runs a command to its end.
 *
 * @param {Command} command
 * @returns {{ time: number, stdout: string, memory: number }} The time in seconds, and the memory in bytes, if the command printed it.
 * @throws {Error} If the command fails, with what it printed.
 */
export function run({ cwd, command, args }) {
  const start = performance.now();
  const { status, error, output } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const time = (performance.now() - start) / 1000;
  if (status !== 0) throw error ?? new Error([command, ...args, ...output].join('\n'));
  return { time, stdout: output[1] ?? '', memory: Number(output[3]) * 1024 };
}

/**
 * Measures all rows without a reason in turns, so that a busy moment of the machine affects all of them.
 *
 * @template {Row} R
 * @param {readonly R[]} rows
 * @param {number} rounds
 * @param {(row: R) => Sample} measure
 * @returns {Row[]}
 */
export function measureByTurns(rows, rounds, measure) {
  const measured = rows.filter(({ reason }) => reason === undefined);
  const samples = Array.from({ length: rounds }, () => measured.map(measure));
  return rows.map((row) => {
    const index = measured.indexOf(row);
    return index < 0 ? row : { ...row, samples: groupByColumn(samples.map((one) => one[index])) };
  });
}

/**
 * @param {readonly (Sample | undefined)[]} samples
 * @returns {Record<string, number[]>}
 */
export function groupByColumn(samples) {
  const columns = Object.keys(samples[0] ?? {});
  return Object.fromEntries(
    columns.map((column) => [column, samples.map((sample) => Number(sample?.[column]))]),
  );
}
