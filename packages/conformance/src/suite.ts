import { createRequire } from 'node:module';

const { name, version } = createRequire(import.meta.url)('../package.json') as {
  name: string;
  version: string;
};

/**
 * The name and the version of the suite's package.
 *
 * @internal
 */
export const packageInfo = { name, version };
