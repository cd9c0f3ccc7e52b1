import type { Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { plainQuery, plainUrl, trickyQuery } from '../../draw/urls.ts';
import { word } from '../../draw/text.ts';
import { violation } from '../expectations.ts';
import { judgeOutcome, judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { call, oneExecution } from '../scenarios.ts';
import { type StepResult, filterCalls, hasThrown } from '../step-results.ts';
import { formatValue } from '../../language/format-value.ts';

/** The two methods that take a URL to which a user goes. */
export type UrlMethod = 'redirect.sendUserTo' | 'transaction.setResultUrl';

function getDestination(reached: Outcome, method: UrlMethod): string | undefined {
  if (method === 'redirect.sendUserTo')
    return reached.status === 'redirected' ? reached.url : undefined;
  return reached.status === 'completed' ? reached.resultUrl : undefined;
}

function formatOutcome(url: URL, method: UrlMethod): string {
  return method === 'redirect.sendUserTo'
    ? `{ status: "redirected", url: ${formatValue(url.href)} }`
    : `{ status: "completed", resultUrl: ${formatValue(url.href)} }`;
}

type Parameter = readonly [name: string, value: string];

/** A parameter whole: two of them may differ at the end of long values. */
function formatParameter([name, value]: Parameter): string {
  return `${formatValue(name, Infinity)} = ${formatValue(value, Infinity)}`;
}

/** The URL that a call asked for: the one given, with the parameters of the query added. */
function buildExpectedUrl({ args: [url, options] }: StepResult): URL {
  const parsed = new URL(String(url));
  const { query = {} } = (options ?? {}) as { query?: Record<string, string> };
  for (const [name, value] of Object.entries(query)) parsed.searchParams.append(name, value);
  return parsed;
}

function formatLocation({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

type CompareUrls = (wanted: URL, actual: URL) => { expected: string; actual: string } | undefined;

const compareLocation: CompareUrls = (wanted, actual) =>
  formatLocation(wanted) === formatLocation(actual)
    ? undefined
    : { expected: formatLocation(wanted), actual: formatLocation(actual) };

const compareFragment: CompareUrls = (wanted, actual) =>
  wanted.hash === actual.hash
    ? undefined
    : { expected: `the fragment ${formatValue(wanted.hash)}`, actual: formatValue(actual.hash) };

const compareParameters: CompareUrls = (wanted, actual) => {
  const parameters = [...actual.searchParams];
  const left = [...parameters];
  const missing = [...wanted.searchParams].find(([name, value]) => {
    const at = left.findIndex((other) => other[0] === name && other[1] === value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (!missing) return undefined;
  return {
    expected: `the parameter ${formatParameter(missing)}`,
    actual: parameters.map(formatParameter).join(', ') || 'no parameter',
  };
};

function judgeDestination(method: UrlMethod, ...compared: CompareUrls[]): Property['judge'] {
  return judgeOutcome(({ outcome, results, at }) => {
    const called = filterCalls(results, method).at(-1);
    if (!called || hasThrown(called)) return called ? violation(called, 'no error') : 'vacuous';
    const url = buildExpectedUrl(called);
    const destination = getDestination(outcome, method);
    if (destination === undefined || !URL.canParse(destination))
      return { at, expected: formatOutcome(url, method) };
    const differences = compared.map((compare) => compare(url, new URL(destination)));
    const difference = differences.find((one) => one !== undefined);
    return difference ? { at, ...difference } : 'held';
  });
}

const fragment = fc.oneof(
  fc.constant(''),
  word(1, 6).map((text) => `#${text}`),
);

/** The properties that the two methods share, by claim. */
export function createUrlProperties(method: UrlMethod) {
  const refused = (urls: fc.Arbitrary<string>): Property =>
    property({
      given: { url: urls },
      scenario: ({ url }) => oneExecution([call(method, url)]),
      judge: judgeSteps(([called]) => {
        if (!called) return 'vacuous';
        return hasThrown(called) ? 'held' : violation(called, 'an error');
      }),
    });

  return {
    goes: property({
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
      examples: [{ url: 'https://a.example.com/', query: { a: 'b&c=d' } }],
      scenario: ({ url, query }) => oneExecution([call(method, url, { query })]),
      judge: judgeDestination(method, compareParameters),
    }),
    keepsTheUrl: property({
      given: { url: plainUrl, had: plainQuery, query: plainQuery, fragment },
      examples: [
        { url: 'https://a.example.com/', had: { a: '1' }, query: { b: '2' }, fragment: '' },
      ],
      scenario: ({ url, had, query, fragment }) => {
        const others = Object.entries(query).filter(([name]) => !Object.hasOwn(had, name));
        const whole = `${url}?${String(new URLSearchParams(had))}${fragment}`;
        return oneExecution([call(method, whole, { query: Object.fromEntries(others) })]);
      },
      judge: judgeDestination(method, compareLocation, compareFragment, compareParameters),
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
      scenario: ({ url }) => oneExecution([call(method, `${url}?a=old`, { query: { a: 'new' } })]),
      judge: judgeOutcome(({ outcome }) => {
        const destination = getDestination(outcome, method);
        if (destination === undefined || !URL.canParse(destination)) return 'vacuous';
        return { answer: new URL(destination).searchParams.getAll('a').join(' and ') };
      }),
    }),
  };
}
