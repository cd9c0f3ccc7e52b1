import { splitDecisions } from '../scripts/split-decisions.js';
import { readFileSync } from 'node:fs';

/** @import { MarkdownRenderer } from 'vitepress' */

const { anchors } = splitDecisions(
  readFileSync(new URL('../decisions.md', import.meta.url), 'utf8'),
);

/** The commands that add the packages `$1` with each package manager. */
const installers = {
  npm: 'npm install --save-dev $1',
  pnpm: 'pnpm add --save-dev $1',
  yarn: 'yarn add --dev $1',
  bun: 'bun add --dev $1',
};

/**
 * Adapts the Markdown renderer to the site: a link to a rule or a decision leads to its page, a code block shows the name of its file as a
 * title, and an `npm install` becomes a tab for each package manager.
 *
 * @param {MarkdownRenderer} md
 */
export function adaptMarkdown(md) {
  const { text, link_open: link, fence } = md.renderer.rules;
  md.renderer.rules.text = (...args) => text(...args).replaceAll('{{', '&#123;&#123;');
  md.renderer.rules.link_open = (tokens, index, ...rest) => {
    tokens[index].attrSet('href', adaptLink(tokens[index].attrGet('href')));
    return link(tokens, index, ...rest);
  };
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    const [line, name] = /^(?:\/\/|#) ([\w./-]+\.\w+)\n+/u.exec(token.content) ?? [];
    if (name === undefined) return fence(tokens, index, ...rest);
    token.content = token.content.slice(line.length);
    return `<div class="titled-code"><p>${name}</p>${fence(tokens, index, ...rest)}</div>`;
  };
  md.core.ruler.push('installers', ({ tokens, Token }) => {
    for (let index = tokens.length - 1; index >= 0; index -= 1) {
      const { type, info, content } = tokens[index];
      if (type !== 'fence' || info !== 'sh' || !content.startsWith('npm install --save-dev '))
        continue;
      const tabs = Object.entries(installers).map(([name, command]) =>
        Object.assign(new Token('fence', 'code', 0), {
          info: `sh [${name}]`,
          markup: '```',
          content: content.replaceAll(/^npm install --save-dev (.*)$/gmu, command),
        }),
      );
      const open = new Token('container_code-group_open', 'div', 1);
      const close = new Token('container_code-group_close', 'div', -1);
      tokens.splice(index, 1, open, ...tabs, close);
    }
  });
}

/**
 * Adapts a link to the site: data files are published below `/packages/`, and a rule and a decision have pages of their own.
 *
 * @param {string} href
 */
function adaptLink(href) {
  const [, page, anchor = ''] = /^[./]*\b(rules|decisions)\.md(?:#(.*))?$/u.exec(href) ?? [];
  if (page === 'rules' && anchor.includes('/')) return `/rules/${anchor}.md`;
  if (page === 'rules') return anchor ? `/rules/index.md#${anchor}` : '/rules/index.md';
  if (page === 'decisions') {
    const target = `/decisions/${anchors[anchor] ?? 'index.md'}`;
    return anchor === '' || target.endsWith(`/${anchor}.md`) ? target : `${target}#${anchor}`;
  }
  return href.replace(/^(\.\.\/)+packages\//u, '/packages/');
}
