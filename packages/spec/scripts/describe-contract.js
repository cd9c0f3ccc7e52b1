import {
  describeInBrief,
  describeMethod,
  describeText,
  describeType,
  describeTypes,
} from '../../../scripts/describe-types.js';
import { mapMembers } from '../../../scripts/map-members.js';
import { getTypeNode } from '../../../scripts/read-types.js';
import * as spec from '../dist/index.js';
import { limits } from '../dist/limits.js';
import { methods, schemas } from '../dist/schemas.js';
import { trigger } from '../dist/trigger.js';

/** @import { Node, Types } from '../../../scripts/read-types.js' */
/** @import { Limit } from '../dist/limits.js' */
/** @import { Method } from '../dist/schemas.js' */
/** @import { Rule } from '../dist/rule.js' */
/** @import { RuleId } from '../dist/rules.js' */
/** @import { SourceId, SourceReference } from '../dist/sources.js' */

/** @type {[name: string, method: Method][]} */
const methodEntries = Object.entries(methods);
const ruleIds = Object.keys(spec.rules);

/**
 * Describes the contract with the TSDoc of its types: all that a page of documentation needs.
 *
 * @param {Types} types
 */
export function describeContract(types) {
  const handlers = types.listMembers(types.findType('PostChallengeModule'));
  const named = methodEntries.map(([name]) => findMethod(types, name));
  return {
    trigger: describeTrigger(types),
    handlers: handlers.map((handler) => describeHandler(types, handler)),
    namespaces: listNamespaces().map((name) => describeNamespace(types, name)),
    methods: methodEntries.map(([name, method]) => describeApiMethod(types, name, method)),
    types: {
      PostChallengeAPI: describeText(types, types.findType('PostChallengeAPI')),
      ...mapMembers(
        describeTypes(types, [...handlers, ...named], ['PostChallengeAPI']),
        (type, name) => ({
          ...type,
          ...describeTypeSources(types, name),
          ...(name in schemas && { schema: `schema/${name}.json` }),
        }),
      ),
    },
    limits: mapMembers(limits, (limit) => describeLimit(types, limit)),
    editions: spec.editions,
    sources: spec.sources,
  };
}

/** Describes all rules, with the addresses of their sources. */
export function describeRules() {
  /** @type {Readonly<Record<string, Rule>>} */
  const rules = spec.rules;
  return mapMembers(rules, (rule, id) => ({
    ...rule,
    ...(rule.sources && { sources: listSources(/** @type {RuleId} */ (id)) }),
    ...(spec.restsOnDecision(rule) && { decision: `decisions.md#${id}` }),
  }));
}

/**
 * Lists the sources of a rule in all its editions. A source that the rule has in one of its editions only names that edition.
 *
 * @param {RuleId} id
 */
function listSources(id) {
  const byEdition = spec
    .listEditions(spec.rules[id])
    .map((edition) => ({ edition, cited: spec.getEditionRule(id, edition).sources ?? [] }));
  const all = byEdition.flatMap(({ edition, cited }) =>
    cited.map((reference) => ({ edition, reference, key: JSON.stringify(reference) })),
  );
  return all
    .filter(({ key }, index) => all.findIndex((other) => other.key === key) === index)
    .map(({ edition, reference, key }) => ({
      ...addAddress(reference),
      ...(all.filter((other) => other.key === key).length < spec.editions.length && { edition }),
    }));
}

/**
 * Finds the declaration of a method.
 *
 * @param {Types} types
 * @param {string} name - The name of the method with its namespace.
 * @returns {Node}
 */
export function findMethod(types, name) {
  /** @type {Node | undefined} */
  const api = types.findType('PostChallengeAPI');
  const method = name.split('.').reduce(types.findMember, api);
  if (!method) throw new Error(`PostChallengeAPI has no method named ${name}.`);
  return method;
}

