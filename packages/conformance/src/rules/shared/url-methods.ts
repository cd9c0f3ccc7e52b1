import type { Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import {
  crowdedUrls,
  plainQuery,
  plainUrl,
  trickyParameters,
  trickyQuery,
  trickyUrls,
  url,
} from '../../draw/urls.ts';
import { word } from '../../draw/text.ts';
import { violation } from '../expectations.ts';
import { judgeOutcome, onCall } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import { call, oneExecution } from '../scenarios.ts';
import { withNeighbours } from './neighbours.ts';
import { filterCalls, hasThrown } from '../step-results.ts';
import { formatValue } from '../../language/format-value.ts';
import { isObject } from '../../language/json.ts';
import type { CallStep, Scenario } from '../../language/scenario.ts';

/** The two methods that send the user to a URL. */
export type UrlMethod = 'redirect.sendUserTo' | 'transaction.setResultUrl';

function getDestination(outcome: Outcome, method: UrlMethod): string | undefined {
  if (method === 'redirect.sendUserTo')
    return outcome.status === 'redirected' ? outcome.url : undefined;
  return outcome.status === 'completed' ? outcome.resultUrl : undefined;
}

function formatOutcome(url: URL, method: UrlMethod): string {
  return method === 'redirect.sendUserTo'
    ? `{ status: "redirected", url: ${formatValue(url.href)} }`
    : `{ status: "completed", resultUrl: ${formatValue(url.href)} }`;
}

type Parameter = readonly [name: string, value: string];

/** Formats a parameter in full: two long values may differ only at their ends. */
function formatParameter([name, value]: Parameter): string {
  return `${formatValue(name, Infinity)} = ${formatValue(value, Infinity)}`;
}

/** Builds the URL that a call asks for: its argument, with the parameters of `query` added. */
export function buildRequestedUrl({ args: [url, options] }: Pick<CallStep, 'args'>): URL {
  const parsed = new URL(String(url));
  const query = isObject(options) && isObject(options['query']) ? options['query'] : {};
  for (const [name, value] of Object.entries(query)) {
    parsed.searchParams.append(name, String(value));
  }
  return parsed;
}

function formatLocation({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** Decodes each segment of the path: encodings of the same characters are equal. */
function decodeLocation({ protocol, host, pathname }: URL): string {
  return JSON.stringify([protocol, host, ...pathname.split('/').map(decode)]);
}

/** Decodes percent encoding, if it can be decoded. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type CompareUrls = (expected: URL, actual: URL) => { expected: string; actual: string } | undefined;

const compareLocation: CompareUrls = (expected, actual) =>
  decodeLocation(expected) === decodeLocation(actual)
    ? undefined
    : { expected: formatLocation(expected), actual: formatLocation(actual) };

const compareFragment: CompareUrls = (expected, actual) =>
  decode(expected.hash) === decode(actual.hash)
    ? undefined
    : { expected: `the fragment ${formatValue(expected.hash)}`, actual: formatValue(actual.hash) };

const compareParameters: CompareUrls = (expected, actual) => {
  const parameters = [...actual.searchParams];
  const unmatched = [...parameters];
  const missing = [...expected.searchParams].find(([name, value]) => {
    const index = unmatched.findIndex((other) => other[0] === name && other[1] === value);
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
  if (!missing) return undefined;
  return {
    expected: `the parameter ${formatParameter(missing)}`,
    actual: parameters.map(formatParameter).join(', ') || 'no parameter',
  };
};

/** Checks whether a URL leads to the requested place, with its parameters. It may have further ones. */
export function isSameDestination(requested: URL, actual: string | undefined): boolean {
  if (actual === undefined || !URL.canParse(actual)) return false;
  return [compareLocation, compareFragment, compareParameters].every(
    (compare) => compare(requested, new URL(actual)) === undefined,
  );
}

/**
 * Checks whether a result URL is one that another transaction of the scenario sets. A host may also have a URL that no action has set.
 */
export function isSetByAnother(
  resultUrl: string | undefined,
  { transactions }: Scenario,
  own: number,
): boolean {
  const steps = transactions.flatMap(({ actions }, number) =>
    number === own
      ? []
      : actions.flatMap((action) => [...action.execute, ...(action.continue ?? [])]),
  );
  return steps.some(
    (step) =>
      'call' in step &&
      step.call === 'transaction.setResultUrl' &&
      isSameDestination(buildRequestedUrl(step), resultUrl),
  );
}

function judgeDestination(method: UrlMethod, ...comparisons: CompareUrls[]): Judge {
  return judgeOutcome(({ outcome, results, at }) => {
    const called = filterCalls(results, method).at(-1);
    if (!called || hasThrown(called)) return called ? violation(called, 'no error') : 'vacuous';
    const url = buildRequestedUrl(called);
    const destination = getDestination(outcome, method);
    if (destination === undefined || !URL.canParse(destination))
      return { at, expected: formatOutcome(url, method) };
    const differences = comparisons.map((compare) => compare(url, new URL(destination)));
    const difference = differences.find((found) => found !== undefined);
    return difference ? { at, ...difference } : 'held';
  });
}

const VERIFY = 'https://verify.example.com/';

/** Sets a result URL. It does not change the URL of a redirect. */
const setAnotherUrl = call('transaction.setResultUrl', 'https://neighbour.example.com/?a=another', {
  query: { b: 'another' },
});

/** Creates the properties that both methods have. */
export function createUrlProperties(method: UrlMethod) {
  const createRefusalProperty = (urls: fc.Arbitrary<string>): Property =>
    property({
      given: { url: urls },
      scenario: ({ url }) => oneExecution([call(method, url)]),
      judge: onCall(method, (called) =>
        hasThrown(called) ? 'held' : violation(called, 'an error'),
      ),
    });
  const compareAll = judgeDestination(method, compareLocation, compareFragment, compareParameters);

  const properties = {
    sendsTheUser: property({
      given: { url: plainUrl },
      scenario: ({ url }) => oneExecution([call(method, url)]),
      judge: judgeDestination(method, compareLocation),
    }),
    worksWithoutOptions: property({
      given: { url: plainUrl, query: plainQuery },
      scenario: ({ url, query }) =>
        oneExecution([call(method, `${url}?${String(new URLSearchParams(query))}`)]),
      judge: judgeDestination(method, compareParameters),
    }),
    addsTheQuery: property({
      given: { url: plainUrl, query: plainQuery },
      scenario: ({ url, query }) => oneExecution([call(method, url, { query })]),
      judge: judgeDestination(method, compareParameters),
    }),
    encodesTheQuery: property({
      given: { url: plainUrl, query: trickyQuery },
      examples: [{ a: 'b&c=d' }, ...trickyParameters].map((query) => ({ url: VERIFY, query })),
      scenario: ({ url, query }) => oneExecution([call(method, url, { query })]),
      judge: judgeDestination(method, compareParameters),
      judgesAnyPart: true,
    }),
    keepsTheUrl: property({
      given: { url, query: fc.option(plainQuery, { nil: undefined }) },
      examples: [
        { url: `${VERIFY}?a=1`, query: { b: '2' } },
        ...trickyUrls.map((whole) => ({ url: whole, query: { added: 'value' } })),
        ...[...trickyUrls, ...crowdedUrls].map((whole) => ({ url: whole, query: undefined })),
      ],
      scenario: ({ url, query }) => {
        if (!query) return oneExecution([call(method, url)]);
        const { searchParams } = new URL(url);
        const added = Object.entries(query).filter(([name]) => !searchParams.has(name));
        return oneExecution([call(method, url, { query: Object.fromEntries(added) })]);
      },
      judge: compareAll,
      judgesAnyPart: true,
    }),
    refusesARelativeUrl: createRefusalProperty(
      fc.oneof(
        fc.constantFrom(
          '/',
          '',
          'verify',
          '//verify.example.com/',
          '?a=b',
          '#a',
          'verify.example.com',
        ),
        word(1, 8).map((path) => `/${path}`),
      ),
    ),
    refusesAScriptUrl: createRefusalProperty(
      fc.constantFrom(
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        'data:text/html,hello',
        'data:text/html;base64,aGVsbG8=',
      ),
    ),
    sameNamedParameter: property({
      given: { url: plainUrl },
      scenario: ({ url }) => oneExecution([call(method, `${url}?a=old`, { query: { a: 'new' } })]),
      judge: judgeOutcome(({ outcome }) => {
        const destination = getDestination(outcome, method);
        if (destination === undefined || !URL.canParse(destination)) return 'vacuous';
        return { answer: new URL(destination).searchParams.getAll('a').join(' and ') };
      }),
    }),
  };
  return withNeighbours(properties, method === 'redirect.sendUserTo' ? [setAnotherUrl] : []);
}
