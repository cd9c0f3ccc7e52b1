import { renderPage } from './markdown-text.js';

/**
 * Splits the page of the decisions into a page for each section, on which each question is a heading.
 *
 * @param {string} text - The contents of `decisions.md`.
 * @returns {{ pages: Record<string, string>, anchors: Record<string, string> }} The pages by their file names, and the page of each
 *   anchor of `decisions.md`.
 */
export function splitDecisions(text) {
  const [head = '', ...parts] = text.split(/^## /mu);
  const sections = parts.map((part) => {
    const end = part.indexOf('\n');
    const title = part.slice(0, end);
    return { title, slug: slugify(title), body: part.slice(end).trim() };
  });
  const [introduction, ...rest] = sections;
  const contents = rest.map(
    ({ title, slug, body }) =>
      `## [${title}](/decisions/${slug}.md)\n\n${listQuestions(body)
        .map(({ question }) => `- [${question}](/decisions/${slug}.md#${slugify(question)})`)
        .join('\n')}`,
  );
  const index = [
    linkToSite(head.trim()),
    ...contents,
    `## ${introduction.title}`,
    linkToSite(introduction.body),
  ];
  const pages = Object.fromEntries([
    [
      'index.md',
      renderPage(index, 'The questions that the sources leave open, and their answers.'),
    ],
    ...rest.map(({ title, slug, body }) => [
      `${slug}.md`,
      renderPage(
        [`# Decisions: ${title}`, linkToSite(renderQuestions(body))],
        `The decisions of the contract on ${title}.`,
      ),
    ]),
  ]);
  const anchors = rest.flatMap(({ slug, body }) =>
    [slug, ...Array.from(body.matchAll(/<a id="([^"]+)">/gu), ([, id]) => id)].map((id) => [
      id,
      `${slug}.md`,
    ]),
  );
  return { pages, anchors: Object.fromEntries(anchors) };
}

/** Parses the rows of the tables whose first column is the question. */
function listQuestions(body) {
  return body
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:question |-)/u.test(line))
    .map(parseRow);
}

function parseRow(line) {
  const [first = '', ...answers] = line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));
  const [, anchors = '', question = ''] = /^((?:<a id="[^"]+"><\/a>)*)(.*)$/u.exec(first) ?? [];
  return { anchors, question, answers };
}

/** Renders each row of the tables as a heading with a paragraph for each further column. */
function renderQuestions(body) {
  const hasParts = /^### /mu.test(body);
  /** @type {string[]} */
  let columns = [];
  const lines = body.split('\n').map((line) => {
    if (line.startsWith('### ')) return line.slice(1);
    if (!line.startsWith('| ')) return line;
    if (line.startsWith('| -')) return '';
    if (line.startsWith('| question ')) {
      columns = parseRow(line).answers;
      return '';
    }
    const { anchors, question, answers } = parseRow(line);
    const paragraphs = answers.flatMap((answer, index) =>
      answer === '' ? [] : [`**${capitalize(columns[index] ?? '')}:** ${answer}`],
    );
    const heading = `${hasParts ? '###' : '##'} ${question}`;
    return ['', ...(anchors ? [anchors, ''] : []), heading, '', paragraphs.join('\n\n'), ''].join(
      '\n',
    );
  });
  return lines.join('\n').replaceAll(/\n{3,}/gu, '\n\n');
}

/** Makes the links of the page absolute. */
function linkToSite(text) {
  return text.replaceAll(/\]\((\w[\w-]*\.md)/gu, '](/$1').replaceAll('](#', '](/decisions.md#');
}

/** Makes the anchor that VitePress makes of a heading. */
function slugify(heading) {
  return heading
    .replaceAll('`', '')
    .normalize('NFKD')
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .toLowerCase();
}

function capitalize(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
