import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli.ts';

// Tests check the default colours. The environment of the test run may force others.
delete process.env['FORCE_COLOR'];
delete process.env['TERM'];

/** The output and the exit code of a command. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Gets the path of an implementation in the folder of examples. */
export function getExamplePath(name: string): string {
  return fileURLToPath(new URL(`../../examples/${name}.js`, import.meta.url));
}

interface CliOptions {
  readonly signal?: AbortSignal;
  /** Whether the streams are a terminal. */
  readonly isTTY?: boolean;
  /** The width of the terminal. */
  readonly columns?: number;
  /** Called with each text that the command writes to stderr. */
  readonly onProgress?: (text: string) => void;
}

/** Runs the command line in this process. */
export async function runCli(
  args: readonly string[],
  { signal, isTTY = false, columns, onProgress }: CliOptions = {},
): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
      if (name === 'stderr') onProgress?.(text);
    },
    isTTY,
    ...(columns !== undefined && { columns }),
  });
  const terminal = { stdout: stream('stdout'), stderr: stream('stderr') };
  const code = await main(args, { ...terminal, ...(signal && { interrupt: () => signal }) });
  return { code, ...written };
}

/** The specifier that modules import the suite from, in quotes. */
export const suiteSpecifier = JSON.stringify(new URL('../../src/index.ts', import.meta.url).href);

/** Writes files into a temporary folder, which is removed after the test. Returns the path of the folder. */
export function writeFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Writes a module that imports `fromApi` into a temporary folder. Returns the path of the module. */
export function writeModule(source: string): string {
  const text = `import { fromApi } from ${suiteSpecifier};\n${source}\n`;
  return join(writeFolder({ 'implementation.js': text }), 'implementation.js');
}