/** @param {Types} types */
function describeTrigger(types) {
  const { example } = types.readComment(types.findType('PostChallengeAction'));
  const { handlerSources: _, ...described } = trigger;
  return {
    ...described,
    example,
    sources: trigger.sources.map(describeSource),
    limits: listLimits(trigger.id),
    rules: [...listRules('api'), ...listRules('flow')],
  };
}

/**
 * Describes a handler. What holds for every handler is in the comment of their type.
 *
 * @param {Types} types
 * @param {Node} handler
 */
function describeHandler(types, handler) {
  const described = describeMethod(types, handler);
  return {
    ...described,
    remarks: describeInBrief(types, types.findType('PostChallengeAction')),
    result: {
      type: describeType(types, getTypeNode(handler)),
      description: types.readComment(handler).returns,
    },
    sources: (trigger.handlerSources[described.name] ?? []).map(describeSource),
    limits: listLimits(described.name),
  };
}

function listNamespaces() {
  return [...new Set(methodEntries.map(([name]) => getNamespace(name)))];
}

/** @param {string} method */
function getNamespace(method) {
  return method.slice(0, method.indexOf('.'));
}

/**
 * @param {Types} types
 * @param {string} name
 */
function describeNamespace(types, name) {
  const member = types.findMember(types.findType('PostChallengeAPI'), name);
  const type = member && types.resolveName(member);
  return { name, ...describeText(types, type), rules: listRules(name) };
}

/**
 * @param {Types} types
 * @param {string} name
 * @param {Method} method
 */
function describeApiMethod(types, name, { since, until, basis, sources, result: { kind } }) {
  const method = findMethod(types, name);
  const { returns, throws, example } = types.readComment(method);
  const { optional: _optional, ...described } = describeMethod(types, method);
  const namespace = getNamespace(name);
  const rules = listRules(name);
  return {
    ...described,
    ...(since && { since }),
    ...(until && { until }),
    name,
    namespace,
    signature: `${namespace}.${described.signature}`,
    result: {
      kind,
      type:
        kind === 'api' ? 'PostChallengeAPI or nothing' : describeType(types, getTypeNode(method)),
      ...(returns && { description: returns }),
    },
    throws,
    example,
    basis,
    sources: sources.map(describeSource),
    limits: listLimits(name),
    // The ids of these rules begin so, and an id is never renamed.
    satisfiedBy: rules.filter((id) => id.includes('/satisfied-')),
    rules,
    schema: `schema/${name}.parameters.json`,
  };
}

/**
 * @param {Types} types
 * @param {Limit} limit
 */
function describeLimit(types, { sources, ...limit }) {
  /** @type {Readonly<Record<string, unknown>>} */
  const constants = spec;
  return {
    description: describeInBrief(types, types.findType(limit.constant)),
    value: constants[limit.constant],
    ...limit,
    sources: sources.map(describeSource),
  };
}

/**
 * Describes the sources that the comment of a type links.
 *
 * @param {Types} types
 * @param {string} name
 */
function describeTypeSources(types, name) {
  const { remarks } = types.readComment(types.findType(name));
  const linked = Object.entries(spec.sources)
    .filter(([, { address }]) => remarks.includes(`(${address})`))
    .map(([source]) => describeSource({ source: /** @type {SourceId} */ (source) }));
  return linked.length > 0 && { sources: linked };
}

/** @param {SourceReference} reference */
function describeSource(reference) {
  return { ...addAddress(reference), citation: spec.citeSource(reference) };
}

/** @param {SourceReference} reference */
function addAddress(reference) {
  return { ...reference, address: spec.sources[reference.source].address };
}

/** @param {string} subject - A method or a namespace. */
function listRules(subject) {
  return ruleIds.filter((id) => id.startsWith(`${subject}/`));
}

/** @param {string} path - The path of something that a limit bounds, or that has such parameters. */
function listLimits(path) {
  return Object.entries(limits)
    .filter(([, { bounds }]) => bounds.some((bound) => `${bound}.`.startsWith(`${path}.`)))
    .map(([id]) => id);
}
