import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { setImmediate } from '../language/real-timers.ts';

/** Receives each attempt to call out: its target, and whether a stand-in answers it. */
export type OnCallOut = (target: string, answered: boolean) => void;

type Fetch = typeof globalThis.fetch;

/** Awaits a turn of the event loop. */
export async function awaitTurn(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
}

function createRefusal(target: string): Error {
  const message = `connect ECONNREFUSED ${target}`;
  return Object.assign(new Error(message), { code: 'ECONNREFUSED', syscall: 'connect' });
}

/** Replaces a member, and returns the function that restores it. */
function replaceMember(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { configurable: true, writable: true, value });
  return () =>
    before ? Object.defineProperty(owner, name, before) : Reflect.deleteProperty(owner, name);
}

/**
 * Refuses every connection of this process: sockets, name resolution and other processes. Lets a stand-in answer `fetch`, if there is
 * one, not before the next turn of the event loop.
 *
 * @returns The function that ends this.
 */
export function refuseNetwork(standIn: Fetch | undefined, onCallOut: OnCallOut): () => void {
  const answerFetch: Fetch = async (...args) => {
    const target = describeTarget(args[0]);
    onCallOut(target, standIn !== undefined);
    // Its stack shows the call, as long as nothing is awaited.
    const refusal = new TypeError('fetch failed', { cause: createRefusal(target) });
    await awaitTurn();
    if (standIn) return standIn(...args);
    throw refusal;
  };
  const refuse = (name: string) => (): never => {
    onCallOut(name, false);
    throw createRefusal(name);
  };
  const refuseByCallback =
    (name: string) =>
    (...args: unknown[]) => {
      onCallOut(`${name} ${String(args[0])}`, false);
      const callback = args.findLast((one) => typeof one === 'function') as
        | ((error: Error) => void)
        | undefined;
      process.nextTick(() => callback?.(createRefusal(name)));
    };
  const refuseByPromise = (name: string) => async (subject: unknown) => {
    onCallOut(`${name} ${String(subject)}`, false);
    const refusal = createRefusal(name);
    await awaitTurn();
    throw refusal;
  };
  const restore = [
    replaceMember(globalThis, 'fetch', answerFetch),
    replaceMember(
      net.Socket.prototype,
      'connect',
      function connect(this: net.Socket, ...args: unknown[]) {
        const target = describeConnection(args);
        onCallOut(target, false);
        process.nextTick(() => this.destroy(createRefusal(target)));
        return this;
      },
    ),
    replaceMember(dgram.Socket.prototype, 'send', refuseByCallback('dgram')),
    replaceMember(childProcess.ChildProcess.prototype, 'spawn', refuse('child_process')),
    ...['spawnSync', 'execSync', 'execFileSync'].map((name) =>
      replaceMember(childProcess, name, refuse('child_process')),
    ),
    ...listFunctions(dns, /^(?:lookup|resolve|reverse)/).map((name) =>
      replaceMember(dns, name, refuseByCallback(`dns.${name}`)),
    ),
    ...listFunctions(dns.promises, /^(?:lookup|resolve|reverse)/).map((name) =>
      replaceMember(dns.promises, name, refuseByPromise(`dns.${name}`)),
    ),
    ...listFunctions(dns.Resolver.prototype, /^(?:resolve|reverse)/).map((name) =>
      replaceMember(dns.Resolver.prototype, name, refuseByCallback(`dns.${name}`)),
    ),
    ...listFunctions(dns.promises.Resolver.prototype, /^(?:resolve|reverse)/).map((name) =>
      replaceMember(dns.promises.Resolver.prototype, name, refuseByPromise(`dns.${name}`)),
    ),
  ];
  syncBuiltinESMExports();
  return () => {
    restore.toReversed().forEach((one) => one());
    syncBuiltinESMExports();
  };
}

function listFunctions(owner: object, pattern: RegExp): string[] {
  return Object.getOwnPropertyNames(owner).filter(
    (name) => pattern.test(name) && typeof Reflect.get(owner, name) === 'function',
  );
}

/** Names the target of a request without its path and query, which may hold personal data. */
function describeTarget(request: unknown): string {
  const text = request instanceof Request ? request.url : String(request);
  return URL.canParse(text) ? new URL(text).origin : 'an address';
}

function describeConnection(args: readonly unknown[]): string {
  const [first] = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  const { host, port, path } = Object(first) as { host?: unknown; port?: unknown; path?: unknown };
  if (typeof first !== 'object') return String(first);
  return host === undefined
    ? String(path ?? port ?? 'an address')
    : `${String(host)}:${String(port)}`;
}
