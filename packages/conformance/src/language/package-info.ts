import { findPackage } from '@post-challenge/spec/command-line';

const { name, version, root } = findPackage(import.meta.url);

/** The name and the version of this package. */
export const packageInfo = { name, version };

/** The folder of this package. Every file of the package that is not a module is found from here. */
export const packageRoot = root;
