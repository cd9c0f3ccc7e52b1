import type { Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { plainQuery, plainUrl, trickyQuery, word } from './arbitraries.ts';
import {
  type Judgement,
  type Place,
  type Property,
  type Seen,
  call,
  callsOf,
  execution,
  fault,
  outcome,
  property,
  steps,
  threw,
} from './property.ts';
import { show } from './show.ts';

/** The two methods that take a URL to which a user goes. @internal */
export type DestinationMethod = 'redirect.sendUserTo' | 'transaction.setResultUrl';

function destinationIn(reached: Outcome, method: DestinationMethod): string | undefined {
  if (method === 'redirect.sendUserTo')
    return reached.status === 'redirected' ? reached.url : undefined;
  return reached.status === 'completed' ? reached.resultUrl : undefined;
}

function outcomeWith(url: URL, method: DestinationMethod): string {
  return method === 'redirect.sendUserTo'
    ? `{ status: "redirected", url: ${show(url.href)} }`
    : `{ status: "completed", resultUrl: ${show(url.href)} }`;
}

type Parameter = readonly [name: string, value: string];

/** A parameter whole: two of them may differ at the end of long values. */
function shown([name, value]: Parameter): string {
  return `${show(name, Infinity)} = ${show(value, Infinity)}`;
}

/** The URL that a call asked for: the one given, with the parameters of the query added. */
function wanted({ args: [url, options] }: Seen): URL {
  const parsed = new URL(String(url));
  const { query = {} } = (options ?? {}) as { query?: Record<string, string> };
  for (const [name, value] of Object.entries(query)) parsed.searchParams.append(name, value);
  return parsed;
}

function place({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

type Compared = (wanted: URL, actual: URL) => { expected: string; actual: string } | undefined;

const samePlace: Compared = (wanted, actual) =>
  place(wanted) === place(actual) ? undefined : { expected: place(wanted), actual: place(actual) };

const sameFragment: Compared = (wanted, actual) =>
  wanted.hash === actual.hash
    ? undefined
    : { expected: `the fragment ${show(wanted.hash)}`, actual: show(actual.hash) };

const everyParameter: Compared = (wanted, actual) => {
  const parameters = [...actual.searchParams];
  const left = [...parameters];
  const missing = [...wanted.searchParams].find(([name, value]) => {
    const at = left.findIndex((other) => other[0] === name && other[1] === value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (!missing) return undefined;
  return {
    expected: `the parameter ${shown(missing)}`,
    actual: parameters.map(shown).join(', ') || 'no parameter',
  };
};

function goes(method: DestinationMethod, ...compared: Compared[]): Property['judge'] {
  return outcome((reached: Outcome, seen: Seen[], at: Place): Judgement => {
    const called = callsOf(seen, method).at(-1);
    if (!called || threw(called)) return called ? fault(called, 'no error') : 'vacuous';
    const url = wanted(called);
    const destination = destinationIn(reached, method);
    if (destination === undefined || !URL.canParse(destination))
      return { at, expected: outcomeWith(url, method) };
    const differences = compared.map((compare) => compare(url, new URL(destination)));
    const difference = differences.find((one) => one !== undefined);
    return difference ? { at, ...difference } : 'held';
  });
}

const fragment = fc.oneof(
  fc.constant(''),
  word(1, 6).map((text) => `#${text}`),
);

/**
 * The properties that the two methods share, by claim.
 *
 * @internal
 */
export function destinationProperties(method: DestinationMethod) {
  const refused = (urls: fc.Arbitrary<string>): Property =>
    property({
      given: { url: urls },
      scenario: ({ url }) => execution([call(method, url)]),
      judge: steps(([called]) => {
        if (!called) return 'vacuous';
        return threw(called) ? 'held' : fault(called, 'an error');
      }),
    });

  return {
    goes: property({
      given: { url: plainUrl },
      scenario: ({ url }) => execution([call(method, url)]),
      judge: goes(method, samePlace),
    }),
    worksWithoutOptions: property({
      given: { url: plainUrl, query: plainQuery },
      scenario: ({ url, query }) =>
        execution([call(method, `${url}?${String(new URLSearchParams(query))}`)]),
      judge: goes(method, everyParameter),
    }),
    addsTheQuery: property({
      given: { url: plainUrl, query: plainQuery },
      scenario: ({ url, query }) => execution([call(method, url, { query })]),
      judge: goes(method, everyParameter),
    }),
    encodesTheQuery: property({
      given: { url: plainUrl, query: trickyQuery },
      examples: [{ url: 'https://a.example.com/', query: { a: 'b&c=d' } }],
      scenario: ({ url, query }) => execution([call(method, url, { query })]),
      judge: goes(method, everyParameter),
    }),
    keepsTheUrl: property({
      given: { url: plainUrl, had: plainQuery, query: plainQuery, fragment },
      examples: [
        { url: 'https://a.example.com/', had: { a: '1' }, query: { b: '2' }, fragment: '' },
      ],
      scenario: ({ url, had, query, fragment }) => {
        const others = Object.entries(query).filter(([name]) => !Object.hasOwn(had, name));
        const whole = `${url}?${String(new URLSearchParams(had))}${fragment}`;
        return execution([call(method, whole, { query: Object.fromEntries(others) })]);
      },
      judge: goes(method, samePlace, sameFragment, everyParameter),
    }),
    refusesARelativeUrl: refused(
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
    refusesAScriptUrl: refused(
      fc.constantFrom(
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        'data:text/html,hello',
        'data:text/html;base64,aGVsbG8=',
      ),
    ),
    sameNamedParameter: property({
      given: { url: plainUrl },
      scenario: ({ url }) => execution([call(method, `${url}?a=old`, { query: { a: 'new' } })]),
      judge: outcome((reached) => {
        const destination = destinationIn(reached, method);
        if (destination === undefined || !URL.canParse(destination)) return 'vacuous';
        return { answer: new URL(destination).searchParams.getAll('a').join(' and ') };
      }),
    }),
  };
}
