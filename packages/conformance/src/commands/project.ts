import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The manifest of a project. */
export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly packageManager?: unknown;
}

/** The words in which a package manager runs a script of the project, and a command of an installed package. */
export interface PackageManager {
  readonly run: string;
  readonly exec: string;
}

const managers = {
  npm: { run: 'npm run', exec: 'npx --no-install' },
  pnpm: { run: 'pnpm run', exec: 'pnpm exec' },
  yarn: { run: 'yarn run', exec: 'yarn run' },
  bun: { run: 'bun run', exec: 'bun run' },
} as const satisfies Record<string, PackageManager>;

type ManagerName = keyof typeof managers;

const lockfiles: readonly [file: string, name: ManagerName][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/** Detects the package manager: the one that the manifest names, that wrote the lockfile, or that started this process. */
export function detectManager(folder: string, { packageManager }: Manifest): PackageManager {
  const locked = lockfiles.find(([file]) => existsSync(join(folder, file)))?.[1];
  const names = [packageManager, locked, process.env['npm_config_user_agent']].map(
    (text) => /^[a-z]+/.exec(String(text))?.[0] ?? '',
  );
  const name = names.find((one): one is ManagerName => Object.hasOwn(managers, one));
  return managers[name ?? 'npm'];
}

/** A test runner, and the file in which it runs the rules as tests. */
export interface TestRunner {
  readonly name: string;
  readonly template: string;
  /** The format of the files: Jest runs only CommonJS without a flag of Node. */
  readonly format: 'cjs' | 'mjs';
  /** Writes the command that runs the test file. */
  readonly command: (manager: PackageManager, file: string) => string;
}

const runners = {
  vitest: {
    name: 'vitest',
    template: 'rules.vitest.mjs',
    format: 'mjs',
    command: ({ exec }) => `${exec} vitest run conformance`,
  },
  jest: {
    name: 'Jest',
    template: 'rules.jest.mjs',
    format: 'cjs',
    // Jest 29 does not look for tests with this extension.
    command: ({ exec }) => `${exec} jest --testMatch "**/conformance/*.test.cjs"`,
  },
  mocha: {
    name: 'Mocha',
    template: 'rules.mocha.mjs',
    format: 'mjs',
    command: ({ exec }, file) => `${exec} mocha --timeout 10000 ${file}`,
  },
  node: {
    name: 'node:test',
    template: 'rules.node.mjs',
    format: 'mjs',
    command: (_, file) => `node --test ${file}`,
  },
} as const satisfies Record<string, TestRunner>;

/** Detects the test runner of a project by its dependencies. */
export function detectRunner({ dependencies, devDependencies }: Manifest): TestRunner {
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const found = (['vitest', 'jest', 'mocha'] as const).find((name) => names.includes(name));
  return runners[found ?? 'node'];
}

/** Whether a project is written in TypeScript. */
export function usesTypeScript(
  folder: string,
  { dependencies, devDependencies }: Manifest,
): boolean {
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.includes('typescript') || existsSync(join(folder, 'tsconfig.json'));
}

/** Whether this version of Node runs TypeScript. */
export function canRunTypeScript(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}
