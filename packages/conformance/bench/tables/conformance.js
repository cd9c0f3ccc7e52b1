import { rmSync } from 'node:fs';
import { createProject, installOurs } from '../installations.js';
import { groupByColumn, measureByTurns, run } from '../measure.js';

/** @import { Table } from './tables.js' */

const FEW_RUNS = 'rules `access.*`, 100 runs of each';

/** @type {Table} */
export const checking = {
  title: 'Check an implementation',
  meaning: `How long you wait for \`post-challenge-conformance check\`, and how much memory it needs. It checks the reference as a host.
With ten times as many \`--runs\` it should take at most ten times as long, and need no more memory; × compares with 100 runs. No other
kit checks an implementation, so there is nothing to compare with.`,
  columns: ['time', 'memory'],
  measure() {
    const rows = [
      {
        ...check(),
        name: 'all rules, 100 runs of each',
        aims: [{ column: 'time', atMost: 6 }],
      },
      { ...check('--rule', 'access.*'), name: FEW_RUNS },
      {
        ...check('--rule', 'access.*', '--runs', '1000'),
        name: 'rules `access.*`, 1,000 runs of each',
        besides: FEW_RUNS,
        aims: [
          { column: 'time', atMostTimes: 10 },
          { column: 'memory', atMostTimes: 1.2 },
        ],
      },
    ];
    return measureByTurns(rows, 3, (row) => {
      const { time, memory } = run(row);
      return { time, memory };
    });
  },
};

/** A module that prints the peak memory of its process, in kB, to a separate stream. The command calls the listener before Node does. */
const PRINT_MEMORY = `data:text/javascript,import { writeSync } from 'node:fs';
let isPrinted = false;
process.on('exit', () => {
  if (!isPrinted) writeSync(3, String(process.resourceUsage().maxRSS));
  isPrinted = true;
});`;

/** @param {readonly string[]} options */
function check(...options) {
  const bin = 'node_modules/.bin/post-challenge-conformance';
  const args = ['--import', PRINT_MEMORY, bin, 'check', 'host.mjs', ...options];
  return { cwd: installOurs().cwd, command: process.execPath, args };
}

/** @type {Table} */
export const firstReport = {
  title: 'Get the first report',
  meaning: `How long a newcomer waits in a new folder until the first report is there. npm finds everything in its cache, so the time to
download is not counted.`,
  columns: ['time'],
  measure() {
    const samples = groupByColumn([makeFirstReport(), makeFirstReport(), makeFirstReport()]);
    return Object.entries(samples).map(([name, time]) => {
      const aims = name === 'all three' ? [{ column: 'time', atMost: 15 }] : [];
      return { name, samples: { time }, aims };
    });
  },
};

function makeFirstReport() {
  const cwd = createProject('first-report');
  const time = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
    run({ cwd, command, args }).time;
  const install = time('npm', 'install', '--save-dev', '--offline', ...installOurs().tarballs);
  const init = time('npx', '@post-challenge/conformance', 'init');
  const reporters = ['--reporter', 'pretty', '--reporter', 'html=report.html'];
  const report = time('npm', 'run', 'conformance', '--', ...reporters);
  rmSync(cwd, { recursive: true });
  return {
    '`npm install` of the three packages': install,
    '`npx --no-install post-challenge-conformance init`': init,
    '`npm run conformance`, in the terminal and as HTML': report,
    'all three': install + init + report,
  };
}
