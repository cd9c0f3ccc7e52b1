import { syncBuiltinESMExports } from 'node:module';

/** The functions with which code ends its process. */
interface EndingFunctions {
  exit: (code?: number | string | null) => never;
  /** Node calls it in `exit`. */
  reallyExit: (code?: number) => never;
  abort: () => never;
  kill: (pid: number, signal?: string | number) => true;
}

/**
 * Replaces the functions that end this process.
 *
 * @param refuse - Called in their place, with the text of the call.
 * @returns The function that ends this process.
 */
export function refuseEndings(refuse: (call: string) => never): (code: number) => never {
  const functions = process as unknown as EndingFunctions;
  const exit = functions.reallyExit.bind(process);
  const kill = functions.kill.bind(process);
  const refuseCall = (name: keyof EndingFunctions, args: readonly unknown[]) =>
    refuse(`process.${name}(${args.map(String).join(', ')})`);
  for (const name of ['exit', 'reallyExit', 'abort'] as const)
    functions[name] = (...args: unknown[]) => refuseCall(name, args);
  functions.kill = (pid, ...signal) =>
    includesThisProcess(pid) && signal[0] !== 0
      ? // The id differs between runs, and their reports must not.
        refuseCall('kill', [Math.abs(pid) > 1 ? 'process.pid' : pid, ...signal])
      : kill(pid, ...signal);
  syncBuiltinESMExports();
  return exit;
}

/** Tells whether an argument of `process.kill` names this process, or a group that it surely is in. */
function includesThisProcess(pid: unknown): boolean {
  return [process.pid, -process.pid, 0, -1].includes(Number(pid));
}
