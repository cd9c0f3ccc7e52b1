import { ImplementationError } from '../implementations/implementation.ts';
import { describeError } from '../language/serialize-error.ts';
import type { Property } from '../rules/property.ts';

/** Prepares a property for scenarios that come from a user. The rule may not draw them, and then cannot judge them. */
export function acceptGivenScenarios(property: Property): Property {
  return {
    ...property,
    async judge(scenario, trace) {
      try {
        return await property.judge(scenario, trace);
      } catch (error) {
        throw new ImplementationError(
          `The rule cannot judge this scenario, which it does not draw: ${describeError(error)}.`,
          { cause: error },
        );
      }
    },
  };
}
