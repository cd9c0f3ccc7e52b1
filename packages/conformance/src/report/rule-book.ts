import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Rule, type RuleId, restsOnDecision, rules } from '@post-challenge/spec';
import { packageHomepage, packageRoot } from '../language/package-info.ts';

const packagedDocs = join(packageRoot, 'docs');
const repositoryDocs = join(packageRoot, '../../docs');

/** Gets the link to a rule in the rule book, relative to the folder of the package. */
export function getHelpLink(id: RuleId): string {
  return `docs/rules.md#${id}`;
}

/** Gets the link to the decision on which a rule rests, relative to the folder of the package; `undefined` if it rests on none. */
export function getDecisionLink(id: RuleId): string | undefined {
  const rule: Rule = rules[id];
  return restsOnDecision(rule) ? `docs/decisions.md#${id}` : undefined;
}

/** Resolves the link to a rule in the rule book, relative to a folder: by default, the working directory. */
export function resolveHelpLink(id: RuleId, folder?: string): string {
  return resolveDocsLink(getHelpLink(id), folder);
}

/** Resolves a link to the docs, relative to a folder: by default, the working directory. */
export function resolveDocsLink(link: string, folder = process.cwd()): string {
  const docs = existsSync(packagedDocs) ? packagedDocs : repositoryDocs;
  return relative(folder, join(docs, '..', link));
}

/** Locates the documentation: its address, or a file of the package while it has no address. */
export function locateDocs(): string {
  return packageHomepage ?? relative(process.cwd(), join(packageRoot, 'README.md'));
}
