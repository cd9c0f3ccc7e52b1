import { fromProcess } from '@post-challenge/conformance';

export default await fromProcess({
  command: 'python3',
  args: ['implementation.py'],
  cwd: import.meta.dirname,
});
