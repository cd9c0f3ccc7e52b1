import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Creates a sequencer that starts the longest test files first, so that no worker waits for another at the end. Vitest remembers how long
 * test files took, but a fresh clone does not.
 *
 * @param isLong - Matches the paths of the longest files.
 */
export function createLongestFirst(isLong: RegExp): typeof BaseSequencer {
  return class LongestFirst extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      // oxlint-disable-next-line unicorn/no-array-sort -- It is a method of the sequencer.
      const sorted = await super.sort(files);
      const long = sorted.filter(({ moduleId }) => isLong.test(moduleId));
      return [...long, ...sorted.filter((file) => !long.includes(file))];
    }
  };
}
