import { type Edition, factorTypes } from '@post-challenge/spec';
import fc from 'fast-check';
import { START } from '../../draw/times.ts';
import { type Property, property } from '../property.ts';
import { createTransaction } from './create-transaction.ts';
import { drawPlan } from './draw-plan.ts';
import { flowExamples, formExamples } from './examples.ts';
import { judgeByModel } from './judge-transaction.ts';

/** Creates the property for the model of an edition. */
function createModelProperty(edition: Edition, others: Property['editions'] = {}): Property {
  return property({
    given: {
      plans: fc.array(drawPlan(edition), { minLength: 1, maxLength: 2 }),
      order: fc.option(fc.array(fc.nat(1), { maxLength: 12, size: '+1' }), { nil: undefined }),
    },
    examples: edition === '2025' ? flowExamples : [...flowExamples, ...formExamples],
    draws: 5,
    judgesAnyPart: true,
    scenario: ({ plans, order }) => ({
      now: START,
      factors: [...factorTypes],
      transactions: plans.map((plan, number) => createTransaction(plan, 1 - number, edition)),
      ...(order && plans.length > 1 && { order }),
    }),
    judge: judgeByModel,
    editions: others,
  });
}

/** The property that compares a host with a model of the flow. */
export const flowModelProperties = {
  'flow/behaves-as-its-model': createModelProperty('2025', { '2026': createModelProperty('2026') }),
} satisfies Record<string, Property>;
