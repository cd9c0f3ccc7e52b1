import {
  EXIT_OK,
  type Terminal,
  UsageError,
  createPaint,
  getReportWidth,
} from '@post-challenge/spec/command-line';
import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { describeFault } from '../fault.ts';
import { createRedactor } from '../redact.ts';
import {
  type Addresses,
  type ServeLog,
  createJsonLog,
  createTextLog,
  createWarner,
} from './log.ts';
import { isLoopback } from './request.ts';
import { createTransactionServer } from './server.ts';
import { type ServeSettings, listSecrets } from './settings.ts';
import { type StepExecutor, localExecutor } from './step-executor.ts';
import { Transactions } from './transactions.ts';

/** How a server executes actions, and when it ends. */
export interface Serving {
  readonly executor: StepExecutor;
  /** Settles when the user ends the server. */
  readonly ended: Promise<void>;
}

/** Serves transactions until the user ends the server, and returns the exit code. */
export async function serveTransactions(
  settings: ServeSettings,
  terminal: Terminal,
  { executor, ended }: Serving = { executor: localExecutor, ended: waitForSignal() },
): Promise<number> {
  const { stderr } = terminal;
  const secrets = listSecrets(settings.events);
  const redact = createRedactor(secrets);
  // A file may hang while it is loaded.
  const loaded = await Promise.race([
    executor.execute({ ...settings.actions, records: [] }),
    ended.then(() => executor.close()),
  ]);
  if (!loaded) return EXIT_OK;
  if (loaded.problem !== undefined) throw new UsageError(redact(loaded.problem));
  const log = addWarnings(createLog(settings, terminal), createWarner(stderr));
  const server = createTransactionServer({
    settings,
    transactions: new Transactions(settings.actions, executor, secrets),
    log,
    redact,
    onFault: (error) => void stderr.write(`${describeFault(error)}\n`),
  });
  const addresses = await listen(server, settings);
  if (!isLoopback(settings.host))
    stderr.write(
      `Warning: everyone who reaches port ${addresses.port} of this machine can execute the actions.\n`,
    );
  log.listen(addresses);
  await ended;
  server.close();
  server.closeAllConnections();
  executor.close();
  return EXIT_OK;
}

/** Waits until the user ends the process. */
export function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve());
  });
}

function createLog(
  { json, actions: { edition } }: ServeSettings,
  { stdout, color }: Terminal,
): ServeLog {
  if (json) return createJsonLog(stdout, edition);
  const look = { paint: createPaint(stdout, color), width: getReportWidth(stdout) };
  return createTextLog(stdout, edition, look);
}

/** Adds the warnings about the transactions to a log. */
function addWarnings(log: ServeLog, warn: ReturnType<typeof createWarner>): ServeLog {
  return {
    ...log,
    start(served) {
      log.start(served);
      warn(served);
    },
    resume(served) {
      log.resume(served);
      warn(served);
    },
  };
}

async function listen(server: Server, { host, port }: ServeSettings): Promise<Addresses> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(explainListenError(error, host, port), { cause: error })),
    );
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const url = `http://${isIPv6(host) ? `[${host}]` : host}:${actual}/`;
  return { url, continueUrl: `${url}continue`, port: actual };
}

function explainListenError(
  { code = '', message }: NodeJS.ErrnoException,
  host: string,
  port: number,
): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another one with --serve ${port + 1}, or any free one with --serve 0.`;
  if (code === 'EACCES') return `This user may not serve port ${port}. Choose one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `--serve-host ${host} is not an address of this machine.`;
  return `Cannot listen at ${host}:${port}: ${message}.`;
}
