import {
  DEFAULT_EDITION,
  type Edition,
  type RuleId,
  editions,
  listEditions,
  listRuleIds,
  rules,
} from '@post-challenge/spec';
import { UsageError, quoteValue } from '@post-challenge/spec/command-line';
import { distance } from 'fastest-levenshtein';
import { formatLine } from './format-value.ts';

const ruleIds = Object.keys(rules) as RuleId[];

/** The patterns that select all rules of one method or subject. */
const groupPatterns = [...new Set(ruleIds.map((id) => `${id.split('/')[0]}/*`))];

/** The id of a rule, or a pattern in which `*` stands for any text: `'cache.*'`. */
export type RulePattern = RuleId | `${string}*${string}`;

/** Selects the rules to check. */
export interface RuleSelection {
  /**
   * The rules, by id or by pattern. The rules that they require are checked too, but not reported.
   *
   * @defaultValue every rule of the edition
   */
  readonly rules?: RulePattern | readonly RulePattern[];
  /**
   * `'must'`: only the rules of level MUST. `'should'`: all rules.
   *
   * @defaultValue `'should'`
   */
  readonly level?: 'must' | 'should';
}

/** Selects rules of an edition by patterns and level, in the order of the catalogue. */
export function selectRules(
  patterns: string | readonly string[] = '*',
  level: 'must' | 'should' = 'should',
  edition: Edition = DEFAULT_EDITION,
): RuleId[] {
  if (level !== 'must' && level !== 'should')
    throw new TypeError(`level is ${quoteValue(level)}. Expected 'must' or 'should'.`);
  const selected = new Set([patterns].flat().flatMap((one) => matchRules(one, edition)));
  return ruleIds.filter(
    (id) => selected.has(id) && (level === 'should' || rules[id].level === 'MUST'),
  );
}

/** Whether this version of the suite has a rule. A report of another version may hold others. */
export function isKnownRule(id: RuleId): boolean {
  return Object.hasOwn(rules, id);
}

/** Checks that a text is the id of a rule. Throws a usage error that suggests similar ids if it is not. */
export function parseRuleId(id: string): RuleId {
  const ruleId = ruleIds.find((known) => known === id);
  if (ruleId) return ruleId;
  const name = quoteText(id);
  throw new UsageError(`There is no rule ${name}. ${suggestRules(name, ruleIds)}`);
}

/** Checks that a rule belongs to an edition. Throws a usage error that names its edition if it does not. */
export function assertInEdition(id: RuleId, edition: Edition): void {
  const range = listEditions(rules[id]);
  if (range.includes(edition)) return;
  throw new UsageError(
    `The rule ${id} is not in edition ${edition}, but in edition ${range[0]}. ${writeEdition(range[0])}`,
  );
}

function writeEdition(edition: Edition | undefined): string {
  return `Write --edition ${edition}, or edition: '${edition}' in code.`;
}

/** Checks whether a text matches a pattern in which `*` stands for any text. Takes the first place of each part, which is linear. */
function matchesPattern(text: string, pattern: string): boolean {
  const [start = '', ...parts] = pattern.split('*');
  const end = parts.pop() ?? '';
  if (!text.startsWith(start)) return false;
  let from = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - end.length >= from && text.endsWith(end);
}

/** The longest text that is compared with the ids for a suggestion. */
const MAX_PATTERN_LENGTH = 200;

function matchRules(pattern: unknown, edition: Edition): RuleId[] {
  if (typeof pattern !== 'string')
    throw new TypeError(
      `rules is ${quoteValue(pattern)}. Expected ids or patterns, such as 'cache.*'.`,
    );
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new UsageError(
      `The pattern ${quoteValue(pattern)} is longer than ${MAX_PATTERN_LENGTH} characters. Repeat the option for several patterns.`,
    );
  if (/^\w+\.\w+$/.test(pattern))
    throw new UsageError(
      `There is no rule ${pattern}. ${suggestRules(`${pattern}/*`, groupPatterns)}`,
    );
  if (/^\w+$/.test(pattern) && ruleIds.some((id) => id.startsWith(`${pattern}.`)))
    throw new UsageError(
      `There is no rule ${pattern}. For every rule of this namespace write "${pattern}*".`,
    );
  if (!pattern.includes('*')) {
    const id = parseRuleId(pattern);
    assertInEdition(id, edition);
    return [id];
  }
  const matches = (id: RuleId) => matchesPattern(id, pattern);
  const found = listRuleIds(edition).filter(matches);
  if (found.length > 0) return found;
  const other = editions.find((one) => listRuleIds(one).some(matches));
  if (other !== undefined)
    throw new UsageError(
      `No rule of edition ${edition} matches ${pattern}, but rules of edition ${other} do. ${writeEdition(other)}`,
    );
  throw new UsageError(
    `No rule matches ${quoteText(pattern)}. ${suggestRules(pattern, [...ruleIds, ...groupPatterns])}`,
  );
}

/** Cuts a text that is not the id of a rule, and escapes the characters that a terminal does not show. */
function quoteText(text: unknown): string {
  return formatLine(String(text), MAX_PATTERN_LENGTH);
}

/** Suggests similar ids, those of the same namespace first. */
function suggestRules(text: string, ids: readonly string[]): string {
  const namespace = /^[^/*]*\/|^\w+\./.exec(text)?.[0];
  const related = ids.filter((id) => namespace !== undefined && id.startsWith(namespace));
  const nearest = (related.length > 0 ? related : ids)
    .map((id) => ({ id, far: Math.min(...[id, shortenId(id)].map((one) => distance(text, one))) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3);
  const names = nearest.map(({ id }) => id).join(', ');
  return `The nearest: ${names}. \`post-challenge-conformance list\` prints all rules.`;
}

/** Shortens an id or a pattern to the part that people type: after the slash, or after the namespace. */
function shortenId(id: string): string {
  return id.replace(id.endsWith('*') ? /^.*\./ : /^.*\//, '');
}
