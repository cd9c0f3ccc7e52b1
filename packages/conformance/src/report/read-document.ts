import { readFileSync } from 'node:fs';
import { DEFAULT_EDITION, type Edition, type RuleId } from '@post-challenge/spec';
import { UsageError, quoteValue } from '@post-challenge/spec/command-line';
import type { Baseline } from './baseline.ts';
import { type Json, isObject } from '../language/json.ts';
import { describeError } from '../language/serialize-error.ts';
import { decodeReplay } from '../language/replay-word.ts';
import type { Report } from './report.ts';
import { parseRuleId } from '../language/select-rules.ts';
import { packageInfo } from '../language/package-info.ts';
import { describeIssue } from '../language/validate.ts';
import { isNewerVersion } from './version.ts';

/** The advice that tells users how to write each kind of document. */
const writeAdvice = {
  Baseline: 'Write one with `baseline <implementation> <file>`.',
  Report: 'Write one with `check <implementation> --reporter json=<file>`.',
};

/** Reads a report from a file. A report of an older version may hold rules that no longer exist. */
export function readReport(path: string): Report {
  return readDocument(path, 'Report') as Report;
}

/** Reads a baseline from a file. */
export function readBaseline(path: string): Baseline {
  const baseline = readDocument(path, 'Baseline') as Baseline;
  const ids = baseline.rules.map(({ id }) => id);
  const duplicate = ids.find((id, n) => ids.indexOf(id) !== n);
  if (duplicate !== undefined)
    throw createDocumentError(path, `It lists ${duplicate} twice. Remove one of the entries.`);
  for (const { id, replay } of baseline.rules) assertBaselineEntry(path, id, replay);
  return baseline;
}

function assertBaselineEntry(path: string, id: RuleId, replay: string | undefined): void {
  try {
    parseRuleId(id);
    if (replay !== undefined) decodeReplay(id, replay);
  } catch (error) {
    if (error instanceof UsageError) throw createDocumentError(path, error.message, error);
    if (!(error instanceof TypeError)) throw error;
    throw createDocumentError(
      path,
      `Its \`replay\` of ${id} is damaged. Write the baseline again.`,
      error,
    );
  }
}

function readDocument(path: string, kind: keyof typeof writeAdvice): unknown {
  const document = addEdition(removeListedVerdicts(parseJsonFile(path, kind)));
  const { name, version } = Object(Object(document).suite) as Partial<Report['suite']>;
  if (name === packageInfo.name && isNewerVersion(version, packageInfo.version)) {
    const update = `Use ${packageInfo.name}@${version}`;
    throw createDocumentError(
      path,
      `Version ${version} of the suite wrote it, but this is version ${packageInfo.version}. ${update}.`,
    );
  }
  const issue = describeIssue(kind, document) ?? describeOtherSuite(name);
  if (issue === undefined) return document;
  throw createDocumentError(
    path,
    `It is not a ${kind.toLowerCase()} of this suite: ${issue}. ${writeAdvice[kind]}`,
  );
}

/** Adds the edition to a document of an earlier version, which knew one edition. */
function addEdition(document: Json): Json {
  return isObject(document) ? { edition: DEFAULT_EDITION, ...document } : document;
}

/** Throws if a document and a run, or two documents, are of different editions. */
export function assertSameEdition(
  path: string,
  { edition }: { readonly edition: Edition },
  other: { readonly name: string; readonly edition: Edition },
): void {
  if (edition === other.edition) return;
  throw createDocumentError(
    path,
    `It is of edition ${edition}, but ${other.name} is of edition ${other.edition}. Verdicts of two editions cannot be compared.`,
  );
}

/** Removes the claims that earlier versions listed without judging them. */
function removeListedVerdicts(document: Json): Json {
  if (!isObject(document)) return document;
  const { summary, rules } = document;
  if (!isObject(summary) || !Array.isArray(rules)) return document;
  const { listed: _, ...counts } = summary;
  const judged = rules.filter((rule: Json) => !isObject(rule) || rule['verdict'] !== 'listed');
  return { ...document, summary: counts, rules: judged };
}

function parseJsonFile(path: string, kind: keyof typeof writeAdvice): Json {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    const reason = { ENOENT: 'It does not exist', EISDIR: 'It is a folder' }[String(code)];
    if (reason !== undefined)
      throw createDocumentError(path, `${reason}. ${writeAdvice[kind]}`, error);
    const prefix = error instanceof SyntaxError ? 'It is not JSON: ' : '';
    throw createDocumentError(
      path,
      `${prefix}${describeError(error)}. ${writeAdvice[kind]}`,
      error,
    );
  }
}

function describeOtherSuite(name: string | undefined): string | undefined {
  return name === packageInfo.name
    ? undefined
    : `/suite/name is ${quoteValue(name)}, expected ${quoteValue(packageInfo.name)}`;
}

function createDocumentError(path: string, sentences: string, cause?: unknown): UsageError {
  return new UsageError(`${path} cannot be used. ${sentences}`, { cause });
}
