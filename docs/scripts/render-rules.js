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
 * Renders a page for each rule, and a page that lists them.
 *
 * @param {string} book - The rule book, `rules.md`, which says on what each rule rests.
 * @param {any} rules - The rules of `rules.json`.
 * @param {any} scripts - The contents of `scripts.json`: a script that keeps each rule, and one that breaks it.
 * @param {any} contract - The contents of `contract.json`.
 * @returns {Record<string, string>} The text of each page by its file name.
 */
export function renderRulePages(book, rules, scripts, contract) {
  const grounds = parseGrounds(book);
  const methods = contract.methods.map(({ name }) => name);
  const pages = Object.keys(rules).map((id) => {
    if (!grounds[id] || !scripts[id]) throw new Error(`The rule book does not show ${id}.`);
    return [`${id}.md`, renderRule(id, { grounds: grounds[id], ...scripts[id] }, rules, methods)];
  });
  return Object.fromEntries([['index.md', renderIndex(book)], ...pages]);
}

/** Renders the page of the list of all rules, and of the words that explain a rule. */
function renderIndex(book) {
  const [words = ''] = /^## Levels of rules[^]*?(?=^<a id=)/mu.exec(book) ?? [];
  const blocks = ['# Rules', '<RuleIndex />', linkToSite(words.trim())];
  return renderPage(blocks, 'All rules of the contract, by method and level.');
}

/**
 * Parses the list in each section of the rule book: the level, the sources and the requirements of the rule.
 *
 * @param {string} book
 * @returns {Record<string, string>} The lists by the ids of the rules.
 */
function parseGrounds(book) {
  const sections = book.matchAll(/^### (\S+\/\S+)\n([^]*?)^```text$/gmu);
  return Object.fromEntries(
    Array.from(sections, ([, id, body]) => [id, linkToSite(body.match(/^- .*$/gmu).join('\n'))]),
  );
}

/** Names the language of a script whose line with the mark is highlighted. */
function highlightMark(failure) {
  const line = failure.split('\n').findIndex((text) => text.includes('← here')) + 1;
  return line === 0 ? 'text' : `text{${line}}`;
}

/**
 * Makes the links of the rule book absolute.
 *
 * @param {string} text
 */
function linkToSite(text) {
  return text.replaceAll('](#', '](/rules.md#').replaceAll(/\]\((\w[\w-]*\.md)/gu, '](/$1');
}

function renderRule(id, { grounds, script, failure }, rules, methods) {
  const { level, text } = rules[id];
  const group = id.slice(0, id.indexOf('/'));
  const home = methods.includes(group) ? `/methods/${group}.md` : '/methods/index.md';
  const dependents = Object.keys(rules).filter((other) => rules[other].requires.includes(id));
  const asks = level === 'PROBE';
  const blocks = [
    `# ${id}`,
    `${renderLevel(level)}${renderEdition(rules[id])} [\`${group}\`](${home})`,
    `<div class="lead">\n\n${escapeText(text)}\n\n</div>`,
    grounds,
    ...renderSection(
      asks ? 'The answer of the reference' : 'A script that keeps the rule',
      `${renderBlock('text', script)}\n\nThe arrow (→) shows the result of the reference. Another result may conform, too.`,
    ),
    ...(failure === undefined
      ? []
      : renderSection(
          'A script that breaks the rule',
          `${renderBlock(highlightMark(failure), failure)}\n\nThis is the report on an implementation that breaks only this rule. The mark (←) shows the step.`,
        )),
    ...renderSection(
      'Check this rule',
      renderBlock(
        'sh',
        [
          `npx --no-install post-challenge-conformance check adapter.mjs --rule ${id}`,
          `npx --no-install post-challenge-conformance explain ${id}`,
        ].join('\n'),
      ),
    ),
    ...renderSection('Rules that require this one', renderList(dependents.map(linkRule))),
  ];
  return renderPage(blocks, `${level}: ${text}`);
}
