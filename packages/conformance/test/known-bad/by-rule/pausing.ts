import type { Outcome } from '@post-challenge/spec';
import type { HostDecisions } from '../../small-host.ts';

/** Decides that outcomes of a status do not stop the later actions, although the host must pause. */
export function ignorePause(
  status: Outcome['status'],
  also: (outcome: Outcome) => boolean = () => true,
): HostDecisions['stops'] {
  return (outcome) =>
    outcome.status !== 'completed' && !(outcome.status === status && also(outcome));
}

/** Decides that the user may return from the last redirect, also again, while the outcome has one of these statuses. */
export function acceptReturns(...statuses: Outcome['status'][]): Partial<HostDecisions> {
  return {
    resumeState: (state) => ({ ...state, outcome: { status: 'completed' } }),
    mayReturn: ({ outcome }) => statuses.includes(outcome.status),
  };
}
