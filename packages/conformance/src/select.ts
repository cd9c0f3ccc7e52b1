import { type RuleId, rules } from '@post-challenge/spec';
import { distance } from 'fastest-levenshtein';
import { UsageError } from './load.ts';

const catalogue = Object.keys(rules) as RuleId[];

/**
 * The rules that patterns and a level select, in the order of the catalogue.
 *
 * @internal
 */
export function selected(patterns: readonly string[], level: 'must' | 'should'): RuleId[] {
  const matching = new Set(patterns.flatMap(matched));
  return catalogue.filter(
    (id) =>
      (patterns.length === 0 || matching.has(id)) &&
      (level === 'should' || rules[id].level === 'MUST'),
  );
}

/**
 * The rule of an id.
 *
 * @internal
 */
export function ruleNamed(id: string): RuleId {
  const found = catalogue.find((one) => one === id);
  if (found) return found;
  throw new UsageError(`There is no rule ${id}. ${nearest(id)}`);
}

function matched(pattern: string): RuleId[] {
  if (!pattern.includes('*')) return [ruleNamed(pattern)];
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  const found = catalogue.filter((id) => expression.test(id));
  if (found.length > 0) return found;
  throw new UsageError(`No rule matches ${pattern}. ${nearest(pattern.replaceAll('*', ''))}`);
}

function nearest(text: string): string {
  const near = catalogue
    .map((id) => ({
      id,
      far: Math.min(distance(text, id), distance(text, id.split('/')[1] ?? id)),
    }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3);
  return `The nearest: ${near.map(({ id }) => id).join(', ')}. See the command list.`;
}
