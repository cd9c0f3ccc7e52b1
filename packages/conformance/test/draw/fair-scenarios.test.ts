import { type RuleId, normalizeFactorType, rules } from '@post-challenge/spec';
import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, isObject } from '../../src/language/json.ts';
import type {
  CallStep,
  Scenario,
  Step,
  TokenRecipe,
  TransactionScript,
} from '../../src/language/scenario.ts';
import { properties } from '../../src/rules/index.ts';
import { drawSamples } from './samples.ts';

/** Checks one demand on the scenarios, and lists where a scenario does not meet it. */
type ListUnfair = (scenario: Scenario, id: RuleId) => string[];

/** A demand that every scenario meets, and the rules that are about something else. */
interface Demand {
  readonly list: ListUnfair;
  readonly except?: RegExp;
}

const ids = Object.keys(properties) as RuleId[];

function listSteps({ actions }: TransactionScript): Step[] {
  return actions.flatMap(({ execute, continue: resumed = [] }) => [...execute, ...resumed]);
}

function listCalls({ transactions }: Scenario, method?: RegExp): CallStep[] {
  return transactions
    .flatMap(listSteps)
    .filter((step) => 'call' in step)
    .filter(({ call }) => method?.test(call) ?? true);
}

function countCalls(script: TransactionScript, method: RegExp): number {
  return listSteps(script).filter((step) => 'call' in step && method.test(step.call)).length;
}

/** Lists every object in a JSON value, at any depth. */
function listObjects(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => listObjects(item));
  return isObject(value) ? [value, ...Object.values(value).flatMap(listObjects)] : [];
}

function listRecipes(scenario: Scenario): TokenRecipe[] {
  return listObjects(scenario as unknown as Json).flatMap(({ $token }) =>
    $token === undefined ? [] : [$token as unknown as TokenRecipe],
  );
}

function listRequestedFactors(scenario: Scenario): JsonObject[] {
  return listCalls(scenario, /challenge/)
    .flatMap(({ args }) => listObjects(args))
    .filter(({ type }) => typeof type === 'string');
}

const control = /\p{Cc}/u;

const isHostname = (text: unknown) =>
  typeof text === 'string' && /^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/.test(text);

function isOrdinaryUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && isHostname(hostname);
}

const events = ({ transactions }: Scenario) =>
  transactions.map(({ event }) => event as Record<string, JsonObject>);

