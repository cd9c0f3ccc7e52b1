import { type Implementation, serve } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { knownBad } from './known-bad/known-bad.ts';

/** What the file that is named holds: the id of the rule that the implementation breaks. */
const file = process.argv[2] ?? '';
const all: Partial<Record<RuleId, Implementation>> = knownBad;

function current(): Implementation {
  const implementation = all[readFileSync(file, 'utf8') as RuleId];
  if (!implementation) throw new Error('There is no such implementation.');
  return implementation;
}

serve({ name: 'known bad', capabilities: [], open: (setting) => current().open(setting) });
