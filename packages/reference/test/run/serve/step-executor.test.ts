import { createEvent } from '@post-challenge/spec';
import { expect, onTestFinished, test } from 'vitest';
import { createProcessExecutor } from '../../../src/run/serve/step-executor.ts';
import type { Step } from '../../../src/run/serve/step.ts';
import { fileOf } from '../files.ts';
import { getInstalledScript, installCommand } from '../installed.ts';
import { actionOf } from '../terminal.ts';

installCommand();

/** Creates the start of a transaction with an action. */
function createStep(body: string): Step {
  const path = fileOf('action.cjs', actionOf(body));
  const settings = { paths: [path], modules: {}, edition: '2025', records: [] } as const;
  return { ...settings, begin: { event: createEvent() } };
}

test.each(['for (;;);', 'await new Promise((end) => setTimeout(end, 1e6));'])(
  'ends a step that lasts longer than the limit: %s',
  async (body) => {
    const { execute } = createProcessExecutor(getInstalledScript(), 500);

    expect(await execute(createStep(body))).toEqual({
      problem: 'The actions did not end within 0.5 seconds, as the platform demands.',
    });
  },
);

test.each([
  ['does not exist', 'execPath', '/none/node', /: spawn \/none\/node ENOENT\.$/],
  ['has too long an argument', 'execArgv', ['a'.repeat(1e6)], /: spawn E2BIG\.$/],
  ['is a folder', 'execPath', '/tmp', /: spawn \/tmp EACCES\.$/],
] as const)(
  'has a sentence if the program of the step %s, and goes on',
  async (_, name, value, reason) => {
    const { execute } = createProcessExecutor(getInstalledScript());
    const step = createStep("api.access.deny('No.');");
    const right = process[name];
    Object.assign(process, { [name]: value });
    onTestFinished(() => void Object.assign(process, { [name]: right }));
    const { problem } = await execute(step);
    Object.assign(process, { [name]: right });

    expect(problem).toMatch(/^The process of the actions cannot be started: /);
    expect(problem).toMatch(reason);
    expect((await execute(step)).result).toMatchObject({ transaction: { status: 'denied' } });
  },
);

test('executes many steps, and keeps values that JSON does not have', async () => {
  const { execute } = createProcessExecutor(getInstalledScript());
  const step = createStep("api.cache.set('key', 'value', { ttl: NaN });");
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => execute(step)));

  for (const { result, problem } of outcomes) {
    expect(problem).toBeUndefined();
    expect(result).toMatchObject({
      transaction: { status: 'completed' },
      phase: { executions: [{ calls: [{ args: ['key', 'value', { ttl: NaN }] }] }] },
      writes: [],
    });
  }
});
