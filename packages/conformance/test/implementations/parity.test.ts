import type { RuleId } from '@post-challenge/spec';
import { someRules } from '../runner/some-rules.ts';
import { getSubject, takeOfEachKind } from '../take-of-each-kind.ts';
import { compareServed, knownBadCases } from './compare-served.ts';

const flowRules: readonly RuleId[] = ['flow/completes', 'flow/executes-in-order'];

// `pnpm strength` compares all of them, and every rule of the reference.
compareServed(
  takeOfEachKind(knownBadCases, ([id]) => getSubject(id)),
  [...someRules, ...flowRules],
);
