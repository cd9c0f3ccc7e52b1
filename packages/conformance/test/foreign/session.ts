import type { Clock, Json, JsonObject, ReturnsStep } from '@post-challenge/conformance';
import type {
  FactorSelector,
  FactorType,
  PostChallengeAPI2025,
  PostChallengeEvent,
  PostChallengeModule,
} from '@post-challenge/spec';

/** The request with which a user returns. */
export type Request = ReturnsStep['returns'];

/** A handler of an action. */
export type HandlerName = keyof PostChallengeModule;

/** The factors that a challenge offers. */
export interface Challenge {
  factors: FactorSelector[];
  defaultFactor?: FactorSelector;
}

/** The calls of one execution that decide how the transaction goes on. */
export interface Effects {
  denied?: { reason: string };
  challenge?: Challenge;
  redirect?: string;
  /** The forms, in edition 2026. */
  forms?: Form[];
  resultUrl?: string;
}

/** A form that an action renders. */
export interface Form {
  promptId: string;
  fields: JsonObject;
  vars: JsonObject;
}

/** A transaction, as the emulator stores it between two requests. */
export interface Session {
  id: string;
  status: 'running' | 'completed' | 'denied' | 'challenged' | 'redirected' | 'rendered' | 'failed';
  event: PostChallengeEvent;
  /** The number of the action to execute next. */
  next: number;
  /** The types of the factors that the user has completed. */
  completed: string[];
  /** The number of redirects so far. */
  redirects: number;
  challenge?: Challenge | undefined;
  /** The URL of the redirect from which the user has not returned, and its state. */
  redirect?: { url: string; state: string } | undefined;
  /** The form that the user has not submitted. */
  form?: Form | undefined;
  resultUrl?: string;
  reason?: string;
  message?: string;
}

/** One execution of a handler. */
export interface Execution {
  session: Session;
  action: number;
  name: HandlerName;
  event: PostChallengeEvent;
  effects: Effects;
  api: PostChallengeAPI2025;
}

/** A record of the cache. */
export interface CacheRecord {
  value: string;
  expires_at: number;
}

/** Claims of a token. */
export type Claims = Record<string, Json>;

/** The input with which the suite opens a world. */
export interface WorldInput {
  clock: Clock;
  tenant: { factors: readonly FactorType[] };
}
