import { type Json, mapJson } from '../language/json.ts';

/** Times that are further away are shown as they are, in milliseconds. */
const FARTHEST = 31 * 24 * 60 * 60 * 1000;

/** Replaces each `expires_at` near a time, at any depth, by its distance, such as `now + 2 ms`. Both are in milliseconds since the Unix epoch. */
export function relateTimes(value: Json, time: number): Json {
  return mapJson(value, (object) => {
    const { expires_at } = object;
    if (typeof expires_at !== 'number' || Math.abs(expires_at - time) > FARTHEST) return undefined;
    return { with: { ...object, expires_at: { $other: formatDistance(expires_at - time) } } };
  }) as Json;
}

function formatDistance(milliseconds: number): string {
  if (milliseconds === 0) return 'now';
  return `now ${milliseconds < 0 ? '−' : '+'} ${Math.abs(milliseconds)} ms`;
}
