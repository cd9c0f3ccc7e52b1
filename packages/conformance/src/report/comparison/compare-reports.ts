import {
  type Edition,
  type RuleId,
  type RuleLevel,
  listRuleIds,
  rules,
} from '@post-challenge/spec';
import { formatLine } from '../../language/format-value.ts';
import { isKnownRule } from '../../language/select-rules.ts';
import { packageInfo } from '../../language/package-info.ts';
import { type MustCounts, countMusts, describeConformance } from '../describe-conformance.ts';
import type { Report, Verdict, VerdictName } from '../report.ts';
import { type Standing, getStanding } from '../reporters/conclusion.ts';

/** How many characters of the name of an implementation the head of a column shows. */
const MAX_LABEL_LENGTH = 60;

/** A report, and the path from which it was read. */
export interface NamedReport {
  readonly path: string;
  readonly report: Report;
}

/** A report in the head of a comparison. */
export interface ComparedReport {
  /** The head of its column: the name of the implementation. If others have the same name, also the version, the edition or the path. */
  readonly label: string;
  /** The path of the report. */
  readonly path: string;
  /** The name of the implementation. */
  readonly name: string;
  /** The version of the implementation. */
  readonly version?: string;
  /** The edition by whose rules the implementation was judged. */
  readonly edition: Edition;
  /** The version of the suite that wrote the report. */
  readonly suiteVersion: string;
  /** How conformant the implementation is, in a few words. */
  readonly conformance: string;
  /** The overall result. */
  readonly standing: Standing;
  /** How many MUSTs passed, were judged, and are in the report. */
  readonly musts: MustCounts;
}

/** The verdict of one report on a rule, or the reason why there is none. */
export type ComparedVerdict =
  | {
      readonly verdict: VerdictName;
      /** The answers to a probe. */
      readonly answers?: readonly string[];
      /** Present if a baseline lists the rule with this verdict. */
      readonly expected?: true;
    }
  | {
      /** `edition`: the edition of the report does not have the rule. `run`: the run did not check it, or its suite did not know it. */
      readonly missing: 'edition' | 'run';
    };

/**
 * How the verdicts on a rule differ, in the order of the output.
 *
 * @remarks
 * `failed`: some implementations fail it, and others do not. `unjudged`: nobody fails it, but not everybody was judged: a rule that
 * errored has no verdict. `answers`: a probe has different answers. `same`: every report says the same. `missing`: the reports that have the rule say the same, but others
 * lack it.
 */
export type RuleDifference = 'failed' | 'unjudged' | 'answers' | 'same' | 'missing';

/** A rule, with the verdict of each report. */
export interface ComparedRule {
  readonly id: RuleId;
  readonly level: RuleLevel;
  /** The method or the subject of the rule. */
  readonly method: string;
  /** The rule, in one sentence: that of this version if it has the rule. */
  readonly text: string;
  readonly difference: RuleDifference;
  /** The verdicts, in the order of the reports. */
  readonly verdicts: readonly ComparedVerdict[];
}

/** Several reports side by side. */
export interface Comparison {
  /** The suite that compared the reports. */
  readonly suite: Report['suite'];
  /** The reports, in the order of the columns. */
  readonly reports: readonly ComparedReport[];
  /** Sentences about reports that are hard to compare. */
  readonly notes: readonly string[];
  /** Every rule of any report, in the order of the catalogue. */
  readonly rules: readonly ComparedRule[];
}

/** Compares reports, rule by rule. */
export function compareReports(named: readonly NamedReport[]): Comparison {
  const verdicts = named.map(
    ({ report }) => new Map<string, Verdict>(report.rules.map((rule) => [rule.id, rule])),
  );
  const labels = createLabels(named);
  const ids = sortRuleIds(new Set(named.flatMap(({ report }) => report.rules.map(({ id }) => id))));
  const compared = ids.map((id) => compareRule(id, named, verdicts));
  return {
    suite: packageInfo,
    reports: named.map((one, index) => createHead(one, labels[index] ?? one.path)),
    notes: listNotes(named, labels, compared),
    rules: compared,
  };
}

/** Sorts the ids by the catalogue. Ids of older versions come last. */
function sortRuleIds(ids: ReadonlySet<RuleId>): RuleId[] {
  const known = (Object.keys(rules) as RuleId[]).filter((id) => ids.has(id));
  return [...known, ...[...ids].filter((id) => !isKnownRule(id))];
}

