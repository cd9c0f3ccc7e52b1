import { readFileSync } from 'node:fs';
import type { RuleId } from '@post-challenge/spec';
import { UsageError, quoteValue } from '@post-challenge/spec/command-line';
import type { Baseline } from './baseline.ts';
import { type Json, isObject } from './json.ts';
import { named } from './observe.ts';
import { decodeReplay } from './replay.ts';
import type { Report } from './report.ts';
import { ruleNamed } from './select.ts';
import { suite } from './suite.ts';
import { faultInDocument } from './validate.ts';
import { isNewer } from './version.ts';

/** What writes each kind of document. */
const writers = {
  Baseline: 'Write one with `baseline <implementation> <file>`.',
  Report: 'Write one with `check <implementation> --reporter json=<file>`.',
};

/**
 * The report that a file holds; where an older version of the suite wrote it, some of its rules may be no more.
 *
 * @internal
 */
export function readReport(path: string): Report {
  return documentIn(path, 'Report') as Report;
}

/**
 * The baseline that a file holds.
 *
 * @internal
 */
export function readBaseline(path: string): Baseline {
  const baseline = documentIn(path, 'Baseline') as Baseline;
  const ids = baseline.rules.map(({ id }) => id);
  const twice = ids.find((id, n) => ids.indexOf(id) !== n);
  if (twice !== undefined) throw unusable(path, `It lists ${twice} twice. Leave one of them.`);
  for (const { id, replay } of baseline.rules) assertEntry(path, id, replay);
  return baseline;
}

function assertEntry(path: string, id: RuleId, replay: string | undefined): void {
  try {
    ruleNamed(id);
    if (replay !== undefined) decodeReplay(id, replay);
  } catch (error) {
    if (error instanceof UsageError) throw unusable(path, error.message, error);
    if (!(error instanceof TypeError)) throw error;
    throw unusable(path, `Its word to replay ${id} is damaged. Write the baseline again.`, error);
  }
}

function documentIn(path: string, kind: keyof typeof writers): unknown {
  const document = withoutListed(parsed(path, kind));
  const { name, version } = Object(Object(document).suite) as Partial<Report['suite']>;
  if (name === suite.name && isNewer(version, suite.version)) {
    const update = `Use ${suite.name}@${version}`;
    throw unusable(
      path,
      `Version ${version} of the suite wrote it, and this is ${suite.version}. ${update}.`,
    );
  }
  const fault = faultInDocument(kind, document) ?? otherSuite(name);
  if (fault === undefined) return document;
  throw unusable(path, `It is no ${kind.toLowerCase()} of this suite: ${fault}. ${writers[kind]}`);
}

/** A report without the claims that earlier versions listed and did not judge. */
function withoutListed(document: Json): Json {
  if (!isObject(document)) return document;
  const { summary, rules } = document;
  if (!isObject(summary) || !Array.isArray(rules)) return document;
  const { listed: _, ...counts } = summary;
  const judged = rules.filter((rule: Json) => !isObject(rule) || rule['verdict'] !== 'listed');
  return { ...document, summary: counts, rules: judged };
}

function parsed(path: string, kind: keyof typeof writers): Json {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    const reason = { ENOENT: 'It does not exist', EISDIR: 'It is a folder' }[String(code)];
    if (reason !== undefined) throw unusable(path, `${reason}. ${writers[kind]}`, error);
    const what = error instanceof SyntaxError ? 'It is not JSON: ' : '';
    throw unusable(path, `${what}${named(error)}. ${writers[kind]}`, error);
  }
}

function otherSuite(name: string | undefined): string | undefined {
  return name === suite.name
    ? undefined
    : `/suite/name is ${quoteValue(name)}, expected ${quoteValue(suite.name)}`;
}

function unusable(path: string, sentences: string, cause?: unknown): UsageError {
  return new UsageError(`${path} cannot be used. ${sentences}`, { cause });
}
