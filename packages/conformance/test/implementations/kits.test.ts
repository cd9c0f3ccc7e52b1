import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@post-challenge/conformance';
import { type RuleId, listRuleIds } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { getExamplePath, suiteSpecifier, writeFolder } from '../commands/terminal.ts';

const reference = JSON.stringify(new URL('../../../reference/src/index.ts', import.meta.url).href);

/** A kit of the shape of `@kilterset/auth0-actions-testing` that behaves as the reference does. */
const goodKilterset = `
import { createEvent, createPostChallenge } from ${reference};
const toState = (outcome) => ({
  access: { denied: outcome.status === 'denied' && { reason: outcome.reason } },
  authentication: {
    challenge: outcome.status === 'challenged' && {
      allOptions: outcome.factors,
      default: outcome.defaultFactor,
    },
  },
  redirect: outcome.status === 'redirected' ? { url: new URL(outcome.url), queryParams: {} } : null,
});
export const mock = {
  api: {
    postChallenge({ user, request }) {
      const { api, outcome } = createPostChallenge({ event: { ...createEvent(), user, request } });
      const names = ['access', 'authentication', 'redirect'];
      const getters = names.map((name) => [name, { get: () => toState(outcome())[name] }]);
      return { implementation: api, state: Object.defineProperties({}, Object.fromEntries(getters)) };
    },
  },
};`;

/** A kit of the shape of the test kit of `@auth0/actions`, which keeps its own event. It reads the token of the return without verifying it. */
const goodVendor = `
import { createPostChallenge, createEvent } from ${reference};
export function getDefaultArguments() {
  const event = createEvent({ request: { query: { own: 'query' }, body: { own: 'body' } } });
  const { api } = createPostChallenge({ event });
  const validateToken = () => {
    const { session_token } = { ...event.request.query, ...event.request.body };
    return JSON.parse(Buffer.from(session_token.split('.')[1], 'base64url').toString());
  };
  return [event, { ...api, redirect: { ...api.redirect, validateToken } }];
}`;

/** Checks the adapter of a kit on a stand-in for the kit. */
async function checkAdapter(name: string, kit: string, rules: readonly RuleId[]) {
  const adapter = readFileSync(getExamplePath(`kits/${name}`), 'utf8');
  const folder = writeFolder({
    'adapter.js': adapter
      .replace("'@post-challenge/conformance'", suiteSpecifier)
      .replace(/ from '@(?:auth0|kilterset)\/.*'/, " from './kit.js'"),
    'kit.js': kit,
    'node_modules/@kilterset/auth0-actions-testing/package.json':
      '{ "name": "@kilterset/auth0-actions-testing", "version": "9.9.9" }',
  });
  const implementation = await loadImplementation(join(folder, 'adapter.js'));
  return checkFew(implementation, {}, rules);
}

function listFailures({ rules }: Report) {
  return rules
    .filter(({ verdict }) => !['passed', 'probed', 'unobservable'].includes(verdict))
    .map(({ id, verdict, message }) => [id, verdict, message]);
}

describe('the adapter adds no failure to a kit that behaves as documented', () => {
  test('@kilterset/auth0-actions-testing', async () => {
    const rules = listRuleIds('2025').filter((id) =>
      /^(?:access|authentication|cache|redirect)\./.test(id),
    );
    const report = await checkAdapter('kilterset', goodKilterset, rules);

    expect(listFailures(report)).toEqual([]);
    expect(report.judged).toBeGreaterThan(70);
    expect(report.implementation).toEqual({
      name: '@kilterset/auth0-actions-testing',
      version: '9.9.9',
    });
  });

  test('@auth0/actions', async () => {
    const report = await checkAdapter('auth0-actions', goodVendor, [
      ...listRuleIds('2025').filter((id) => id.startsWith('cache.')),
      'redirect.validateToken/accepts-a-valid-token',
    ]);

    expect(listFailures(report)).toEqual([]);
    expect(report.judged).toBeGreaterThan(20);
  });
});
