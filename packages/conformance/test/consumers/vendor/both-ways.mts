import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge, createRuntime } from '@post-challenge/reference';
import type * as ours from '@post-challenge/spec';
import type * as vendor from './vendor.cjs';

/** What both sides export under the same names. */
interface Vendor {
  readonly action: vendor.PasswordResetPostChallengeAction;
  readonly api: vendor.PasswordResetPostChallengeAPI;
  readonly configuration: vendor.Configuration;
  readonly event: vendor.Event;
  readonly module: vendor.PasswordResetPostChallengeModule;
  readonly secrets: vendor.Secrets;
}

interface Ours {
  readonly action: ours.PasswordResetPostChallengeAction;
  readonly api: ours.PasswordResetPostChallengeAPI;
  readonly configuration: ours.Configuration;
  readonly event: ours.Event;
  readonly module: ours.PasswordResetPostChallengeModule;
  readonly secrets: ours.Secrets;
}

export const toOurs = (given: Vendor): Ours => given;
export const toVendor = (given: Ours): Vendor => given;

/** Parameters of functions, which TypeScript compares more strictly than those of methods. */
export const handleOurs: (
  event: vendor.Event,
  api: vendor.PasswordResetPostChallengeAPI,
) => void = (event: ours.Event, api: ours.PasswordResetPostChallengeAPI) =>
  api.access.deny(event.user.user_id);

export const handleVendor: (event: ours.Event, api: ours.PasswordResetPostChallengeAPI) => void = (
  event: vendor.Event,
  api: vendor.PasswordResetPostChallengeAPI,
) => api.access.deny(event.user.user_id);

const onExecutePostChallenge: vendor.PasswordResetPostChallengeAction = async (event, api) => {
  api.authentication.challengeWith({ type: 'otp' });
  api.cache.set('ip', event.request.ip);
};

export const run = (event: vendor.Event, module: vendor.PasswordResetPostChallengeModule) =>
  createRuntime({ actions: [module, { onExecutePostChallenge }] }).start(event);

/** A handler of either side takes the `api` object of the reference. */
export async function test(event: vendor.Event, action: ours.PostChallengeAction) {
  const { api } = createPostChallenge({ event });
  await onExecutePostChallenge(event, api);
  await action(event, api);
}

/** Implementers may type their methods as the vendor, as the edition of 2025 or as the one of today. */
export const checked = (
  create: (event: vendor.Event) => vendor.PasswordResetPostChallengeAPI,
  create2025: (event: ours.Event) => ours.PostChallengeAPI2025,
  createToday: (event: ours.Event) => ours.PostChallengeAPI,
) => [
  fromApi({ name: 'vendor', create: ({ event }) => ({ api: create(event) }) }),
  fromApi({ name: '2025', create: ({ event }) => ({ api: create2025(event) }) }),
  fromApi({ name: 'today', create: ({ event }) => ({ api: createToday(event) }) }),
];
