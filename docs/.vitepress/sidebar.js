import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '..');

/** The pages that people wrote, in the order in which a reader goes through them. */
const groups = {
  Start: ['guide/install'],
  'Write actions': [
    'guide/write-an-action',
    'guide/run-an-action',
    'guide/try-a-redirect',
    'guide/explore-actions',
    'guide/test-an-action',
    'guide/is-my-kit-right',
    'guide/coming-from-auth0-actions',
    'guide/coming-from-kilterset',
  ],
  'Check an implementation': [
    'guide/check-an-implementation',
    'guide/build-a-host',
    'guide/serve-an-implementation',
    'guide/read-a-failure',
    'guide/known-failures',
    'guide/continuous-integration',
  ],
  'Generate docs': ['guide/generate-docs', 'guide/recipes', 'schemas'],
  Help: ['guide/troubleshooting', 'guide/upgrade', 'guide/glossary'],
  'About the contract': [
    'editions',
    'sources',
    'flow-model',
    'strength',
    'kits',
    'benchmarks',
    'consumers',
  ],
  'About the project': ['versioning', 'architecture'],
};

/** The pages that are not part of the site as they are, or that the navigation names. */
const unlisted = ['index', 'rules', 'decisions'];

/** Creates the sidebars, by the path of the pages on which each appears. */
export function createSidebars() {
  const other = [...listPages('.'), ...listPages('guide')].filter(
    (page) => ![...unlisted, ...Object.values(groups).flat()].includes(page),
  );
  const guides = Object.entries({ ...groups, More: other }).map(([text, pages]) => ({
    text,
    items: pages.map((page) => ({ text: readTitle(page), link: `/${page}.html` })),
  }));
  const packages = ['spec', 'reference', 'conformance'];
  return {
    ...Object.fromEntries(packages.map((name) => [`/api/${name}/`, createApiSidebar(name)])),
    '/api/': [{ text: 'API', items: packages.map(linkPackage) }],
    ...createRuleSidebars(),
    '/commands/': createCommandSidebar(),
    '/decisions/': createFolderSidebar('decisions', 'Decisions'),
    '/methods/': createFolderSidebar('methods', 'Methods'),
    '/': guides.filter(({ items }) => items.length > 0),
  };
}

/** Creates the sidebar of a folder: its index, and its other pages. */
function createFolderSidebar(folder, text) {
  return [
    {
      text,
      items: [
        { text: 'Overview', link: `/${folder}/` },
        ...listPages(folder)
          .filter((page) => !page.endsWith('/index'))
          .map((page) => ({
            text: readTitle(page).replace(/^Decisions: /u, ''),
            link: `/${page}.html`,
          })),
      ],
    },
  ];
}

/** Creates the sidebar of the commands: each program with its commands. */
function createCommandSidebar() {
  const pages = listPages('commands').filter((page) => !page.endsWith('/index'));
  const titles = pages.map((page) => [page, readTitle(page)]);
  const programs = titles.filter(([, title]) => !title.includes(' '));
  return [
    { text: 'Commands', items: [{ text: 'Overview', link: '/commands/' }] },
    ...programs.map(([path, program]) => ({
      text: program,
      link: `/${path}.html`,
      items: titles
        .filter(([, title]) => title.startsWith(`${program} `))
        .map(([page, title]) => ({ text: title.slice(program.length + 1), link: `/${page}.html` })),
    })),
  ];
}

/** Creates a sidebar for the rules of each group, in the order of the contract: the groups, and the rules of this one. */
function createRuleSidebars() {
  const { rules } = JSON.parse(readFileSync(join(docs, '../packages/spec/rules.json'), 'utf8'));
  const ids = Object.keys(rules);
  const getGroup = (id) => id.slice(0, id.indexOf('/'));
  const names = [...new Set(ids.map(getGroup))];
  const overview = { text: 'Rules', items: [{ text: 'All rules', link: '/rules/' }] };
  const createSidebar = (open) => [
    overview,
    ...names.map((name) => {
      const members = ids.filter((id) => getGroup(id) === name);
      return name === open
        ? {
            text: name,
            items: members.map((id) => ({
              text: id.slice(name.length + 1),
              link: `/rules/${id}.html`,
            })),
          }
        : { text: name, link: `/rules/${members[0]}.html` };
    }),
  ];
  return {
    ...Object.fromEntries(names.map((name) => [`/rules/${name}/`, createSidebar(name)])),
    '/rules/': createSidebar(),
  };
}

/** Creates the sidebar of a package: all packages, and the pages of this one with their exports. */
function createApiSidebar(name) {
  const pages = listPages(`api/${name}`).filter((page) => !page.endsWith('/index'));
  return [
    { text: 'API', items: ['spec', 'reference', 'conformance'].map(linkPackage) },
    {
      text: name,
      items: pages.map((page) => ({
        text: readTitle(page).replace(/^.*\//u, ''),
        link: `/${page}.html`,
      })),
    },
  ];
}

function linkPackage(name) {
  return { text: name, link: `/api/${name}/` };
}

function listPages(folder) {
  const path = join(docs, folder);
  const names = existsSync(path) ? readdirSync(path) : [];
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name.slice(0, -'.md'.length)));
}

function readTitle(page) {
  return /^# (.*)$/mu.exec(readFileSync(join(docs, `${page}.md`), 'utf8'))?.[1] ?? page;
}
