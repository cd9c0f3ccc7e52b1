import { fromProcess } from '@post-challenge/conformance';

export default await fromProcess({
  command: process.execPath,
  args: ['implementation.mjs'],
  cwd: import.meta.dirname,
});
