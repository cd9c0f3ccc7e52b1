import { parts } from './packages/conformance/scripts/mutation/parts.js';

/** The part to mutate. */
const part = process.env.MUTATE;

export default {
  mutate: parts[part],
  testRunner: part === 'unjudged' ? 'vitest' : 'bundle',
  plugins: ['@stryker-mutator/vitest-runner', './packages/conformance/scripts/mutation/runner.js'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // The generators of properties are created when modules load. Each mutant of them would need all tests, in its own process.
  ignoreStatic: part === 'judges',
  timeoutMS: 30_000,
  // A slow machine takes some minutes for all tests of the judges on instrumented code.
  dryRunTimeoutMinutes: 30,
  // Stryker cannot read a configuration with this version of TypeScript, which has no JavaScript API. This file does not exist.
  tsconfigFile: 'none.json',
  tempDirName: `temp/stryker-${part}`,
  reporters: ['json', 'clear-text'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: `temp/mutation/${part}.json` },
  allowConsoleColors: false,
  ignorePatterns: ['docs', '.ci', 'packages/*/temp', 'packages/*/etc'],
};
