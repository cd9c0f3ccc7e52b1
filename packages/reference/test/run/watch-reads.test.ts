import { createEvent } from '@post-challenge/spec';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { watchMisreads } from '../../src/run/watch-reads.ts';
import { folderOf } from './files.ts';
import { actionOf, command } from './terminal.ts';

describe('watchMisreads notes a read of', () => {
  test.for([
    ['event.request.geoip.country_code', 'event.request.geoip.countryCode'],
    ['event.request.userAgent', 'event.request.user_agent'],
    ['event.user.enrolled_factors', 'event.user.enrolledFactors'],
    ['event.user.identities[0].is_social', 'event.user.identities[0].isSocial'],
  ] as const)('%s', ([path, known]) => {
    const identities = [{ connection: 'a', provider: 'auth0', user_id: '1', isSocial: false }];
    const event = createEvent({ user: { identities } });
    const noted: unknown[] = [];
    watchMisreads(event, (...names) => noted.push(names));

    expect(readPath(event, path)).toBeUndefined();
    expect(noted).toEqual([[path, known]]);
  });
});

/** Reads a member as an action does. */
function readPath(event: object, path: string): unknown {
  const names = path.split(/[.[\]]+/).slice(1);
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], event);
}

test('a watched event looks like any other, and can be written', () => {
  const event = createEvent();
  const watched = createEvent() as ReturnType<typeof createEvent> & { request: object };
  const noted: unknown[] = [];
  watchMisreads(watched, (...names) => noted.push(names));

  expect(watched).toEqual(event);
  expect(structuredClone(watched)).toEqual(event);
  expect(JSON.stringify({ ...watched.request })).toBe(JSON.stringify(event.request));
  Object.assign(watched.request, { userAgent: 'mine' });
  expect(watched.request).toMatchObject({ userAgent: 'mine' });
  expect(noted).toEqual([]);
});

test('run warns once of a misspelt read, with its place', async () => {
  const source = `
for (const _ of [1, 2]) if (event.user.emailVerified === true) api.access.deny('no');
if (event.request.geoip?.countryCode === 'XX') api.access.deny('no');`;
  const folder = folderOf({ 'action.cjs': actionOf(source) });

  const { stdout, stderr, code } = await command(['run', join(folder, 'action.cjs')]);

  expect(code).toBe(0);
  const text = `${stdout}${stderr}`;
  expect(text.split('There is no event.user.emailVerified.')).toHaveLength(2);
  expect(text).toContain('Did you mean event.user.email_verified?');
  expect(text).toMatch(/action\.cjs:\d+:\d+/);
});
