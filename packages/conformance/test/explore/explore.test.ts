import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runExploration } from '../../src/explore/run-exploration.ts';
import { Vocabulary } from '../../src/explore/vocabulary.ts';
import { writeFolder } from '../commands/terminal.ts';
import { type FaultyAction, faultyActions } from './faulty-actions.ts';
import { exploreSource, listKinds, shortTask } from './run-explorer.ts';

const mapsFactors = faultyActions['maps factors that may be absent'] as FaultyAction;

// `pnpm strength` explores every faulty action, every right one and the examples, and replays each finding.
describe('a finding', () => {
  test('is the same at each run with the same seed', async () => {
    const folder = writeFolder({ 'action.cjs': mapsFactors.source });
    const task = { ...shortTask, paths: [join(folder, 'action.cjs')] };

    expect(await runExploration(task)).toEqual(await runExploration(task));
  });

  test('has the smallest visit', async () => {
    const { findings } = await exploreSource(mapsFactors.source);

    expect(findings.map(({ visit }) => visit)).toEqual([
      { changes: [{ path: ['user', 'enrolledFactors'] }], answers: [] },
    ]);
  });

  test('has the smallest visit within the objects of the event, too', async () => {
    const { findings } = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  const bot = event.authentication.riskAssessment?.supplemental?.akamai?.akamaiBot;
  if (bot?.botScore > Number(event.configuration.LIMIT) && bot.botCategory.includes('scraper'))
    api.access.deny('Please call us.');
};`);

    const value = { supplemental: { akamai: { akamaiBot: { botScore: 99 } } } };

    expect(findings.map(({ level, visit }) => [level, visit.changes])).toEqual([
      ['error', [{ path: ['authentication', 'riskAssessment'], value }]],
    ]);
  });

  test('is a hint if it needs metadata of another type', async () => {
    const exploration = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  const { groups = [] } = event.user.app_metadata;
  if (groups.includes('banned')) api.access.deny('Please call us.');
};`);

    expect(listKinds(exploration)).toEqual(['hint throws']);
  });
});

test('tells an expiry that the cache refuses', async () => {
  const { findings } = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set('seconds', 'x', { expires_at: Math.floor(Date.now() / 1000) + 600 });
  api.cache.set('never', 'x', { ttl: Number.NaN });
};`);

  expect(findings.map(({ event }) => event)).toEqual([
    expect.stringContaining(
      'ItemAlreadyExpired for an expires_at of 1768479000, which is 1970-01-21T11:14 UTC,',
    ) as string,
    expect.stringContaining('InvalidExpiry for a ttl that is no finite number,') as string,
  ]);
});

test.each(['CACHE_TTL', 'CACHE_TTL_MS', 'CACHE_TIMEOUT'])(
  'takes a setting %s for milliseconds if the action does',
  async (name) => {
    const { findings } = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set('seen', 'yes', { ttl: Number(event.configuration.${name} ?? 600_000) });
};`);

    expect(findings).toEqual([]);
  },
);

test('hints at a lifetime in seconds that a setting names', async () => {
  const exploration = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set('seen', 'yes', { ttl: Number(event.configuration.TTL_SECONDS ?? 900) });
};`);

  expect(listKinds(exploration)).toEqual(['hint short-lifetime']);
});

describe('a setting without a value', () => {
  const source = `
exports.onExecutePostChallenge = async (event, api) => {
  if (event.secrets.KEY.length < 8) api.access.deny('Please call us.');
  const { LIFETIME } = event.configuration;
  api.cache.set('seen', 'yes', { ttl: Number(LIFETIME) });
};`;

  test('is a hint if the action goes on, and none if it throws', async () => {
    const { findings } = await exploreSource(source);

    expect(findings).toMatchObject([
      {
        kind: 'refused-write',
        level: 'hint',
        visit: { changes: [{ path: ['configuration', 'LIFETIME'] }] },
      },
    ]);
  });

  test('is a hint if it opens a redirect or lets users loop', async () => {
    const { findings } = await exploreSource(`
const readHost = (url) => (URL.canParse(url) ? new URL(url).host : undefined);
exports.onExecutePostChallenge = async (event, api) => {
  const { HOST } = event.configuration;
  const { next } = event.request.query;
  if (readHost(next) && (!HOST || readHost(next) === HOST)) api.transaction.setResultUrl(next);
  api.cache.set('tries', '1', { ttl: 600_000 });
  api.redirect.sendUserTo('https://id.example.com/');
};
exports.onContinuePostChallenge = async (event, api) => {
  const tries = Number(api.cache.get('tries')?.value ?? 1000);
  api.cache.set('tries', String(tries + 1), { ttl: 600_000 });
  try {
    api.redirect.validateToken({ secret: event.secrets.KEY });
  } catch {
    if (tries > Number(event.configuration.MAX_TRIES)) api.access.deny('Please call us.');
    else api.redirect.sendUserTo('https://id.example.com/');
  }
};`);

    expect(findings.map(({ kind, level }) => `${level} ${kind}`)).toEqual([
      'hint redirect-loop',
      'hint open-redirect',
    ]);
  });

  test('is known although no visit has read it yet', () => {
    const folder = writeFolder({ 'action.cjs': source });

    expect(new Vocabulary([join(folder, 'action.cjs')]).listBelow('secrets')).toEqual([['KEY']]);
  });

  test('does not occur if the command gives a value', async () => {
    const { findings } = await exploreSource(source, { configuration: { LIFETIME: '600000' } });

    expect(findings).toEqual([]);
  });
});

test('keeps the value that an action accepts, although another mistake ends the reset', async () => {
  const { findings } = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  const { PEPPER } = event.secrets;
  if (PEPPER.length < 16) throw new Error('PEPPER is too short.');
  api.cache.set('seen', PEPPER.slice(0, 1), { expires_at: Date.now() / 1000 });
};`);

  expect(findings.map(({ id }) => id)).toEqual(['refused-write@action.cjs:5']);
});

