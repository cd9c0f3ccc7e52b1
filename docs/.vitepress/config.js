import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { adaptMarkdown } from './markdown.js';
import { rankPart, renderForSearch, splitTerms } from './search.js';
import { createSidebars } from './sidebar.js';

const root = join(import.meta.dirname, '../..');
const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { version } = readJson('packages/spec/package.json');
const { repository } = readJson('addresses.json');

/** The files outside this folder that pages link to. The site publishes them at the same paths. */
const downloads = [
  'packages/spec/contract.json',
  'packages/spec/rules.json',
  'packages/spec/schema',
  'packages/conformance/schema',
  'packages/conformance/scripts.json',
];

export default defineConfig({
  title: 'post-challenge',
  description:
    'Auth0 Actions for password reset (post-challenge): types, a local runner, and a conformance suite.',
  lang: 'en',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: createIcon() }]],
  router: { prefetchLinks: false },
  metaChunk: true,
  // The site shows the rule book and the decisions as pages of their own.
  srcExclude: ['rules.md', 'decisions.md', 'examples/**', 'temp/**', 'test/**'],
  markdown: {
    attrs: { disable: true },
    config: adaptMarkdown,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    languageAlias: { cjs: 'js', mjs: 'js', cts: 'ts', mts: 'ts' },
  },
  themeConfig: {
    version,
    search: {
      provider: 'local',
      options: {
        _render: renderForSearch,
        miniSearch: {
          options: { tokenize: splitTerms },
          searchOptions: { boostDocument: rankPart },
        },
      },
    },
    outline: { level: [2, 3] },
    ...(repository && {
      editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' },
      socialLinks: [{ icon: 'github', link: repository }],
    }),
    nav: [
      { text: 'Guide', link: '/guide/install', activeMatch: '^/guide/' },
      { text: 'Methods', link: '/methods/', activeMatch: '^/methods/' },
      { text: 'Rules', link: '/rules/', activeMatch: '^/rules/' },
      { text: 'Decisions', link: '/decisions/', activeMatch: '^/decisions/' },
      { text: 'Commands', link: '/commands/', activeMatch: '^/commands/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: version, link: '/versioning' },
    ],
    sidebar: createSidebars(),
  },
  buildEnd({ outDir }) {
    for (const path of downloads) cpSync(join(root, path), join(outDir, path), { recursive: true });
  },
});

/** Creates the icon: a tick in a square of the colour of the brand. */
function createIcon() {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#3451b2"/><path d="M8 17l6 6L25 10" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
