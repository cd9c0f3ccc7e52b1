import { DEFAULT_EDITION, type Edition, type RuleId } from '@post-challenge/spec';
import {
  UsageError,
  parseJsonText,
  quoteValue,
  readTextFile,
} from '@post-challenge/spec/command-line';
import type { Baseline } from './baseline.ts';
import { type Json, isObject } from '../language/json.ts';
import { type JsonBounds, describeExcess } from '../language/json-text.ts';
import { decodeReplay } from '../language/replay-word.ts';
import { formatLine } from '../language/format-value.ts';
import type { Report } from './report.ts';
import { parseRuleId } from '../language/select-rules.ts';
import { packageInfo } from '../language/package-info.ts';
import { describeIssue } from '../language/validate.ts';
import { isNewerVersion } from './version.ts';

/** The kinds of documents: how users write one, and its bounds. A report may keep every trace. */
const documentKinds = {
  Baseline: {
    advice: 'Write one with `baseline <implementation> <file>`.',
    bounds: { length: 10_000_000, depth: 100, parts: 1_000_000 },
  },
  Report: {
    advice: 'Write one with `check <implementation> --reporter json=<file>`.',
    bounds: { length: 500_000_000, depth: 200, parts: 50_000_000 },
  },
} satisfies Record<string, { advice: string; bounds: JsonBounds }>;

/** How many characters of an id a message shows. */
const MAX_ID_LENGTH = 100;

type DocumentKind = keyof typeof documentKinds;

/** Reads a report from a file. A report of an older version may hold rules that no longer exist. */
export function readReport(path: string): Report {
  const report = readDocument(path, 'Report') as Report;
  assertUniqueIds(path, report.rules);
  return report;
}

/** Reads a baseline from a file. */
export function readBaseline(path: string): Baseline {
  const baseline = readDocument(path, 'Baseline') as Baseline;
  assertUniqueIds(path, baseline.rules);
  for (const { id, replay } of baseline.rules) assertBaselineEntry(path, id, replay);
  return baseline;
}

function assertUniqueIds(path: string, entries: readonly { readonly id: RuleId }[]): void {
  const ids = new Set<RuleId>();
  for (const { id } of entries) {
    if (ids.has(id))
      throw createDocumentError(
        path,
        `It lists ${formatLine(id, MAX_ID_LENGTH)} twice. Remove one of the entries.`,
      );
    ids.add(id);
  }
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

function readDocument(path: string, kind: DocumentKind): unknown {
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
  const other = describeOtherKind(kind, document);
  if (other !== undefined)
    throw createDocumentError(path, `It is ${other}. ${documentKinds[kind].advice}`);
  throw createDocumentError(
    path,
    `It is not a ${kind.toLowerCase()} of this suite: ${issue}. ${documentKinds[kind].advice}`,
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

function parseJsonFile(path: string, kind: DocumentKind): Json {
  const { bounds } = documentKinds[kind];
  try {
    const text = readTextFile(path, path, bounds.length);
    const form = describeForm(text);
    if (form !== undefined) throw new UsageError(`${path} is ${form}, not JSON.`);
    const excess = describeExcess(text, bounds);
    if (excess !== undefined) throw new UsageError(`${path} has ${excess}.`);
    return parseJsonText(path, text) as Json;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} ${documentKinds[kind].advice}`, { cause: error });
  }
}

/** Recognizes texts that are no JSON: the other formats of a report, and modules. */
function describeForm(text: string): string | undefined {
  if (text.trim() === '') return 'empty';
  if (/^\s*<!doctype html/i.test(text)) return 'an HTML report';
  if (/^\s*<\?xml/.test(text)) return 'a JUnit report';
  if (/^\s*::\w+ /.test(text)) return 'a report for GitHub';
  if (/^\s*#+ /.test(text)) return 'a Markdown report';
  return /^\s*(?:import|export|const|module\.exports|\/\/|\/\*)/.test(text)
    ? 'a module'
    : undefined;
}

/** Describes a document of another kind by the members that only this kind has. */
function describeOtherKind(kind: DocumentKind, document: Json): string | undefined {
  if (!isObject(document)) return undefined;
  const { rules, suite, timing, dependencies, devDependencies, scripts, transactions } = document;
  if (kind === 'Baseline' && timing !== undefined) return 'a report, not a baseline';
  if (kind === 'Report' && isObject(suite) && Array.isArray(rules) && !('timing' in document))
    return 'a baseline, not a report';
  if (transactions !== undefined) return 'a scenario or a trace';
  return (dependencies ?? devDependencies ?? scripts) ? 'a manifest of a package' : undefined;
}

function describeOtherSuite(name: string | undefined): string | undefined {
  return name === packageInfo.name
    ? undefined
    : `/suite/name is ${quoteValue(name)}, expected ${quoteValue(packageInfo.name)}`;
}

function createDocumentError(path: string, sentences: string, cause?: unknown): UsageError {
  return new UsageError(`${path} cannot be used. ${sentences}`, { cause });
}
