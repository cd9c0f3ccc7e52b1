import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

/** @import { MarkdownRenderer } from 'vitepress' */

const repository = join(import.meta.dirname, '../..');

const packages = ['spec', 'reference', 'conformance'];

/** The files outside this folder that pages link to. The site publishes them at the same paths. */
const downloads = [
  'packages/spec/contract.json',
  'packages/spec/rules.json',
  'packages/spec/schema',
  'packages/conformance/schema',
];

export default defineConfig({
  title: 'post-challenge',
  description:
    'Auth0 Actions for password reset (post-challenge): types, a local runner, and a conformance suite.',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  router: { prefetchLinks: false },
  srcExclude: ['examples/**', 'temp/**', 'test/**'],
  markdown: {
    attrs: { disable: true },
    config: adaptMarkdown,
    languageAlias: { cjs: 'js', mjs: 'js', cts: 'ts', mts: 'ts' },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 2] },
    docFooter: { prev: false, next: false },
    nav: [
      { text: 'Guide', link: '/guide/write-an-action', activeMatch: '^/guide/' },
      { text: 'Rules', link: '/rules' },
      { text: 'Decisions', link: '/decisions' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: 'Schemas', link: '/schemas' },
    ],
    sidebar: {
      ...Object.fromEntries(packages.map((name) => [`/api/${name}`, createApiSidebar(name)])),
      '/': [
        {
          text: 'Guide',
          items: [
            { text: 'Start', link: '/' },
            { text: 'Install', link: '/guide/install' },
            { text: 'Write an action', link: '/guide/write-an-action' },
            { text: 'Run an action', link: '/guide/run-an-action' },
            { text: 'Test an action', link: '/guide/test-an-action' },
            { text: 'Coming from @auth0/actions', link: '/guide/coming-from-auth0-actions' },
            { text: 'Coming from kilterset', link: '/guide/coming-from-kilterset' },
            { text: 'Check an implementation', link: '/guide/check-an-implementation' },
            { text: 'Serve an implementation', link: '/guide/serve-an-implementation' },
            { text: 'Read a failure', link: '/guide/read-a-failure' },
            { text: 'Known failures', link: '/guide/known-failures' },
            { text: 'Continuous integration', link: '/guide/continuous-integration' },
            { text: 'Generate docs', link: '/guide/generate-docs' },
          ],
        },
        {
          text: 'Contract',
          items: [
            { text: 'Editions', link: '/editions' },
            { text: 'Rules', link: '/rules' },
            { text: 'The model of the flow', link: '/flow-model' },
            { text: 'Decisions', link: '/decisions' },
            { text: 'Sources', link: '/sources' },
            { text: 'API', link: '/api/' },
            { text: 'Schemas', link: '/schemas' },
            { text: 'How strong the suite is', link: '/strength' },
            { text: 'How fast it is', link: '/benchmarks' },
            { text: 'Where it runs', link: '/consumers' },
            { text: 'Architecture', link: '/architecture' },
            { text: 'Versions', link: '/versioning' },
          ],
        },
      ],
    },
  },
  buildEnd({ outDir }) {
    for (const path of downloads) {
      cpSync(join(repository, path), join(outDir, path), { recursive: true });
    }
  },
});

/**
 * Creates the sidebar of a package: all packages, and the exports of this one from its documentation model.
 *
 * @param {string} name
 */
function createApiSidebar(name) {
  const path = join(repository, 'packages', name, `dist/${name}.api.json`);
  const { members } = JSON.parse(readFileSync(path, 'utf8')).members[0];
  return [
    { text: 'API', items: packages.map((text) => ({ text, link: `/api/${text}` })) },
    {
      text: name,
      items: members.map(({ name: text }) => ({
        text,
        link: `/api/${name}.${text.toLowerCase()}.html`,
      })),
    },
  ];
}

/**
 * Adapts the Markdown renderer: escapes braces, maps links to downloads to the site, and makes the first heading of an API page its title.
 *
 * @param {MarkdownRenderer} md
 */
function adaptMarkdown(md) {
  const { text, link_open: link } = md.renderer.rules;
  md.renderer.rules.text = (...args) => text(...args).replaceAll('{{', '&#123;&#123;');
  md.renderer.rules.link_open = (tokens, index, ...rest) => {
    const token = tokens[index];
    const href = token.attrGet('href');
    token.attrSet('href', href.replace(/^(\.\.\/)+packages\//u, '/packages/'));
    return link(tokens, index, ...rest);
  };
  md.core.ruler.push('title', ({ tokens, env }) => {
    if (!env.relativePath?.startsWith('api/')) return;
    const open = tokens.findIndex(({ type }) => type === 'heading_open');
    for (const token of tokens.slice(open, open + 3)) token.tag = token.tag && 'h1';
  });
}
