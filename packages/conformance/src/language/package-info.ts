import { findPackage } from '@post-challenge/spec/command-line';

/** The name, the version and the folder of this package. Every file of the package that is no module is found from here. */
export const packageInfo = findPackage(import.meta.url);
