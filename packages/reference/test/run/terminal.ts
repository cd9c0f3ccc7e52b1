import { fileOf } from './files.ts';
import { main } from '../../src/run/cli.ts';

// Tests check the default colours, and the environment may force others.
delete process.env['FORCE_COLOR'];
delete process.env['TERM'];

/** The output and the exit code of a command. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process. */
export async function command(
  args: readonly string[],
  {
    isTTY = false,
    columns = Infinity,
    settle,
  }: {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly settle?: () => Promise<void>;
  } = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write: (text: string) => void (written[name] += text),
    isTTY,
    columns,
  });
  const code = await main(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    ...(settle && { settle }),
  });
  return { code, ...written };
}

/** The time of a run. */
export const NOW = '2026-01-31T12:00:00Z';

/** A secret. */
export const SECRET = 'shared-with-the-verifier';

/** Creates the source of an action from the bodies of its handlers. */
export function actionOf(execute: string, onReturn?: string): string {
  const handler = (name: string, body: string) =>
    `exports.${name} = async (event, api) => {\n${body}\n};\n`;
  return (
    handler('onExecutePostChallenge', execute) +
    (onReturn === undefined ? '' : handler('onContinuePostChallenge', onReturn))
  );
}

/** Runs one action. */
export async function run(action: string, ...options: string[]): Promise<Ran> {
  return command(['run', fileOf('action.cjs', action), ...options]);
}

/** Finds the last outcome of a report. */
export function outcomeIn({ stdout }: Pick<Ran, 'stdout'>): string | undefined {
  return stdout.split('\n').findLast((line) => line.startsWith('→'));
}

/** An action that redirects the user, and denies with the claims of the returned token. */
export const redirecting = actionOf(
  `const session_token = api.redirect.encodeToken({ secret: event.secrets.VERIFIER, payload: {} });
   api.redirect.sendUserTo('https://verifier.example.com/', { query: { session_token } });`,
  `const claims = api.redirect.validateToken({ secret: event.secrets.VERIFIER });
   api.access.deny(JSON.stringify(claims));`,
);
