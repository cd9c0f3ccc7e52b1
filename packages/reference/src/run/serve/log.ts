import { type Paint, type Stream, escapeControls } from '@post-challenge/spec/command-line';
import type { Edition } from '@post-challenge/spec';
import { listMistakes } from '../hints.ts';
import { type Redact, createAbbreviator, createRedactor } from '../redact.ts';
import {
  type Look,
  createJsonReport,
  formatLateCall,
  formatPhases,
  formatWarning,
} from '../report.ts';
import { type ServedTransaction, findLastPhase, hasEnded } from './transactions.ts';

/** The addresses of a server. */
export interface Addresses {
  /** The start page. */
  readonly url: string;
  /** The address to which the other site sends the user back. */
  readonly continueUrl: string;
  readonly port: number;
}

/** Receives the events of a server. */
export interface ServeLog {
  listen(addresses: Addresses): void;
  /** A transaction has started. */
  start(served: ServedTransaction): void;
  /** The user has continued a transaction, whose last phase begins with the input. */
  resume(served: ServedTransaction): void;
  /** The user has given a transaction up. */
  giveUp(served: ServedTransaction): void;
  /** A request was refused. */
  refuse(status: number, message: string): void;
  /** A step has no result. */
  fail(message: string): void;
}

/** Creates a log for programs: an event a line, as JSON. */
export function createJsonLog(stdout: Stream, edition: Edition): ServeLog {
  const write = (event: string, members: object) =>
    void stdout.write(`${escapeControls(JSON.stringify({ event, ...members }))}\n`);
  const writeStatus = (served: ServedTransaction) => {
    const { number: transaction, phases, secrets, lateCalls, problems } = served;
    const redact = createRedactor(secrets, phases);
    const hints = listMistakes({ phases, edition });
    if (hasEnded(served)) {
      const report = createJsonReport(served, hints, redact);
      write('ended', {
        transaction,
        ...report,
        lateCalls: redact(lateCalls),
        problems: redact(problems),
      });
    } else {
      const { status, ...outcome } = redact(findLastPhase(served).outcome);
      write(status, { transaction, ...outcome });
    }
  };
  return {
    listen: (addresses) => write('listening', addresses),
    start(served) {
      write('started', { transaction: served.number });
      writeStatus(served);
    },
    resume(served) {
      const { number: transaction, phases, secrets } = served;
      const { input } = findLastPhase(served);
      write('continued', { transaction, input: createRedactor(secrets, phases)(input) });
      writeStatus(served);
    },
    giveUp: writeStatus,
    refuse: (status, message) => write('refused', { status, message }),
    fail: (message) => write('failed', { message }),
  };
}

/** Creates a log for people. */
export function createTextLog(stdout: Stream, edition: Edition, look: Look): ServeLog {
  const { paint } = look;
  const write = (text: string) => void stdout.write(`${text}\n`);
  const writePhase = (served: ServedTransaction) => {
    const { number, phases, secrets } = served;
    const hints = hasEnded(served) ? listMistakes({ phases, edition }) : [];
    const redact = createAbbreviator(secrets, phases);
    write(`${formatTitle(number, paint)}\n`);
    write(formatPhases(phases.slice(-1), hints, redact, look));
  };
  return {
    listen({ url, continueUrl }) {
      write(`The actions are served at ${paint('bold', url)}`);
      write(`The other site sends the user back to ${paint('bold', continueUrl)}`);
      write('For development only. Ctrl-C ends it.\n');
    },
    start: writePhase,
    resume: writePhase,
    giveUp: ({ number }) => write(`${formatTitle(number, paint)}\n\nThe user gives up.\n`),
    refuse: (status, message) =>
      write(`${paint('yellow', `Refused (${status})`)}: ${escapeControls(message)}\n`),
    fail: (message) => write(`${paint('red', 'No result')}: ${escapeControls(message)}\n`),
  };
}

function formatTitle(number: number, paint: Paint): string {
  return paint('bold', `Transaction ${number}`);
}

/** Formats the warnings, late calls and problems of a transaction. */
export function formatComplaints(served: ServedTransaction, redact: Redact): string[] {
  return [
    ...served.warnings.map((warning) => formatWarning(redact(warning))),
    ...served.lateCalls.map((call) => formatLateCall(call, redact)),
    ...served.problems.map((problem) => escapeControls(redact(problem))),
  ];
}

/** Creates a function that writes the complaints about a transaction to the standard error, each once. */
export function createWarner(stderr: Stream): (served: ServedTransaction) => void {
  const written = new WeakMap<ServedTransaction, ReadonlySet<string>>();
  return (served) => {
    const complaints = formatComplaints(served, createAbbreviator(served.secrets, served.phases));
    const before = written.get(served);
    for (const text of complaints) if (!before?.has(text)) stderr.write(`${text}\n`);
    written.set(served, new Set(complaints));
  };
}
