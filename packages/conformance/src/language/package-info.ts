import { findPackage } from '@post-challenge/spec/command-line';

const { name, version, homepage, root } = findPackage(import.meta.url);

/** The name and the version of this package. */
export const packageInfo = { name, version };

/** The address of the documentation; `undefined` while it has none. */
export const packageHomepage = homepage;

/** The folder of this package. Every file of the package that is not a module is found from here. */
export const packageRoot = root;
