import {
  escapeText,
  linkRule,
  renderBlock,
  renderEdition,
  renderLevel,
  renderList,
  renderPage,
  renderSection,
} from './markdown-text.js';

/**
 * Renders a page for each method, and a page that lists them.
 *
 * @param {any} contract - The contents of `contract.json`.
 * @param {any} rules - The rules of `rules.json`.
 * @returns {Record<string, string>} The text of each page by its file name.
 */
export function renderMethodPages(contract, rules) {
  const { trigger, namespaces, methods } = contract;
  const list = namespaces.flatMap((namespace) => [
    `## ${namespace.name}`,
    escapeText(namespace.summary),
    renderList(
      methods
        .filter((method) => method.namespace === namespace.name)
        .map(
          (method) =>
            `[\`api.${method.signature}\`](/methods/${method.name}.md)${renderEdition(method)}: ${escapeText(method.summary)}`,
        ),
    ),
    ...renderRemarks(namespace),
  ]);
  const handlers = contract.handlers.map(
    ({ signature, summary }) => `\`${signature}\`: ${escapeText(summary)}`,
  );
  const index = [
    '# Methods',
    `**${trigger.title}.** ${escapeText(trigger.summary)} ${escapeText(trigger.remarks ?? '')}`,
    renderBlock('js', trigger.example),
    ...list,
    ...renderSection('Handlers', renderList(handlers)),
    ...renderSection('Limits', renderLimits(contract, Object.keys(contract.limits))),
    ...renderSection(
      'Rules',
      renderRules([...trigger.rules, ...namespaces.flatMap((one) => one.rules)], rules),
    ),
    ...renderSection('Sources', renderSources(trigger)),
  ];
  return Object.fromEntries([
    ['index.md', renderPage(index, trigger.summary)],
    ...methods.map((method) => [`${method.name}.md`, renderMethod(method, contract, rules)]),
  ]);
}

function renderMethod(method, contract, rules) {
  const { name, signature, summary, parameters, result, throws, example, schema } = method;
  const types = collectTypes([...parameters.map(({ type }) => type), result.type], contract);
  const codes = types.filter((type) => type.endsWith('ErrorCode'));
  const decided = method.rules.filter((id) => rules[id].decision);
  const blocks = [
    `# ${name}`,
    `${escapeText(summary)}${renderEdition(method)}`,
    renderBlock('ts', `api.${signature}`),
    ...renderRemarks(method),
    renderBlock('js', example),
    ...renderSection(
      'Parameters',
      renderList(parameters.map((one) => renderMember(one, `${name}.${one.name}`, contract))),
    ),
    ...renderSection(
      'Result',
      result.kind === 'nothing'
        ? 'Nothing.'
        : `${renderType(result.type, types)}. ${escapeText(result.description ?? '')}`,
    ),
    ...renderSection(
      'Errors',
      renderList([
        ...throws.map((one) => `Throws ${escapeText(one)}`),
        ...codes.flatMap((type) => [
          `Returns an error with one of the codes ${contract.types[type].values.map((code) => `\`${code}\``).join(', ')}.`,
        ]),
      ]) || 'None that a source names.',
    ),
    ...renderSection('Limits', renderLimits(contract, method.limits)),
    ...renderSection(
      'Types',
      types.map((type) => renderTypeSection(type, method, contract)).join('\n\n'),
    ),
    ...renderSection('Rules', renderRules(method.rules, rules)),
    ...renderSection(
      'Decisions',
      renderList(
        decided.map((id) => `[\`${id}\`](/${rules[id].decision}): ${escapeText(rules[id].text)}`),
      ),
    ),
    ...renderSection('Sources', renderSources(method)),
    `The arguments as JSON Schema: [\`${schema}\`](../packages/spec/${schema})`,
  ];
  return renderPage(blocks, `api.${signature}: ${summary}`);
}

/** Collects the types of the contract that these types name, each once, except the two objects of a handler. */
function collectTypes(texts, contract, found = []) {
  for (const name of texts.flatMap((text) => text.match(/\w+/gu) ?? [])) {
    const type = contract.types[name];
    if (!type || found.includes(name) || name.startsWith('PostChallenge')) continue;
    found.push(name);
    const members = (type.members ?? []).map((member) => member.type);
    collectTypes([...members, ...(type.variants ?? [])], contract, found);
  }
  return found;
}

function renderTypeSection(name, method, contract) {
  const { summary, members = [], variants, values } = contract.types[name];
  const parameter = method.parameters.find(({ type }) => type === name);
  const path = parameter ? `${method.name}.${parameter.name}` : name;
  const types = Object.keys(contract.types);
  return [
    `### ${name}`,
    escapeText(summary),
    ...renderRemarks(contract.types[name]),
    renderList(members.map((one) => renderMember(one, `${path}.${one.name}`, contract))),
    variants ? `One of ${variants.map((type) => renderType(type, types)).join(', ')}.` : '',
    values ? `One of ${values.map((value) => `\`'${value}'\``).join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Renders a parameter or a member: its name, type, unit, default and limits. */
function renderMember(
  { name, type, optional, description, unit, default: preset },
  path,
  contract,
) {
  const limits = Object.values(contract.limits).filter(({ bounds }) => bounds.includes(path));
  const facts = [
    renderType(type, []),
    optional ? 'optional' : 'required',
    ...(unit ? [`in ${unit}`] : []),
    ...(preset ? [`default ${escapeText(preset.text)}`] : []),
    ...limits.map((limit) =>
      unit && unit !== limit.unit ? '[limited](#limits)' : formatLimit(limit),
    ),
  ];
  return `**\`${name}\`** (${facts.join('; ')}): ${escapeText(description)}`;
}

/** Renders a type; a type that the page explains becomes a link. */
function renderType(text, explained) {
  return explained.includes(text) ? `[\`${text}\`](#${text.toLowerCase()})` : `\`${text}\``;
}

function renderLimits(contract, ids) {
  return renderList(
    ids.map((id) => {
      const limit = contract.limits[id];
      return `**${formatLimit(limit)}**: ${escapeText(limit.description)} (\`${limit.constant}\`)`;
    }),
  );
}

function renderRules(ids, rules) {
  return renderList(
    ids.map(
      (id) =>
        `${renderLevel(rules[id].level)} ${linkRule(id)}${renderEdition(rules[id])} ${escapeText(rules[id].text)}`,
    ),
  );
}

function renderSources({ sources = [] }) {
  return renderList(
    sources.map(({ citation, address }) => `[${escapeText(citation)}](${address})`),
  );
}

function renderRemarks({ remarks }) {
  return remarks ? [escapeText(remarks)] : [];
}

function formatLimit({ value, unit }) {
  return `at most ${value.toLocaleString('en-US')} ${unit}`;
}
