import type { Outcome } from '@post-challenge/spec';
import type { HostDecisions } from '../small-host.ts';

/** A host that goes on with the next action where it has to stop. */
export function ignorePause(
  status: Outcome['status'],
  also: (outcome: Outcome) => boolean = () => true,
): HostDecisions['stops'] {
  return (outcome) =>
    outcome.status !== 'completed' && !(outcome.status === status && also(outcome));
}
