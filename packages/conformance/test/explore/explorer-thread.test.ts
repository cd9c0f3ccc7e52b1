import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, installCommand, runBin } from '../implementations/installed-command.ts';

installCommand();

/** Writes an action into a folder of the installed packages, and explores it there. */
async function exploreInstalled(source: string) {
  const cwd = mkdtempSync(join(folder(), 'case-'));
  writeFileSync(join(cwd, 'action.cjs'), source);
  return runBin(cwd, 'explore', 'action.cjs', '--runs', '10');
}

test('finds an action that blocks the process', async () => {
  const { code, stdout, stderr } = await exploreInstalled(`
exports.onExecutePostChallenge = async (event, api) => {
  while (!event.authorization.roles.includes('employee'));
};`);

  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toContain('error hangs@action.cjs\n  The event is the sample event.\n');
  expect(stdout).toContain('The handler did not end, and let nothing else run.');
});

test.each(['process.exit(0)', 'process.reallyExit(0)', 'process.abort()', 'process.kill(0, 9)'])(
  'survives an action that prints and ends the process: %s',
  async (call) => {
    const { code, stdout, stderr } = await exploreInstalled(`
exports.onExecutePostChallenge = async (event, api) => {
  console.log('noise');
  process.stdout.write('noise');
  if (event.stats.logins_count === 0) ${call};
};`);

    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^error throws@action\.cjs:5\n/);
    expect(stdout).toContain(`It threw Error: ${call} was called at action.cjs:5:`);
    expect(stdout).not.toContain('noise');
  },
);

test('explores an ES module, and reports a usage error', async () => {
  const cwd = mkdtempSync(join(folder(), 'case-'));
  writeFileSync(
    join(cwd, 'action.mjs'),
    'export const onExecutePostChallenge = async (event) => event.user.name.length;',
  );

  expect(await runBin(cwd, 'explore', 'action.mjs', '--runs', '10')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('at action.mjs:1:') as string,
  });
  expect(await runBin(cwd, 'explore', 'none.cjs')).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: 'Cannot load the action none.cjs: the file does not exist.\n',
  });
});
