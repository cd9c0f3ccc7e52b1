import { cacheVariants } from './caches.ts';
import { hostVariants } from './hosts.ts';
import { objectVariants } from './objects.ts';
import { outcomeVariants } from './outcomes.ts';
import { tokenVariants } from './tokens.ts';
import type { Variants } from './variant.ts';

/** Implementations that differ from the reference as much as the contract allows. */
export const knownGood: Variants = {
  ...objectVariants,
  ...cacheVariants,
  ...outcomeVariants,
  ...tokenVariants,
  ...hostVariants,
};
