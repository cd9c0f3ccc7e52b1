// Prints what memory a process takes at most that checks the reference with so many runs a rule, in bytes: of all that it has
// of the system, or, with `live`, of what is in use.
import { checkConformance } from '../dist/index.js';
import { example } from './examples.js';
import { watched } from './live-memory.js';
import { someRules } from './some-rules.js';

const LOOKS = 50;
const [, , runs, kind] = process.argv;
const scenarios = Number(runs) * someRules.length;
const reference = await example('reference');
const { implementation, peak } = watched(reference, Math.ceil(scenarios / LOOKS));

await checkConformance(kind === 'live' ? implementation : reference, {
  rules: someRules,
  runs: Number(runs),
});
const taken = kind === 'live' ? peak() : process.resourceUsage().maxRSS * 1024;
process.stdout.write(String(taken));
