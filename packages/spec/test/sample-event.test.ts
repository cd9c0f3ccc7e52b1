import { fillInEvent, sampleEvent, validate } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';

test('the sample event is valid', () => {
  expect(validate('PostChallengeEvent', sampleEvent)).toEqual([]);
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
