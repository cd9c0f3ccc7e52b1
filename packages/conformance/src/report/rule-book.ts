import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RuleId } from '@post-challenge/spec';
import { packageInfo } from '../language/package-info.ts';

const packagedRuleBook = join(packageInfo.root, 'docs/rules.md');
const repositoryRuleBook = join(packageInfo.root, '../../docs/rules.md');

/** Where the rule book shows a rule, below the folder of the package. */
export function getHelpLink(id: RuleId): string {
  return `docs/rules.md#${id}`;
}

/** Where the rule book shows a rule, from the working directory. */
export function resolveHelpLink(id: RuleId): string {
  const book = existsSync(packagedRuleBook) ? packagedRuleBook : repositoryRuleBook;
  return `${relative(process.cwd(), book)}#${id}`;
}