const demands: Record<string, Demand> = {
  'a transaction has at most four actions, four challenges and one redirect': {
    except: /sendUserTo\/returns-api/,
    list: ({ transactions }) =>
      transactions.flatMap((script) => [
        ...(script.actions.length > 4 ? [`${script.actions.length} actions`] : []),
        ...(countCalls(script, /challenge/) > 4 ? ['more than four challenges'] : []),
        ...(countCalls(script, /sendUserTo/) > 1 ? ['more than one redirect'] : []),
      ]),
  },
  'an action that redirects has a continue handler': {
    list: ({ transactions }) =>
      transactions
        .flatMap(({ actions }) =>
          actions.filter(
            ({ execute, continue: resumed }) =>
              resumed === undefined &&
              execute.some((step) => 'call' in step && step.call === 'redirect.sendUserTo'),
          ),
        )
        .map(() => 'no continue handler'),
  },
  'every requested factor is enabled and enrolled, and not completed before': {
    except:
      /satisfied-already|(factor|completed)-already|partly-completed|repeat-a-factor|ignores-a|without-a-usable|only-factor/,
    list(scenario) {
      const [event] = events(scenario);
      const enrolled = (event?.['user']?.['enrolledFactors'] ?? []) as readonly { type: string }[];
      const { methods } = event?.['authentication'] ?? {};
      return listRequestedFactors(scenario).flatMap(({ type }) => {
        const name = normalizeFactorType(String(type));
        if (!scenario.factors.some((other) => other === type)) return [`${name} is not enabled`];
        if (!enrolled.some((other) => normalizeFactorType(other.type) === name))
          return [`${name} is not enrolled`];
        return JSON.stringify(methods).includes(name) ? [`${name} is in methods`] : [];
      });
    },
  },
  'a factor that is not offered cannot be taken for one that is': {
    list({ transactions }, id) {
      if (!id.endsWith('not-satisfied-by-another-factor')) return [];
      return transactions.flatMap((script) => {
        const wrong = script.user.flatMap((step) => ('completes' in step ? step.completes : []));
        const offered = listRequestedFactors({ transactions: [script] } as unknown as Scenario);
        return wrong.flatMap(({ type }) => {
          if (type === 'recovery-code') return ['recovery-code'];
          const fallback = offered.find(
            (factor) =>
              String(factor['type']).startsWith('push') &&
              (factor['options'] as JsonObject | undefined)?.['otpFallback'] !== false,
          );
          return type === 'otp' && fallback ? ['otp beside push'] : [];
        });
      });
    },
  },
  'a secret has at least 32 bytes': {
    list: (scenario) =>
      listCalls(scenario, /Token/)
        .map(({ args: [options] }) => String((options as JsonObject)['secret']))
        .filter((secret) => Buffer.byteLength(secret) < 32)
        .map((secret) => `secret ${secret}`),
  },
  'a token has every claim, is at most 12 hours old, and lives from one minute to 24 hours': {
    except: /validateToken\/(refuses|throws-errors|keeps-the-secret|exp-boundary|without-audience)/,
    list: (scenario) =>
      listRecipes(scenario).flatMap(({ claims }) => {
        const missing = ['iss', 'sub', 'aud', 'iat', 'exp', 'state'].filter(
          (name) => !Object.hasOwn(claims, name),
        );
        const [iat, exp] = [Number(claims['iat']), Number(claims['exp'])];
        const now = Math.floor(scenario.now / 1000);
        return [
          ...missing.map((name) => `no ${name}`),
          ...(now - iat > 12 * 3600 + 1 || iat > now ? [`iat ${iat - now} s`] : []),
          ...(exp - now < 60 || exp - iat > 24 * 3600 + 1 ? [`exp ${exp - now} s`] : []),
        ];
      }),
  },
  'a URL is absolute, of https, and without user and internationalised host': {
    except: /refuses-a-(relative|script)-url|holds-later-actions|^flow\/completes/,
    list: (scenario) =>
      listCalls(scenario, /sendUserTo|setResultUrl/)
        .map(({ args: [url] }) => String(url))
        .filter((url) => !isOrdinaryUrl(url)),
  },
  'a reason has 1 to 150 characters': {
    except: /^access\.deny\/(?:denies|keeps-reason)/,
    list: (scenario) =>
      listCalls(scenario, /deny/)
        .map(({ args: [reason] }) => String(reason))
        .filter((reason) => reason.length < 1 || reason.length > 150),
  },
  'a key has at least one character': {
    except: /empty-key/,
    list: (scenario) =>
      listCalls(scenario, /^cache/)
        .filter(({ args: [key] }) => key === '')
        .map(({ call }) => call),
  },
  'no text has control characters, except a secret': {
    except: /keeps-reason|(keys|values)-are-exact|encodes-the-query|lone-surrogates/,
    list: (scenario) =>
      listCalls(scenario)
        .map(({ args }) =>
          JSON.stringify(args, (name, value: unknown) => (name === 'secret' ? '' : value)),
        )
        .filter((args) => control.test(args) || /\\[bfnrtu]/.test(args.replaceAll('\\\\', ''))),
  },
  'the lifetime that a MUST rule asks for is at least a second': {
    list(scenario, id) {
      if (rules[id].level !== 'MUST') return [];
      return listCalls(scenario, /cache\.set/).flatMap(({ args: [, , options] }) => {
        const { ttl, expires_at } = isObject(options) ? options : {};
        const isShort =
          (typeof ttl === 'number' && ttl < 1000) ||
          (typeof expires_at === 'number' &&
            expires_at > scenario.now &&
            expires_at < scenario.now + 1000);
        return isShort ? [JSON.stringify(options)] : [];
      });
    },
  },
  'hostnames, addresses and ids of users are valid': {
    list: (scenario) =>
      events(scenario).flatMap(({ request, user }) => [
        ...(isHostname(request?.['hostname']) ? [] : [`hostname ${String(request?.['hostname'])}`]),
        ...(isIP(String(request?.['ip'])) > 0 ? [] : [`ip ${String(request?.['ip'])}`]),
        ...(/^[\w-]+(\|[\w.@+/=-]+)+$/.test(String(user?.['user_id']))
          ? []
          : [`user_id ${String(user?.['user_id'])}`]),
      ]),
  },
  'a return by POST has the state in both places': {
    list: ({ transactions }) =>
      transactions.flatMap(({ user }) =>
        user.flatMap((step) => {
          if (!('returns' in step) || step.returns.method !== 'POST') return [];
          const [query, body] = [step.returns.query, step.returns.body].map((part) =>
            JSON.stringify((part as JsonObject)['state']),
          );
          return query === body ? [] : [`${query} and ${body}`];
        }),
      ),
  },
};

/** The scenarios of each rule: those of the examples and of some draws. */
function drawScenarios(onHost: boolean): Map<RuleId, Scenario[]> {
  return new Map(
    ids.map((id) => {
      const { given, examples, scenario } = properties[id];
      const drawn = [...examples, ...drawSamples(given, 30)];
      return [id, drawn.map((values) => scenario(values as never, onHost))];
    }),
  );
}

describe.each([
  ['on a host', drawScenarios(true)],
  ['at api level', drawScenarios(false)],
])('%s, in every scenario,', (_, scenarios) => {
  test.each(Object.entries(demands))('%s', (__, { list, except }) => {
    const unfair = [...scenarios].flatMap(([id, drawn]) => {
      const found = except?.test(id) ? [] : drawn.flatMap((scenario) => list(scenario, id));
      return found.length > 0 ? [`${id}: ${found[0]} (${found.length})`] : [];
    });

    expect(unfair).toEqual([]);
  });
});
