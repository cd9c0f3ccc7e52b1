import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RuleId } from '@post-challenge/spec';
import { packageRoot } from '../language/package-info.ts';

const packagedRuleBook = join(packageRoot, 'docs/rules.md');
const repositoryRuleBook = join(packageRoot, '../../docs/rules.md');

/** Gets the link to a rule in the rule book, relative to the folder of the package. */
export function getHelpLink(id: RuleId): string {
  return `docs/rules.md#${id}`;
}

/** Resolves the link to a rule in the rule book, relative to the working directory. */
export function resolveHelpLink(id: RuleId): string {
  const ruleBook = existsSync(packagedRuleBook) ? packagedRuleBook : repositoryRuleBook;
  return `${relative(process.cwd(), ruleBook)}#${id}`;
}