function compareRule(
  id: RuleId,
  named: readonly NamedReport[],
  byReport: readonly ReadonlyMap<string, Verdict>[],
): ComparedRule {
  const found = byReport.map((verdicts) => verdicts.get(id));
  const present = found.filter((verdict) => verdict !== undefined);
  const [{ level, text } = { level: 'PROBE' as const, text: '' }] = present;
  return {
    id,
    level,
    method: id.split('/', 1)[0] ?? id,
    text: isKnownRule(id) ? rules[id].text : text,
    difference: classifyDifference(present, present.length < found.length),
    verdicts: found.map((verdict, index) => describeVerdict(id, verdict, named[index])),
  };
}

function describeVerdict(
  id: RuleId,
  found: Verdict | undefined,
  named: NamedReport | undefined,
): ComparedVerdict {
  if (found) {
    const { verdict, answers, expected } = found;
    return { verdict, ...(answers && { answers }), ...(expected && { expected }) };
  }
  const isOfOtherEdition =
    isKnownRule(id) && named && !listRuleIds(named.report.edition).includes(id);
  return { missing: isOfOtherEdition ? 'edition' : 'run' };
}

function classifyDifference(present: readonly Verdict[], isMissing: boolean): RuleDifference {
  const names = new Set(present.map(({ verdict }) => verdict));
  if (names.size > 1) return names.has('failed') ? 'failed' : 'unjudged';
  const answers = new Set(present.map((verdict) => JSON.stringify(verdict.answers)));
  if (answers.size > 1) return 'answers';
  return isMissing ? 'missing' : 'same';
}

function createHead({ path, report }: NamedReport, label: string): ComparedReport {
  const { name, version } = report.implementation;
  return {
    label,
    path,
    name,
    ...(version !== undefined && { version }),
    edition: report.edition,
    suiteVersion: report.suite.version,
    conformance: describeConformance(report),
    standing: getStanding(report),
    musts: countMusts(report),
  };
}

/** Creates the shortest label of each report that no other one has: its name, or else with its version, its edition or its path. */
function createLabels(named: readonly NamedReport[]): string[] {
  const forms = named.map(({ path, report: { implementation, edition } }) => {
    const { name, version } = implementation;
    const full = formatLine([name, version].filter(Boolean).join(' '), MAX_LABEL_LENGTH);
    const longest = `${full} (${formatLine(path, Infinity)})`;
    const short = [formatLine(name, MAX_LABEL_LENGTH), full, `${full}, edition ${edition}`];
    return { short, longest };
  });
  const labels = forms.map(
    ({ short, longest }) =>
      short.find((label, form) =>
        isSingle(
          label,
          forms.map((other) => other.short[form]),
        ),
      ) ?? longest,
  );
  return labels.map((label, index) =>
    isSingle(label, labels) ? label : (forms[index]?.longest ?? label),
  );
}

function isSingle(label: string, labels: readonly (string | undefined)[]): boolean {
  return labels.indexOf(label) === labels.lastIndexOf(label);
}

/** Lists what makes the reports hard to compare. */
function listNotes(
  named: readonly NamedReport[],
  labels: readonly string[],
  compared: readonly ComparedRule[],
): string[] {
  const list = (describe: (report: Report) => string | undefined) =>
    [...new Set(named.flatMap(({ report }) => describe(report) ?? []))].toSorted();
  const editions = list(({ edition }) => edition);
  const versions = list(({ suite }) => formatLine(suite.version, MAX_LABEL_LENGTH));
  const draws = list(({ draws }) => draws && `${draws.runs} with seed ${draws.seed}`);
  const misled = labels.filter((_, index) => named[index]?.report.hint !== undefined);
  return [
    editions.length > 1 &&
      `The reports are of different editions: ${editions.join(', ')}. Each verdict holds for the edition of its column; rules that not every edition has: ${compared.filter(isOfOneEdition).length}.`,
    versions.length > 1 &&
      `Different versions of the suite wrote the reports: ${versions.join(', ')}. A difference may come from the suite. Check all implementations with one version.`,
    draws.length > 1 &&
      `The runs drew different scenarios for each rule: ${draws.join(', ')}. A difference may come from the draws. Check all implementations with the same --runs and --seed.`,
    misled.length > 0 &&
      `The adapter of ${misled.join(', ')} seems to have a mistake, from which most failures may come. The hint in its report says how to mend it.`,
  ].filter((note) => note !== false);
}

function isOfOneEdition({ verdicts }: ComparedRule): boolean {
  return verdicts.some((verdict) => 'missing' in verdict && verdict.missing === 'edition');
}
