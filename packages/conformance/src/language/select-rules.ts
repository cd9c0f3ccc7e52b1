import { type RuleId, rules } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import { distance } from 'fastest-levenshtein';

const ruleIds = Object.keys(rules) as RuleId[];

/** The patterns that select the rules of one method, or of one subject. */
const groupPatterns = [...new Set(ruleIds.map((id) => `${id.split('/')[0]}/*`))];

/**
 * The id of a rule, or a pattern in which `*` stands for any text: `'cache.*'`.
 *
 * @public
 */
export type RulePattern = RuleId | `${string}*${string}`;

/**
 * Which rules are checked.
 *
 * @public
 */
export interface RuleSelection {
  /**
   * The rules, by id or by pattern; those they require are checked with them, but not reported.
   *
   * @defaultValue every rule of the catalogue
   */
  readonly rules?: RulePattern | readonly RulePattern[];
  /**
   * `'must'`: only what every implementation has to keep. `'should'`: everything.
   *
   * @defaultValue `'should'`
   */
  readonly level?: 'must' | 'should';
}

/** The rules that patterns and a level select, in the order of the catalogue. */
export function selectRules(
  patterns: string | readonly string[] = '*',
  level: 'must' | 'should' = 'should',
): RuleId[] {
  const selected = new Set([patterns].flat().flatMap(matchRules));
  return ruleIds.filter(
    (id) => selected.has(id) && (level === 'should' || rules[id].level === 'MUST'),
  );
}

/** The rule of an id. */
export function parseRuleId(id: string): RuleId {
  const ruleId = ruleIds.find((known) => known === id);
  if (ruleId) return ruleId;
  throw new UsageError(`There is no rule ${id}. ${suggestRules(id, ruleIds)}`);
}

function matchRules(pattern: string): RuleId[] {
  if (!pattern.includes('*')) return [parseRuleId(pattern)];
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  const found = ruleIds.filter((id) => expression.test(id));
  if (found.length > 0) return found;
  throw new UsageError(
    `No rule matches ${pattern}. ${suggestRules(pattern, [...ruleIds, ...groupPatterns])}`,
  );
}

function suggestRules(text: string, ids: readonly string[]): string {
  const nearest = ids
    .map((id) => ({ id, far: Math.min(...[id, shortenId(id)].map((one) => distance(text, one))) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3);
  return `The nearest: ${nearest.map(({ id }) => id).join(', ')}. See the command list.`;
}

/** What people type for an id, or for a pattern: the part after the slash, or after the namespace. */
function shortenId(id: string): string {
  return id.replace(id.endsWith('*') ? /^.*\./ : /^.*\//, '');
}
