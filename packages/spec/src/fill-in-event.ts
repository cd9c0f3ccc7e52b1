import { isObject } from './validation/json.ts';

/**
 * Fills in the members of an event that may be absent in data but not in the type: `configuration`.
 *
 * @remarks
 * Call it before `validate`, wherever an event comes in. It does not check the event.
 *
 * @typeParam Given - The type of the event.
 * @param event - The event; it is not changed.
 * @returns A copy with an empty `configuration`, or the value itself if it has one or is no object.
 * @example
 * ```js
 * validate('PostChallengeEvent', fillInEvent(event));
 * ```
 */
export function fillInEvent<Given>(event: Given): Given {
  if (!isObject(event) || event['configuration'] !== undefined) return event;
  return { ...event, configuration: {} };
}