test('hints at the id of a key that is shown', async () => {
  const exploration = await exploreSource(`
exports.onExecutePostChallenge = async (event, api) => {
  api.transaction.setResultUrl('https://app.example.com/', { query: { kid: event.secrets.KEY_ID } });
};`);

  expect(listKinds(exploration)).toContain('hint leaked-secret');
});

describe('an action that calls out', () => {
  const source = `
const axios = require('axios');
exports.onExecutePostChallenge = async (event, api) => {
  const response = await fetch('https://risk.example.com/' + event.request.ip);
  const { score } = await response.json();
  const { data } = await axios.get('https://list.example.com/');
  if (score > 5 || data.banned.includes(event.user.email.toLowerCase())) api.access.deny('No.');
};`;
  const mock = `
export const fetch = async () => Response.json({ score: 1 });
export const modules = { axios: { get: async () => ({ data: { banned: [] } }) } };
`;
  const writeFiles = (files: Readonly<Record<string, string>>) => {
    const folder = writeFolder(files);
    return (name: string) => join(folder, name);
  };

  test('gets the answers of the stand-ins', async () => {
    const path = writeFiles({ 'action.cjs': source, 'mock.mjs': mock });
    const exploration = await runExploration({
      ...shortTask,
      paths: [path('action.cjs')],
      mock: path('mock.mjs'),
    });

    expect(exploration.refusedTargets).toEqual([]);
    expect(exploration.findings).toMatchObject([
      { kind: 'throws', place: expect.stringMatching(/action\.cjs:7:\d+$/) as string },
    ]);
  });

  test('gets refused connections without stand-ins, and is not accused', async () => {
    const { findings, refusedTargets } = await exploreSource(`
const http = require('node:http');
const { lookup } = require('node:dns/promises');
exports.onExecutePostChallenge = async (event, api) => {
  await lookup('example.com').catch(() => undefined);
  await new Promise((resolve, reject) =>
    http.get('http://192.0.2.1:81/', resolve).on('error', reject),
  );
  await fetch('https://risk.example.com/');
};`);

    expect(findings).toEqual([]);
    expect(refusedTargets).toEqual(['dns.lookup example.com', '192.0.2.1:81']);
  });

  test('makes late calls after a promise of a stand-in that nobody awaits', async () => {
    const path = writeFiles({
      'action.cjs': `
const { Client } = require('client');
exports.onExecutePostChallenge = async (event, api) => {
  new Client().users.get(event.user.user_id).then((user) => {
    if (!user.active) api.access.deny('No.');
  });
};`,
      'mock.mjs': `
export const modules = {
  client: { Client: class { #active = false; users = { get: async () => ({ active: this.#active }) }; } },
};`,
    });
    const exploration = await runExploration({
      ...shortTask,
      paths: [path('action.cjs')],
      mock: path('mock.mjs'),
    });

    expect(listKinds(exploration)).toEqual(['error forgotten-await']);
  });
});

test('gives the actions the secrets and the configuration of the user', async () => {
  const exploration = await exploreSource(
    `
exports.onExecutePostChallenge = async (event, api) => {
  if (event.secrets.KEY !== 'of-the-user' || event.configuration.REGION !== 'eu') throw new Error('Wrong.');
};`,
    { secrets: { KEY: 'of-the-user' }, configuration: { REGION: 'eu' } },
  );

  expect(exploration.findings).toEqual([]);
});

test('loads the action anew for each visit', async () => {
  const exploration = await exploreSource(`
let executions = 0;
exports.onExecutePostChallenge = async () => {
  executions += 1;
  if (executions > 8) throw new Error('Too many.');
};`);

  expect(exploration.findings).toEqual([]);
});

test('gives the actions the same random numbers in each visit', async () => {
  const source = `
exports.onExecutePostChallenge = async (event, api) => {
  if (Math.random() < 0.5) throw new Error(String(Math.random()));
};`;
  const folder = writeFolder({ 'action.cjs': source });
  const task = { ...shortTask, paths: [join(folder, 'action.cjs')] };

  expect(await runExploration(task)).toEqual(await runExploration(task));
});

test('hints at a request that nobody awaits', async () => {
  const folder = writeFolder({
    'action.cjs': `
exports.onExecutePostChallenge = async (event, api) => {
  fetch('https://audit.example.com/');
};`,
    'mock.mjs': 'export const fetch = async () => new Response();',
  });
  const exploration = await runExploration({
    ...shortTask,
    paths: [join(folder, 'action.cjs')],
    mock: join(folder, 'mock.mjs'),
  });

  expect(listKinds(exploration)).toEqual(['hint forgotten-await']);
});

test('provides the modules of the tenant, and names the option if one is missing', async () => {
  const folder = writeFolder({
    'action.cjs': `
const { isBlocked } = require('actions:helpers');
exports.onExecutePostChallenge = async (event, api) => {
  if (isBlocked(event.user)) api.access.deny('No.');
};`,
    'mock.mjs': "export const modules = { 'actions:helpers': { isBlocked: () => true } };",
  });
  const task = { ...shortTask, paths: [join(folder, 'action.cjs')] };

  expect((await runExploration({ ...task, mock: join(folder, 'mock.mjs') })).findings).toEqual([]);
  await expect(runExploration(task)).rejects.toThrow(
    "Give a stand-in with --mock: export const modules = { 'actions:helpers': … }.",
  );
});
