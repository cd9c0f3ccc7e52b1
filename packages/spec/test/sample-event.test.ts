import {
  type EventChanges,
  fillInEvent,
  validate,
  mergeEvent,
  sampleEvent,
} from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';

test('the sample event is valid', () => {
  expect(validate('PostChallengeEvent', sampleEvent)).toEqual([]);
});

describe('an event', () => {
  test('may hold values of any type in the profile data of an identity', () => {
    const profileData = { email_verified: true, age: 7 };

    expect(
      validate('PostChallengeEvent', mergeEvent({ user: { identities: [{ profileData }] } })),
    ).toEqual([]);
  });

  test('may hold further members anywhere in the risk assessment', () => {
    const assess = (akamaiUserRisk: object) =>
      mergeEvent({
        authentication: { riskAssessment: { supplemental: { akamai: { akamaiUserRisk } } } },
      });

    expect(validate('PostChallengeEvent', assess({ score: 7, further: [] }))).toEqual([]);
    expect(validate('PostChallengeEvent', assess({ score: '7' }))).toMatchObject([
      { path: '/authentication/riskAssessment/supplemental/akamai/akamaiUserRisk/score' },
    ]);
  });
});

describe('fillInEvent', () => {
  const { configuration: _, ...stored } = sampleEvent;

  test('adds an empty configuration if there is none', () => {
    expect(fillInEvent(stored)).toEqual({ ...stored, configuration: {} });
    expect(fillInEvent({ ...stored, configuration: undefined })).toEqual(sampleEvent);
    expect(stored).not.toHaveProperty('configuration');
  });

  test('leaves a configuration as it is, even if it is not valid', () => {
    const given = { configuration: { REGION: 'eu' } };

    expect(fillInEvent(given)).toBe(given);
    expect(fillInEvent({ configuration: null })).toEqual({ configuration: null });
  });

  test.each([[undefined], [null], ['event'], [[]]])('returns %o as it is', (value) => {
    expect(fillInEvent(value)).toBe(value);
  });
});

describe('mergeEvent', () => {
  test('merges objects at any depth and replaces lists', () => {
    const event = mergeEvent({
      authorization: { roles: ['admin'] },
      request: { geoip: { countryCode: 'CH' } },
      user: { enrolledFactors: [] },
      organization: { id: 'org_1', name: 'o', display_name: 'O', metadata: {} },
    });

    expect(event).toEqual({
      ...sampleEvent,
      authorization: { roles: ['admin'] },
      request: { ...sampleEvent.request, geoip: { countryCode: 'CH' } },
      user: { ...sampleEvent.user, enrolledFactors: [] },
      organization: { id: 'org_1', name: 'o', display_name: 'O', metadata: {} },
    });
  });

  test('returns an event that does not share objects with the sample event', () => {
    const event = mergeEvent({});
    event.authorization.roles.push('admin');
    event.user.email = 'other@example.com';

    expect(sampleEvent.authorization.roles).toEqual([]);
    expect(sampleEvent.user.email).toBe('user@example.com');
  });

  test.each([new URLSearchParams('a=b'), new Map([['a', 'b']]), new Date(0)])(
    'keeps the class instance %o, which is no set of members',
    (instance) => {
      const changes = { user: { app_metadata: instance } } as unknown as EventChanges;

      expect(mergeEvent(changes).user.app_metadata).toBe(instance);
    },
  );

  test('accepts any name of a member', () => {
    const changes = JSON.parse('{"user":{"__proto__":{"a":1},"toString":{"b":2}}}') as EventChanges;
    const { user } = mergeEvent(changes);

    expect(Object.getPrototypeOf(user)).toBe(Object.prototype);
    expect(Object.entries(user)).toEqual([
      ...Object.entries(sampleEvent.user),
      ['__proto__', { a: 1 }],
      ['toString', { b: 2 }],
    ]);
  });
});
