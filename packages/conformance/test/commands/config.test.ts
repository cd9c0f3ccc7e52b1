import { describe, expect, test, vi } from 'vitest';
import { type CliResult, getExamplePath, runCli, writeFolder } from './terminal.ts';

const mock = JSON.stringify(getExamplePath('hand-written-mock'));
const reference = getExamplePath('reference');
const rule = 'access.deny/returns-api';

/** Runs `check` in a folder with this configuration. */
async function checkWith(config: string, ...args: string[]): Promise<CliResult> {
  const folder = writeFolder({ 'conformance.config.mjs': config });
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
  try {
    return await runCli(['check', ...args]);
  } finally {
    cwd.mockRestore();
  }
}

describe('the configuration file', () => {
  test('names the implementation and sets options', async () => {
    const { code, stdout } = await checkWith(
      `export default { implementation: ${mock}, rule: ['${rule}'], runs: 5, reporter: 'json', failOn: 'MUST', full: true };`,
    );

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ rules: [{ id: rule, verdict: 'failed' }] });
  });

  test('loses against the command line', async () => {
    const { code, stdout } = await checkWith(
      `export default { implementation: ${mock}, rule: '${rule}', runs: 5, level: 'MUST' };`,
      reference,
      '--rule',
      'cache.set/ttl',
      '--reporter',
      'json',
    );

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      implementation: { name: 'reference' },
      rules: [{ id: 'cache.set/ttl' }],
    });
  });

  test('is not needed', async () => {
    expect(await runCli(['check', reference, '--rule', rule, '--runs', '5'])).toMatchObject({
      code: 0,
    });
  });

  test.each([
    ['export default { rules: "a" };', 'unknown option "rules". Did you mean rule?'],
    [
      'export default { colour: "a" };',
      /^conformance\.config\.mjs cannot be used: unknown option "colour"\. Allowed: implementation, rule, level, /,
    ],
    ['export default { runs: 0 };', 'runs: Expected a whole number of at least 1.'],
    ['export default { level: "may" };', 'level: Allowed choices are MUST, SHOULD.'],
    ['export default { bail: "yes" };', 'bail must be true or false.'],
    ['export default { implementation: 5 };', 'implementation must be the path of a module.'],
    [
      'export const runs = 5;',
      "it has no default export that is an object. Write export default { rule: 'cache.*' }.",
    ],
    [
      'throw new Error("no");',
      'it cannot be loaded: Error: no (conformance.config.mjs:1:7). Fix the module and run again.',
    ],
    [
      'export default { capabilities: [], open() {} };',
      "it exports an implementation. Export that from a module of its own, and write export default { implementation: 'adapter.mjs' }.",
    ],
  ])('%s is refused', async (config, problem) => {
    const { code, stdout, stderr } = await checkWith(config, reference);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    if (typeof problem === 'string')
      expect(stderr).toBe(`conformance.config.mjs cannot be used: ${problem}\n`);
    else expect(stderr).toMatch(problem);
  });
});
