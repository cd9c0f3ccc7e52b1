import { findPackage } from '@post-challenge/spec/command-line';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { name, version, homepage, root } = findPackage(import.meta.url);

/** The name and the version of this package. */
export const packageInfo = { name, version };

/** The address of the documentation; `undefined` while it has none. */
export const packageHomepage = homepage;

/** The folder of this package. Every file of the package that is not a module is found from here. */
export const packageRoot = root;

/** Checks whether a file is code of this package, not one of its examples. */
export function isFileOfSuite(file: string): boolean {
  return ['bundle', 'dist', 'src'].some((folder) => file.startsWith(join(packageRoot, folder)));
}

/** Finds a script that this package runs in another process or thread. The `imports` of package.json name it: a bundle has other paths. */
export function findScript(name: '#explorer-thread' | '#isolated' | '#watchdog-thread'): string {
  return createRequire(import.meta.url).resolve(name);
}
