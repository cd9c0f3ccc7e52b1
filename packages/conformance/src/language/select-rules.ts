import { type RuleId, rules } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import { distance } from 'fastest-levenshtein';

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
   * @defaultValue every rule of the catalogue
   */
  readonly rules?: RulePattern | readonly RulePattern[];
  /**
   * `'must'`: only the rules of level MUST. `'should'`: all rules.
   *
   * @defaultValue `'should'`
   */
  readonly level?: 'must' | 'should';
}

/** Selects rules by patterns and level, in the order of the catalogue. */
export function selectRules(
  patterns: string | readonly string[] = '*',
  level: 'must' | 'should' = 'should',
): RuleId[] {
  const selected = new Set([patterns].flat().flatMap(matchRules));
  return ruleIds.filter(
    (id) => selected.has(id) && (level === 'should' || rules[id].level === 'MUST'),
  );
}

/** Checks that a text is the id of a rule. Throws a usage error that suggests similar ids if it is not. */
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
