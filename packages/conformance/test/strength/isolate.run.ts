import { describe, expect, test } from 'vitest';
import { AT, checkIsolated } from '../implementations/check-isolated.ts';
import { installCommand } from '../implementations/installed-command.ts';

installCommand();

describe('marks one rule as errored and no other if an isolated implementation', () => {
  test.for<[string, string, string]>([
    ['loops', 'for (;;);', `hostile did not answer start within 2000 ms.${AT}`],
    ['aborts', 'process.abort();', `The process was ended by SIGABRT.${AT}`],
    [
      'rejects a promise that nobody handles',
      'Promise.reject(new Error("oh")); return new Promise(() => {});',
      `The process ended with exit code 1.${AT}`,
    ],
    [
      'replaces a global that the suite uses',
      'JSON.stringify = () => "nonsense";',
      `The process wrote a line that is not a protocol message: it is not JSON. The line: nonsense.${AT}`,
    ],
  ])('%s', async ([, get, message]) => {
    const { code, verdicts, said } = await checkIsolated(get, '2000');

    expect({ code, verdicts, said }).toEqual({
      code: 2,
      verdicts: ['passed', 'errored', 'passed'],
      said: message,
    });
  });

  test.for<[string, string, string]>([
    [
      'floods its standard error',
      'for (;;) try { writeSync(2, "x".repeat(1e5)); } catch {}',
      `The process wrote more than 4000000 bytes to its standard error.${AT}`,
    ],
    [
      'grows without end',
      'const all = []; for (;;) all.push(new Array(1e7).fill(all));',
      `The process was ended by SIGABRT.${AT}`,
    ],
  ])('%s, however long it may take', async ([, get, message]) => {
    const { verdicts, said } = await checkIsolated(get, '60000');

    expect({ verdicts, said }).toEqual({
      verdicts: ['passed', 'errored', 'passed'],
      said: message,
    });
  });
});

describe('judges an isolated implementation like any other if it', () => {
  test.for<[string, string, string]>([
    ['prints', 'console.log("hello");', 'passed'],
    [
      'throws a value that cannot be read',
      'throw new Proxy({}, { get() { throw 5; }, getPrototypeOf() { throw 6; } });',
      'failed',
    ],
    [
      'returns an object that cannot be read',
      'return { get value() { throw new Error("no"); } };',
      'passed',
    ],
    [
      'returns a Proxy that throws',
      'return new Proxy({}, { ownKeys() { throw 5; }, getPrototypeOf() { throw 6; }, has() { throw 7; } });',
      'failed',
    ],
  ])('%s', async ([, get, verdict]) => {
    const { verdicts } = await checkIsolated(get, '5000');

    expect(verdicts).toEqual(['passed', verdict, 'passed']);
  });
});
