import { ApiItemKind, ApiModel } from '@microsoft/api-extractor-model';
import { basename } from 'node:path';
import { renderList, renderPage, renderSection } from './markdown-text.js';
import { renderDocumentation } from './render-documentation.js';

const LONGEST_TABLE = 500;

/** @type {[title: string, kinds: string[]][]} */
const groups = [
  ['Functions and classes', [ApiItemKind.Function, ApiItemKind.Class]],
  ['Values', [ApiItemKind.Variable]],
  ['Types', [ApiItemKind.Interface, ApiItemKind.TypeAlias]],
];

/**
 * Renders the exports of packages: for each package a page that lists them, and a page for the exports of each source file.
 *
 * @param {readonly string[]} paths - The paths of the models of API Extractor.
 * @returns {Record<string, string>} The text of each page by its file name.
 */
export function renderApiPages(paths) {
  const model = new ApiModel();
  const exported = paths.map((path) => {
    const { entryPoints, displayName: name } = model.loadPackage(path);
    return { name, folder: basename(path, '.api.json'), items: [...entryPoints[0].members] };
  });
  const pageOf = new Map(
    exported.flatMap(({ name, folder, items }) =>
      items.map((item) => [`${name}!${item.displayName}`, `${folder}/${getTopic(item)}`]),
    ),
  );
  const packages = exported.map(
    ({ name, folder, items }) => `[\`${name}\`](/api/${folder}/index.md): ${items.length} exports.`,
  );
  const index = [
    '# API',
    'The exports of the packages, from the documentation that editors show. The methods of the `api` object have [pages of their own](/methods/index.md).',
    renderList(packages),
  ];
  const pages = exported.flatMap(({ name, folder, items }) => {
    const topics = [...new Set(items.map(getTopic))];
    return [
      [`${folder}/index.md`, renderPackage(name, folder, items)],
      ...topics.map((topic) => [
        `${folder}/${topic}.md`,
        renderTopic(
          name,
          items.filter((item) => getTopic(item) === topic),
          pageOf,
        ),
      ]),
    ];
  });
  return Object.fromEntries([
    ['index.md', renderPage(index, 'The exports of the packages.')],
    ...pages,
  ]);
}

/** Gets the name of the file that exports an item. */
function getTopic({ fileUrlPath }) {
  return basename(fileUrlPath).replace(/\.d\.ts$/u, '');
}

function renderPackage(name, folder, items) {
  const sections = groups.flatMap(([title, kinds]) =>
    renderSection(
      title,
      renderList(
        items
          .filter(({ kind }) => kinds.includes(kind))
          .map(
            (item) =>
              `[\`${item.displayName}\`](/api/${folder}/${getTopic(item)}.md#${item.displayName}): ${renderDocumentation(item.tsdocComment?.summarySection)}`,
          ),
      ),
    ),
  );
  return renderPage([`# ${name}`, ...sections], `The exports of ${name}.`);
}

function renderTopic(name, items, pageOf) {
  const names = items.map(({ displayName }) => displayName);
  const title = `${name.slice(name.indexOf('/') + 1)}/${getTopic(items[0])}`;
  const description = `${names.join(', ')}: exports of ${name}.`;
  const blocks = items.flatMap((item) => renderExport(item, pageOf));
  const head = [`# ${title}`, `${names.length === 1 ? 'An export' : 'Exports'} of \`${name}\`.`];
  return renderPage([...head, ...blocks], description);
}

function renderExport(item, pageOf) {
  const { displayName, members } = item;
  const shown = members.filter((member) => member.kind !== ApiItemKind.Constructor);
  return [
    `<a id="${displayName}"></a>`,
    `## ${displayName}`,
    renderDocumentation(item.tsdocComment?.summarySection),
    ...(isPlainInterface(item) ? [] : [renderCode(item.excerpt, pageOf, 'pre')]),
    renderDocumentation(item.tsdocComment?.remarksBlock?.content),
    renderList(shown.map((member) => renderMember(member, pageOf))),
    ...renderCall(item),
  ].filter(Boolean);
}

/** Renders a member as an item of a list: its signature and all that its documentation says. */
function renderMember(member, pageOf) {
  const { tsdocComment } = member;
  const text = [
    renderDocumentation(tsdocComment?.summarySection),
    renderDocumentation(tsdocComment?.remarksBlock?.content),
    ...renderCall(member),
  ].filter(Boolean);
  return `${renderCode(member.excerpt, pageOf, 'span')}\n\n${text.join('\n\n')}\n`;
}

/** Renders the parameters, the result, the default, the errors and the examples of an item. */
function renderCall({ parameters = [], tsdocComment }) {
  const described = parameters.map(
    ({ name, tsdocParamBlock }) => `\`${name}\`: ${renderDocumentation(tsdocParamBlock?.content)}`,
  );
  const returned = renderDocumentation(tsdocComment?.returnsBlock?.content);
  const blocks = (tsdocComment?.customBlocks ?? []).map(({ blockTag, content }) => {
    const text = renderDocumentation(content);
    const title = { '@throws': 'Throws', '@defaultValue': 'Default' }[blockTag.tagName];
    return title ? `**${title}:** ${text}` : text;
  });
  return [
    described.length > 0 ? `**Parameters:**\n\n${renderList(described)}` : '',
    returned && `**Returns:** ${returned}`,
    ...blocks,
  ].filter(Boolean);
}

/**
 * Renders a signature, in which the names of exports are links. The characters are entities, because this is HTML within Markdown.
 *
 * @param {any} excerpt
 * @param {Map<string, string>} pageOf
 * @param {'pre' | 'span'} element
 */
function renderCode(excerpt, pageOf, element) {
  const tokens = shortenTokens(excerpt.spannedTokens).map(({ text, canonicalReference }) => {
    const code = escapeCode(text.replace(/^export (?:declare )?/u, ''));
    const target = pageOf.get(String(canonicalReference).replace(/:\w+(?:\(\d+\))?$/u, ''));
    return target ? `<a href="../${target}.html#${text}">${code}</a>` : code;
  });
  return `<${element} class="signature"><code>${tokens.join('')}</code></${element}>`;
}

/** Leaves out the members of a long table, such as that of all rules. */
function shortenTokens(tokens) {
  const text = tokens.map((token) => token.text).join('');
  const isTable = /^(?:export declare const )?\w+: \{/u.test(text);
  return isTable && text.length > LONGEST_TABLE
    ? [{ text: text.replace(/\{[^]*$/u, '{ … }') }]
    : tokens;
}

function isPlainInterface({ kind, excerpt }) {
  return kind === ApiItemKind.Interface && !/ extends /u.test(excerpt.text);
}

function escapeCode(text) {
  return text.replaceAll(/[^\w ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
