import { type Implementation, serve } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { knownBad } from '../known-bad/known-bad.ts';

/** The path of a file that holds the id of the rule to break. */
const idFile = process.argv[2] ?? '';
const implementations: Partial<Record<RuleId, Implementation>> = knownBad;

function readImplementation(): Implementation {
  const implementation = implementations[readFileSync(idFile, 'utf8') as RuleId];
  if (!implementation) throw new Error('There is no such implementation.');
  return implementation;
}

serve({
  name: 'known bad',
  capabilities: [],
  open: (options) => readImplementation().open(options),
});
