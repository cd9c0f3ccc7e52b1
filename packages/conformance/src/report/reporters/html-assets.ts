import type { Markup } from '@post-challenge/spec/command-line';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../language/package-info.ts';

/** Reads a file of the package that becomes part of the page unchanged. */
export function readAsset(name: string): Markup {
  return { markup: readFileSync(join(packageRoot, 'assets', name), 'utf8') };
}

/** Creates the source of the content security policy that allows exactly this inline text. */
export function hashSource({ markup: text }: Markup): Markup {
  return { markup: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
