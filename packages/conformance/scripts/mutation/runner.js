import { PluginKind, declareFactoryPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { bundleTests } from './bundle.js';

/** Gets the object that instrumented code reads and writes. */
// oxlint-disable-next-line no-underscore-dangle -- It is Stryker's name.
const getStrykerContext = () => (globalThis.__stryker__ ??= {});

/** Runs the tests of a bundle in this process. Loading a test framework for each mutant would take most of the time. */
class BundleRunner {
  /** The runner loads the modules once. Stryker starts another process for a mutant of code that runs while they load. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun() {
    const tests = await this.#run();
    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: getStrykerContext().mutantCoverage,
    };
  }

  async mutantRun({ activeMutant, hitLimit, mutantActivation, testFilter }) {
    getStrykerContext().hitLimit = hitLimit;
    getStrykerContext().hitCount = hitLimit === undefined ? undefined : 0;
    if (mutantActivation === 'runtime') await this.#load();
    getStrykerContext().activeMutant = activeMutant.id;
    const tests = await this.#run(testFilter, true);
    const late = determineHitLimitReached(getStrykerContext().hitCount, hitLimit);
    return toMutantRunResult(late ?? { status: DryRunStatus.Complete, tests });
  }

  async #load() {
    const { tests } = await import(pathToFileURL(await bundleTests(process.env.MUTATE)).href);
    return tests;
  }

  async #run(filter, bail = false) {
    const tests = Object.entries((await this.#load())());
    const results = [];
    for (const [name, test] of tests.filter(([id]) => filter?.includes(id) ?? true)) {
      getStrykerContext().currentTestId = name;
      results.push(await runTest(name, test));
      if (bail && results.at(-1).status === TestStatus.Failed) break;
    }
    getStrykerContext().currentTestId = undefined;
    return results;
  }
}

async function runTest(name, test) {
  const started = performance.now();
  const createBase = () => ({ id: name, name, timeSpentMs: performance.now() - started });
  try {
    await test();
    return { ...createBase(), status: TestStatus.Success };
  } catch (error) {
    return { ...createBase(), status: TestStatus.Failed, failureMessage: String(error) };
  }
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'bundle', createRunner)];

function createRunner() {
  return new BundleRunner();
}
createRunner.inject = [];
