import { parts } from './packages/conformance/scripts/mutation/parts.js';

/** Which part is mutated. */
const part = process.env.MUTATE;

export default {
  mutate: parts[part],
  testRunner: part === 'unjudged' ? 'vitest' : 'bundle',
  plugins: ['@stryker-mutator/vitest-runner', './packages/conformance/scripts/mutation/runner.js'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What properties draw from is made when they load: trying one such mutant takes all tests, in a process of its own.
  ignoreStatic: part === 'judges',
  timeoutMS: 30_000,
  // There is no JavaScript interface of this TypeScript for it to read a configuration with.
  tsconfigFile: 'none.json',
  tempDirName: `temp/stryker-${part}`,
  reporters: ['json', 'clear-text'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: `temp/mutation/${part}.json` },
  allowConsoleColors: false,
  ignorePatterns: ['docs', '.ci', 'packages/*/temp', 'packages/*/etc'],
};
