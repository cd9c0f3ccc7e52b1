import { accessRules } from './access.ts';
import { flowRules } from './action.ts';
import { apiRules } from './api.ts';
import { authenticationRules } from './authentication.ts';
import { cacheRules } from './cache.ts';
import { promptRules } from './prompt.ts';
import { redirectRules } from './redirect.ts';
import { type Edition, listEditions } from './editions.ts';
import type { EditionRule, Rule } from './rule.ts';
import type { SourceReference } from './sources.ts';
import { transactionRules } from './transaction.ts';

/**
 * All rules of the contract, by id.
 *
 * @remarks
 * An id names its claim. It is never renamed and never used again for another claim.
 */
export const rules = {
  ...apiRules,
  ...accessRules,
  ...authenticationRules,
  ...cacheRules,
  ...promptRules,
  ...redirectRules,
  ...transactionRules,
  ...flowRules,
} as const satisfies Record<string, Rule>;

/** The id of a rule: `<namespace>.<method>/<claim>`, or `<namespace>/<claim>`. */
export type RuleId = keyof typeof rules;

/**
 * Lists the rules of an edition.
 *
 * @param edition - The edition.
 * @returns The ids, in the order of the catalogue.
 */
export function listRuleIds(edition: Edition): RuleId[] {
  const ids = Object.keys(rules) as RuleId[];
  return ids.filter((id) => isInEdition(id, edition));
}

/**
 * Returns a rule as it is in an edition: with its basis and its sources there, and the rules of the edition that it requires.
 *
 * @param id - The id of the rule.
 * @param edition - The edition.
 * @returns The rule.
 * @example
 * ```js
 * getEditionRule('redirect.encodeToken/default-lifetime', '2026').basis; // 'guide'
 * ```
 */
export function getEditionRule(id: RuleId, edition: Edition): EditionRule {
  const { basis, sources, ...rule }: Rule = rules[id];
  const cited = sources && !isList(sources) ? sources[edition] : sources;
  return {
    ...rule,
    ...(basis && { basis: typeof basis === 'object' ? basis[edition] : basis }),
    ...(cited && { sources: cited.map((source) => moveToEdition(source, edition)) }),
    requires: rule.requires.filter((required) => isInEdition(required as RuleId, edition)),
  };
}

function isInEdition(id: RuleId, edition: Edition): boolean {
  return listEditions(rules[id]).includes(edition);
}

// `Array.isArray` does not narrow a list that is read-only.
function isList(sources: object): sources is readonly SourceReference[] {
  return Array.isArray(sources);
}

/** Moves a reference to the page of another edition. The pages of 2026 mark no parameter as optional in their headings. */
function moveToEdition(reference: SourceReference, edition: Edition): SourceReference {
  const { source, section } = reference;
  if (edition === '2025' || (source !== 'api-object' && source !== 'event-object'))
    return reference;
  return {
    source: `${source}-2026`,
    ...(section !== undefined && { section: section.replaceAll(/[[\]]/g, '') }),
  };
}
