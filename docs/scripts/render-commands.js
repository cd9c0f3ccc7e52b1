import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { escapeText, renderBlock, renderList, renderPage, renderSection } from './markdown-text.js';

/**
 * Renders a page for each command from what it prints for `--help`, and a page that lists the commands.
 *
 * @param {readonly string[]} programs - The paths of the programs.
 * @returns {Record<string, string>} The text of each page by its file name.
 */
export function renderCommandPages(programs) {
  const commands = programs.flatMap((program) => {
    const name = basename(program, '.js');
    const help = parseHelp(printHelp(program));
    const subcommands = (help.sections['Commands'] ?? [])
      .map(({ term }) => term.split(' ', 1)[0] ?? '')
      .filter((term) => term !== 'help');
    return [
      { name, file: name, help },
      ...subcommands.map((subcommand) => ({
        name: `${name} ${subcommand}`,
        file: `${name}-${subcommand}`,
        help: parseHelp(printHelp(program, subcommand)),
      })),
    ];
  });
  const list = commands.map(
    ({ name, file, help }) => `[\`${name}\`](/commands/${file}.md): ${escapeText(help.summary)}`,
  );
  const index = [
    '# Commands',
    'Write `npx --no-install` before a command. It runs the command that is [installed](/guide/install.md) in your project.',
    renderList(list),
  ];
  return Object.fromEntries([
    ['index.md', renderPage(index, 'All commands of the packages.')],
    ...commands.map(({ name, file, help }) => [`${file}.md`, renderCommand(name, help)]),
  ]);
}

function printHelp(program, ...subcommand) {
  return execFileSync(process.execPath, [program, ...subcommand, '--help'], { encoding: 'utf8' });
}

/**
 * Parses a help text: the usage, the summary, and the sections with a term and its description in each row.
 *
 * @param {string} text
 */
function parseHelp(text) {
  const [usage = '', summary = '', ...blocks] = text.trimEnd().split('\n\n');
  const sections = blocks.flatMap((block) => {
    const [title = '', ...lines] = block.split('\n');
    return title.endsWith(':') ? [[title.slice(0, -1), parseRows(lines)]] : [];
  });
  const sentence = summary.replaceAll(/\s*\n\s*/gu, ' ');
  return {
    usage: usage.replace(/^Usage: /u, ''),
    summary: sentence.charAt(0).toUpperCase() + sentence.slice(1).replace(/\.?$/u, '.'),
    /** @type {Record<string, { term: string, description: string }[]>} */
    sections: Object.fromEntries(sections),
  };
}

/** Parses rows of two columns; a line that is indented further continues the row above. */
function parseRows(lines) {
  const rows = [];
  for (const line of lines) {
    const [, term = '', description = ''] = /^ {2}(\S.*?)(?: {2,}(\S.*))?$/u.exec(line) ?? [];
    if (term !== '') rows.push({ term, description });
    else if (rows.length > 0) rows.at(-1).description += ` ${line.trim()}`;
  }
  return rows;
}

function renderCommand(name, { usage, summary, sections }) {
  const { Arguments = [], Options = [], Commands = [], Examples = [], ...rest } = sections;
  const blocks = [
    `# ${name}`,
    escapeText(summary),
    renderBlock('sh', `npx --no-install ${usage}`),
    ...renderSection('Arguments', renderRows(Arguments)),
    ...renderSection('Options', renderRows(Options)),
    ...renderSection('Commands', renderRows(Commands)),
    ...renderSection(
      'Examples',
      Examples.length === 0
        ? ''
        : renderBlock('sh', Examples.map(({ term }) => `npx --no-install ${term}`).join('\n')),
    ),
    ...Object.entries(rest).flatMap(([title, rows]) => renderSection(title, renderRows(rows))),
  ];
  return renderPage(blocks, summary);
}

function renderRows(rows) {
  return renderList(
    rows.map(
      ({ term, description }) =>
        `\`${term}\`: ${escapeText(description.trim()).replaceAll('*', String.raw`\*`)}`,
    ),
  );
}
