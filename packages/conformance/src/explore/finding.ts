import type { Visit } from './visit.ts';

/** How grave a finding is: a mistake that users meet, or a weakness. */
export type FindingLevel = 'error' | 'hint';

/** The kinds of findings, in the order of a report: each with its advice. The guide has a section for each. */
export const findingKinds = {
  throws:
    'Ask whether the member is there before you use it, and catch the errors of calls that may throw.',
  'unguarded-record':
    'The cache may lose a record at any time. Ask whether it is there: api.cache.get(key)?.value.',
  hangs: 'Settle every promise that the handler awaits, and limit every loop and every wait.',
  'forgotten-await':
    'Await every promise in the handler: a call after the handler has ended has no effect.',
  fails: 'Export the handler that the transaction needs, and ask for one redirect or one form.',
  'redirect-loop': 'End the transaction after some redirects: deny, or let the user continue.',
  'open-redirect':
    'Take the address from a list in your code or your configuration, and not from the user.',
  'leaked-secret': 'Keep secrets on the server. Sign with a secret, and never send it or show it.',
  'refused-write':
    'Keep keys within 64 bytes, values within 4 kB and lifetimes in the future, and look at the result.',
  'unvalidated-return':
    'Trust only the claims of api.redirect.validateToken: a user can write any URL.',
  'deny-without-reason': 'Give a reason that the user can read: api.access.deny("…").',
  'short-lifetime': 'A ttl counts milliseconds. If you mean seconds, multiply by 1000.',
  'impossible-challenge':
    'Look at event.user.enrolledFactors before you ask for a factor, and handle a user without one.',
} as const;

/** A kind of finding. */
export type FindingKind = keyof typeof findingKinds;

/** A finding of one visit, before it has an id. */
export interface Finding {
  readonly kind: FindingKind;
  readonly level: FindingLevel;
  /** The number of the action, from 0. */
  readonly action: number;
  readonly handler: 'execute' | 'continue';
  /** The number of the reset in the visit, from 0. */
  readonly reset: number;
  /** The file, line and column in the code, if known. */
  readonly place?: string;
  /** The mistake, as a sentence. */
  readonly event: string;
}

/** A finding with the smallest visit that shows it. */
export interface ExploredFinding extends Finding {
  readonly id: string;
  readonly visit: Visit;
  /** The steps of the user in the reset after its start. */
  readonly journey: readonly string[];
}

/** Creates the id of a finding: its kind, the name of the file and the line. The same mistake has the same id in every run. */
export function createFindingId({ kind, place }: Finding, path: string): string {
  const [file = ''] = [place ?? path].map(
    (text) => text.replaceAll('\\', '/').split('/').at(-1) ?? '',
  );
  return `${kind}@${file.replace(/:\d+$/, '')}`;
}
