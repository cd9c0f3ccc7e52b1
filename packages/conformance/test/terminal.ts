import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { main } from '../src/cli.ts';

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of an implementation in the folder of examples. */
export function example(name: string): string {
  return fileURLToPath(new URL(`../examples/${name}.js`, import.meta.url));
}

interface Circumstances {
  readonly signal?: AbortSignal;
  /** Whether the streams are a terminal. */
  readonly isTTY?: boolean;
  /** Told of what is written to stderr. */
  readonly onProgress?: (text: string) => void;
}

/** Runs the command line in this process. */
export async function command(
  args: readonly string[],
  { signal, isTTY = false, onProgress }: Circumstances = {},
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
      if (name === 'stderr') onProgress?.(text);
    },
    isTTY,
  });
  const terminal = { stdout: stream('stdout'), stderr: stream('stderr') };
  const code = await main(args, { ...terminal, ...(signal && { signal }) });
  return { code, ...written };
}

const suite = JSON.stringify(new URL('../src/index.ts', import.meta.url).href);

/** Writes a module of which `fromApi` is in scope, for the length of the test; gives its path. */
export function moduleOf(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'implementation.js');
  writeFileSync(path, `import { fromApi } from ${suite};\n${source}\n`);
  return path;
}
