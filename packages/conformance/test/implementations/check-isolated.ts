import type { Report } from '@post-challenge/conformance';
import { join } from 'node:path';
import { name, runBin, writeImplementation } from './installed-command.ts';
import { expectProcessesEnded, readPids } from './running.ts';

export const rules = [
  'access.deny/returns-api',
  'authentication.challengeWithAny/accepts-every-factor',
  'redirect.sendUserTo/returns-api',
];

/** Writes a module of the reference with another `api.authentication.challengeWithAny`. */
export function writeReference(get: string, cwd?: string): string {
  return writeImplementation(
    `
    const create = (input) => {
      const made = createPostChallenge(input);
      made.api.authentication.challengeWithAny = (key) => { ${get} };
      return made;
    };
    export default fromApi({ name: 'hostile', create });`,
    cwd,
  );
}

/** Checks the rules in isolation and returns the verdicts, and the message of the second one. */
export async function checkIsolated(get: string, timeout: string) {
  const cwd = writeReference(get);
  const selected = rules.flatMap((rule) => ['--rule', rule]);
  const options = ['--isolate', '--runs', '5', '--reporter', 'json', '--timeout', timeout];
  const ran = await runBin(cwd, 'check', name, ...options, ...selected);
  await expectProcessesEnded(readPids(join(cwd, 'pids')));
  const report = JSON.parse(ran.stdout) as Report;
  return {
    ...ran,
    verdicts: report.rules.map(({ verdict }) => verdict),
    said: report.rules[1]?.message,
  };
}

/** The end of a message about the second rule. */
export const AT =
  ' Its last step was api.authentication.challengeWithAny, step 1 of the execute handler of action 1.';
