import type { RuleId } from '@post-challenge/spec';
import { type Json, type JsonObject, isObject } from '../../src/language/json.ts';
import type { Feature } from './feature.ts';
import {
  listReturns,
  hasFraction,
  isEmptyObject,
  listEventMembers,
  listEventValues,
  hasName,
} from './scenario-parts.ts';

const firstEventRules: RuleId[] = ['flow/passes-the-event'];
const eventRules: RuleId[] = [...firstEventRules, 'flow/passes-the-event-to-every-handler'];
const returnRules: RuleId[] = ['redirect.sendUserTo/brings-the-query'];

/** The features of events and returns. */
export const eventFeatures: Readonly<Record<string, Feature>> = {
  'text beyond ASCII in an event': {
    rules: ['flow/passes-the-event', 'flow/passes-the-event-to-every-handler'],
    has: ({ transactions }) =>
      transactions.some(({ event }) => /[^ -~]/.test(JSON.stringify(event))),
  },
  'several roles': {
    rules: ['flow/passes-the-event'],
    has: ({ transactions }) =>
      transactions.some(({ event }) => /"roles":\[[^\]]+,/.test(JSON.stringify(event))),
  },
  'a nested object in metadata': {
    rules: ['flow/passes-the-event'],
    has: ({ transactions }) =>
      transactions.some(({ event }) =>
        Object.values((event as { user: { app_metadata: JsonObject } }).user.app_metadata).some(
          (value) => isObject(value) || Array.isArray(value),
        ),
      ),
  },
  'several methods by which a user has logged in': {
    rules: eventRules,
    has: (scenario) =>
      listEventMembers(scenario, 'authentication.methods').some(
        (methods) => (methods as Json[]).length > 1,
      ),
  },
  'a fraction in the location of a request': {
    rules: firstEventRules,
    has: (scenario) => listEventValues(scenario, 'request.geoip').some(hasFraction),
  },
  'an address of e-mail with capitals': {
    rules: firstEventRules,
    has: (scenario) =>
      listEventMembers(scenario, 'user.email').some((email) => /[A-Z]/.test(String(email))),
  },
  'roles that differ in case only': {
    rules: firstEventRules,
    has: (scenario) =>
      listEventMembers(scenario, 'authorization.roles').some((roles) => {
        const names = (roles as string[]).map((role) => role.toLowerCase());
        return new Set(names).size < names.length;
      }),
  },
  'a percent sign or a plus sign in the first query': {
    rules: firstEventRules,
    has: (scenario) =>
      listEventValues(scenario, 'request.query').some((value) => /[%+]/.test(String(value))),
  },
  'null in metadata': {
    rules: firstEventRules,
    has: (scenario) => listEventValues(scenario, 'user.app_metadata').includes(null),
  },
  'an empty object in metadata': {
    rules: firstEventRules,
    has: (scenario) => listEventValues(scenario, 'user.app_metadata').slice(1).some(isEmptyObject),
  },
  'a list of 100 items in metadata': {
    rules: firstEventRules,
    has: (scenario) =>
      listEventValues(scenario, 'user.app_metadata').some(
        (value) => Array.isArray(value) && value.length > 100,
      ),
  },
  'options of an enrolled factor': {
    rules: firstEventRules,
    has: (scenario) =>
      JSON.stringify(listEventMembers(scenario, 'user.enrolledFactors')).includes(
        'preferredMethod',
      ),
  },
  'the profile of an identity': {
    rules: firstEventRules,
    has: (scenario) =>
      JSON.stringify(listEventMembers(scenario, 'user.identities')).includes('profileData'),
  },
  'a member of the host in the transaction': {
    rules: eventRules,
    has: (scenario) =>
      listEventMembers(scenario, 'transaction').some((member) => hasName(member, 'groups')),
  },
  'the same user in two transactions, with other metadata': {
    rules: ['flow/keeps-transactions-apart'],
    has: (scenario) => {
      const [first, second] = listEventMembers(scenario, 'user.user_id');
      const [one, other] = listEventMembers(scenario, 'user.app_metadata');
      return first === second && JSON.stringify(one) !== JSON.stringify(other);
    },
  },
  'an organization in one of two transactions': {
    rules: ['flow/keeps-transactions-apart'],
    has: (scenario) => listEventMembers(scenario, 'organization').length === 1,
  },
  'a name with brackets in a return': {
    rules: returnRules,
    has: (scenario) =>
      listReturns(scenario).some(({ query }) =>
        Object.keys(query as JsonObject).some((one) => /\[/.test(one)),
      ),
  },
  'a plus sign in a return': {
    rules: returnRules,
    has: (scenario) =>
      listReturns(scenario).some(({ query }) =>
        Object.values(query as JsonObject).some((value) => String(value).includes('+')),
      ),
  },
  'a parameter that the first request and the return have': {
    rules: returnRules,
    has: (scenario) => {
      const [first] = listEventMembers(scenario, 'request.query');
      return listReturns(scenario).some(({ query }) =>
        Object.keys(query as JsonObject).some((name) => hasName(first, name)),
      );
    },
  },
};
