import { describe, expect, test } from 'vitest';
import { runCli, getExamplePath } from '../commands/terminal.ts';

const path = getExamplePath('hand-written-mock');
const report = runCli(['check', path, '--runs', '20']);
const full = runCli(['check', path, '--runs', '20', '--full']);

/** A failure as the full report prints it. */
interface PrintedFailure {
  readonly id: string;
  readonly isMust: boolean;
  /** The lines between the sentence of the rule and the replay line. */
  readonly script: readonly string[];
  /** The words of the command to paste into a shell. */
  readonly replay: readonly string[];
}

async function parseFailures(): Promise<PrintedFailure[]> {
  const { stdout } = await full;
  return stdout
    .split(/\n\n(?=[✗!] )/)
    .filter((block) => /^[✗!] /.test(block))
    .map((block) => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => /^ +replay /.test(line));
      return {
        id: lines[0]?.split(' ')[1] ?? '',
        isMust: block.startsWith('✗'),
        script: lines.slice(3, at).filter((line) => !/^ +missing /.test(line)),
        replay: lines[at]?.trim().split(/ +/).slice(1) ?? [],
      };
    });
}

test('the report on a poor mock fits on a screen', async () => {
  const { stdout, code } = await report;

  expect(code).toBe(1);
  expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(62);
});

test('the report names each failed rule once', async () => {
  const { stdout } = await report;
  const ids = [...stdout.matchAll(/^[✗!] (\S+)/gm)].map(([, id]) => id);

  expect(ids.length).toBeGreaterThan(10);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the full report names the same failures, in the same order', async () => {
  const { stdout } = await report;
  const inFull = await parseFailures();

  expect(inFull.map(({ id }) => id)).toEqual(
    [...stdout.matchAll(/^[✗!] (\S+)/gm)].map(([, id]) => id),
  );
});

test('every MUST that fails points at a different line', async () => {
  const musts = (await parseFailures()).filter(({ isMust }) => isMust);
  const faults = musts.map(({ script }) =>
    script.filter((line) => /^ ▶|^ +(?:expected|actual) /.test(line)).join('\n'),
  );

  expect(new Set(faults).size).toBe(faults.length);
});

describe('every replay line', () => {
  test('reproduces its failure with the same script', async () => {
    const all = await parseFailures();

    expect(all.length).toBeGreaterThan(10);
    for (const { id, replay, script } of all) {
      const [npx, option, name, ...args] = replay;
      expect([npx, option, name, ...args.slice(0, 3)]).toEqual([
        'npx',
        '--no-install',
        'post-challenge-conformance',
        'replay',
        path,
        id,
      ]);
      const { code, stdout } = await runCli(args);
      expect(code, id).toBe(1);
      expect(stdout, id).toContain(`\n${script.join('\n')}\n`);
    }
  });

  test('does not fail on the reference', async () => {
    for (const { id, replay } of await parseFailures()) {
      const word = replay.at(-1) ?? '';
      const ran = await runCli(['replay', getExamplePath('reference'), id, word]);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
    }
  });
});
