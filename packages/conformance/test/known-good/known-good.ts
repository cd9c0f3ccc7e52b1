import type { Implementation } from '@post-challenge/conformance';
import { sound } from '../sound.ts';
import { cacheVariants } from './caches.ts';
import { formVariants } from './forms.ts';
import { hostVariants } from './hosts.ts';
import { objectVariants } from './objects.ts';
import { outcomeVariants } from './outcomes.ts';
import { tokenVariants } from './tokens.ts';
import type { Variants } from './variant.ts';

/** Other scenarios than those of a check, whose default seed is 0. `pnpm strength` draws more of them. */
export const draws = { runs: 8, maxExamples: 2, seed: 1 };

/** Implementations that differ from the reference as much as the contract allows. */
export const knownGood: Variants = {
  ...objectVariants,
  ...cacheVariants,
  ...outcomeVariants,
  ...tokenVariants,
  ...hostVariants,
  ...formVariants,
};

/** The known-good and the sound implementations. */
export const knownGoodImplementations: Readonly<Record<string, Implementation>> = {
  ...sound,
  ...Object.fromEntries(
    Object.entries(knownGood).map(([name, { implementation }]) => [name, implementation]),
  ),
};
