import { type PostChallengeEvent, createEvent, sampleEvent as event } from '@post-challenge/spec';
import type { JsonObject } from './json.ts';
import type { Template } from './scenario.ts';

type JsonEvent = JsonObject & PostChallengeEvent;

/** The sample event of the specification, as JSON. */
export const sampleEvent = event as JsonEvent & { readonly request: { readonly hostname: string } };

/** Copies the sample event and replaces members of it, at any depth. */
export function eventWith(changes: JsonObject): Template {
  return createEvent(changes) as JsonEvent;
}
