import { now } from '../../draw/times.ts';
import { get, ordinaryWrite, set } from './expectations.ts';
import { cacheDeleteProperties } from './delete.ts';
import { cacheGetProperties } from './get.ts';
import { cacheCommands, judgeWithModel, createSteps } from './model.ts';
import { cacheLifetimeProperties } from './lifetimes.ts';
import { cacheSetProperties } from './set.ts';
import { cacheSizeProperties } from './sizes.ts';
import { judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { createScenario, noopAction, oneExecution, placement, transaction } from '../scenarios.ts';
import { judgeStoredValue } from '../shared/stored-value.ts';
import { START } from '../../draw/times.ts';

/** The properties of `api.cache`. */
export const cacheProperties = {
  ...cacheGetProperties,
  ...cacheSetProperties,
  ...cacheLifetimeProperties,
  ...cacheSizeProperties,
  ...cacheDeleteProperties,
  'cache/behaves-as-its-model': property({
    given: { now, commands: cacheCommands },
    draws: 3,
    examples: [
      {
        now: START,
        commands: [
          { do: 'set', key: 'a', value: 'x' },
          { do: 'get', key: 'a' },
          { do: 'delete', key: 'a' },
          { do: 'get', key: 'a' },
        ],
      },
      {
        now: START,
        commands: [
          { do: 'set', key: 'a', value: 'x'.repeat(4000), ttl: 1000, left: 2000 },
          { do: 'set', key: 'b', value: 'x'.repeat(3000) },
          { do: 'set', key: 'c', value: 'x'.repeat(3000) },
          { do: 'set', key: 'b', value: 'x'.repeat(4097) },
          { do: 'wait', for: 1000 },
          { do: 'get', key: 'a' },
          { do: 'wait', for: 1 },
          { do: 'get', key: 'a' },
          { do: 'delete', key: 'a' },
        ],
      },
      {
        now: START,
        commands: [
          { do: 'set', key: 'a', value: 'x' },
          { do: 'delete', key: 'a' },
          { do: 'delete', key: 'a' },
          { do: 'set', key: 'a', value: 'y' },
          { do: 'get', key: 'a' },
          { do: 'delete', key: 'a' },
          { do: 'get', key: 'a' },
        ],
      },
      {
        now: START,
        commands: [
          { do: 'set', key: 'a', value: 'x' },
          { do: 'set', key: 'a', value: 'y', ttl: 1000 },
          { do: 'set', key: 'ab', value: 'z', ttl: 2000, left: 3000 },
          { do: 'set', key: 'b', value: 'x', left: 2000 },
          { do: 'set', key: 'a', value: 'x'.repeat(4097) },
          { do: 'expire', over: 0 },
          { do: 'get', key: 'a' },
          { do: 'expire', over: 1 },
          { do: 'get', key: 'a' },
          { do: 'set', key: 'b', value: 'y', ttl: 5000 },
          { do: 'expire', over: 1 },
          { do: 'get', key: 'ab' },
          { do: 'get', key: 'b' },
          { do: 'expire', over: 1 },
          { do: 'get', key: 'b' },
        ],
      },
    ],
    scenario: ({ now, commands }) => oneExecution(createSteps(commands, now), { now }),
    judgesAnyPart: true,
    judge: judgeSteps(judgeWithModel),
  }),
  'cache/shared-between-actions': property({
    given: { ...ordinaryWrite, placement },
    scenario: ({ key, value, placement: { before } }) =>
      createScenario([
        transaction([
          { execute: [set(key, value)] },
          ...(before > 0 ? [noopAction] : []),
          { execute: [get(key)] },
        ]),
      ]),
    judge: judgeStoredValue,
  }),
  'cache/survives-the-transaction': property({
    given: ordinaryWrite,
    scenario: ({ key, value }) =>
      createScenario([
        transaction([{ execute: [set(key, value)] }]),
        transaction([{ execute: [get(key)] }]),
      ]),
    judge: judgeStoredValue,
  }),
} satisfies Record<string, Property>;
