import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuleId } from '@post-challenge/spec';

const packagedRuleBook = fileURLToPath(new URL('../docs/rules.md', import.meta.url));
const repositoryRuleBook = fileURLToPath(new URL('../../../docs/rules.md', import.meta.url));

/**
 * Where the rule book shows a rule, below the folder of the package.
 *
 * @internal
 */
export function getHelpLink(id: RuleId): string {
  return `docs/rules.md#${id}`;
}

/**
 * Where the rule book shows a rule, from the working directory.
 *
 * @internal
 */
export function resolveHelpLink(id: RuleId): string {
  const book = existsSync(packagedRuleBook) ? packagedRuleBook : repositoryRuleBook;
  return `${relative(process.cwd(), book)}#${id}`;
}
