import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Site, buildAndServeSite } from './site.ts';

const RULE = 'cache.set/earlier-expiry-wins';
/** The height of the longest page that a reader should have to scroll, in pixels. */
const LONGEST_PAGE = 20_000;
/** How many tabs are open at a time. */
const TABS = 4;
/** One in how many of the pages that are made from one template is opened, unless PAGES is "all". */
const oneIn = { api: 12, rules: 20 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

let browser: Browser;
let context: BrowserContext;
let site: Site;
const complaints: string[] = [];
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), buildAndServeSite('/some/folder/')]);
  context = await browser.newContext();
  recordComplaints(context, new URL(site.url).origin, complaints);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** Runs a function with a new tab, and closes the tab. */
async function runInTab<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const page = await context.newPage();
  try {
    return await work(page);
  } finally {
    await page.close();
  }
}

test('the site has no dead link', () => {
  const dead = [...site.pages].flatMap(([page, html]) =>
    listInternalLinks(html, new URL(page, site.url))
      .filter((link) => !isLiveLink(link, site))
      .map((link) => `${page}: ${link.href}`),
  );

  expect(dead).toEqual([]);
});

test('the pages fit a wide light and a narrow dark screen, without an error or a request to another origin', async () => {
  const waiting = [...site.pages.keys()].filter(
    (page, number) => process.env['PAGES'] === 'all' || number % getSampling(page) === 0,
  );
  const unfit: string[] = [];
  const openAll = async (page: Page) => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      await openPage(page, path, { colorScheme: 'light', width: 1280 });
      await page.setViewportSize({ width: 390, height: 900 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html.dark').waitFor();
      const { width, height } = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return { width: scrollWidth, height: scrollHeight };
      });
      if (width > 390 || height > LONGEST_PAGE) unfit.push(`${path}: ${width} x ${height}`);
    }
  };
  await Promise.all(Array.from({ length: TABS }, () => runInTab(openAll)));

  expect(unfit).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the search finds the right page first', () =>
  runInTab(async (page) => {
    await openPage(page, '', {});
    await page.getByRole('button', { name: 'Search' }).first().click();
    for (const [query, path] of [
      ['install', 'guide/install.html'],
      ['cache.set', 'methods/cache.set.html'],
      ['challengeWith', 'methods/authentication.challengeWith.html'],
      ['earlier expiry', `rules/${RULE}.html`],
      [RULE, `rules/${RULE}.html`],
      ['fromHost', 'api/conformance/from-host.html#fromhost'],
      ['troubleshooting', 'guide/troubleshooting.html'],
      ['redirect locally', 'guide/try-a-redirect.html'],
      ['host from nothing', 'guide/build-a-host.html'],
      ['upgrade', 'guide/upgrade.html'],
      ['badge', 'guide/continuous-integration.html#badge'],
      ['side by side', 'guide/is-my-kit-right.html#put-several-side-by-side'],
      ['test redirect', 'guide/test-an-action.html#test-a-redirect-and-the-return'],
      ['debugger', 'guide/read-a-failure.html#step-through-a-failure'],
      ['how do I install the types', 'guide/install.html'],
      ['does deny stop the action', 'methods/access.deny.html'],
      ['give secrets', 'guide/run-an-action.html#secrets-and-configuration'],
      ['fuzz', 'guide/explore-actions.html'],
      ['2026', 'editions.html#what-changed'],
      ['what is MUST and SHOULD', 'rules/#levels-of-rules'],
      ['machine-readable', 'guide/generate-docs.html'],
    ] as const) {
      await page.getByRole('searchbox').fill(query);
      const first = page.locator('.result').first();
      await expect
        .poll(() => first.getAttribute('href'), { message: query, timeout: 10_000 })
        .toContain(path);
    }
  }));

describe('the list of rules', () => {
  test('filters by text, level and method, and keeps the filter in the address', () =>
    runInTab(async (page) => {
      await openPage(page, 'rules/index.html', {});
      const shown = page.locator('.rule-index li');
      const total = await shown.count();
      await page.getByLabel('Text').fill('earlier expiry');
      expect(await shown.allTextContents()).toEqual([expect.stringContaining('earlier-expiry')]);

      await page.getByLabel('Text').fill('');
      await page.getByRole('combobox', { name: 'Level' }).selectOption('PROBE');
      await page.getByRole('combobox', { name: 'Method' }).selectOption('cache.set');
      await page.reload();
      await expect.poll(() => shown.count()).toBeLessThan(total);

      expect(new Set(await shown.locator('.level').first().allTextContents())).toEqual(
        new Set(['PROBE']),
      );
      expect(await page.getByRole('status').textContent()).toContain(`of ${total} rules`);
    }));

  test('is complete without JavaScript', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${site.url}rules/index.html`);
    const links = await page.locator('.rule-index li a').count();
    await plain.close();

    expect(links).toBe([...site.pages.keys()].filter((path) => /^rules\/.+\//.test(path)).length);
  });
});

test.for([
  'index.html',
  'guide/install.html',
  'guide/build-a-host.html',
  'methods/cache.set.html',
  `rules/${RULE}.html`,
  'rules/index.html',
  'decisions/cache.html',
])('axe finds no violation on %s', (path) =>
  runInTab(async (page) => {
    const found: unknown[] = [];
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      await openPage(page, path, { colorScheme, width });
      const name = `site-${path.replaceAll('/', '-')}-${colorScheme}-${width}.png`;
      await page.screenshot({ path: join(import.meta.dirname, 'temp', name) });
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
      found.push(...violations.map(({ id, nodes }) => `${width}: ${id} ${nodes[0]?.html}`));
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
    }

    expect(found).toEqual([]);
  }),
);

/** Gets in how many pages like this one is opened. */
function getSampling(page: string): number {
  const [, folder] = /^(api|rules)\/.+\//.exec(page) ?? [];
  return folder === 'api' || folder === 'rules' ? oneIn[folder] : 1;
}

/** Records every error on a page, every failed request, and every request to another origin. */
function recordComplaints(context: BrowserContext, origin: string, complaints: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) complaints.push(`asked ${url.href}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
}

/** Opens a page on a screen of a width and in a colour scheme, and waits until it is alive. */
async function openPage(
  page: Page,
  path: string,
  { colorScheme = 'light', width = 1280 }: { colorScheme?: 'light' | 'dark'; width?: number },
): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.goto(`${site.url}${path}`);
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
  expect(await page.locator('html.dark').count()).toBe(colorScheme === 'dark' ? 1 : 0);
}

/** Lists the links of a page to the site itself. */
function listInternalLinks(html: string, page: URL): URL[] {
  return [...html.matchAll(/<a [^>]*?href="([^"]*)"/gu)]
    .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), page))
    .filter(({ origin }) => origin === page.origin);
}

/** Whether a link leads to a file of the site, and to an anchor in it if the link has one. */
function isLiveLink({ href, hash }: URL, { url, pages, files }: Site): boolean {
  const [path = ''] = href.slice(url.length).split('#');
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (!href.startsWith(url) || !files.has(file)) return false;
  const anchor = decodeURIComponent(hash.slice(1));
  return anchor === '' || (pages.get(file)?.includes(`id="${anchor}"`) ?? false);
}
