// Prints what a scenario takes without the implementation, by contender and round, in nanoseconds. It is a process of its own, as
// one is that checks an implementation.
import { checkConformance } from '../dist/index.js';
import { example } from './examples.js';
import { shared, slowTimesOf } from './measure.js';
import { recorded } from './recorded.js';
import { LIMIT, SUITE, drawAll, rulesOfApi, rulesOfHost } from './suite-limit.js';

const [, , level, runs] = process.argv;
const onHost = level === 'host';
const implementation = await example(onHost ? 'reference-host' : 'reference');
const options = { rules: onHost ? rulesOfHost : rulesOfApi, runs: Number(runs) };
const {
  implementation: player,
  rewind,
  answering,
  scenarios,
} = await recorded(implementation, options);
const contenders = [
  {
    name: SUITE,
    operation: () => checkConformance(player, options),
    prepare: rewind,
    apart: answering,
  },
  { name: LIMIT, operation: () => drawAll(options.rules, options.runs, onHost) },
];
const times = await slowTimesOf(contenders, { rounds: 31, warmup: 5 });
process.stdout.write(JSON.stringify([...shared(times, scenarios)]));
