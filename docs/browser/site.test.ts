import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Site, buildAndServeSite } from './site.ts';

const RULE = 'cache.set/earlier-expiry-wins';
/** How many tabs are open at a time. */
const TABS = 4;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Whether a page is `api/<package>.<export>.html` or below. There are hundreds of them, made from one template. */
const isOfExport = (page: string) => page.startsWith('api/') && page.split('.').length > 2;

// The site of the last build stays on the disk. One in a few pages of its exports is opened, or each if PAGES is "all".
describe.for([
  { base: '/some/folder/', oneIn: Infinity },
  { base: '/', oneIn: process.env['PAGES'] === 'all' ? 1 : 20 },
])('the site at $base', ({ base, oneIn }) => {
  let site: Site;
  let context: BrowserContext;
  const complaints: string[] = [];
  beforeAll(async () => {
    site = await buildAndServeSite(base);
    context = await browser.newContext({ colorScheme: 'light' });
    recordComplaints(context, new URL(site.url).origin, complaints);
  });
  afterAll(async () => {
    await context.close();
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

  test('has no dead link', () => {
    const dead = [...site.pages].flatMap(([page, html]) =>
      listInternalLinks(html, new URL(page, site.url))
        .filter((link) => !isLiveLink(link, site))
        .map((link) => `${page}: ${link.href}`),
    );

    expect(dead).toEqual([]);
  });

  test('opens its pages in light and dark colours without an error or a request to another origin', async () => {
    const waiting = [...site.pages.keys()].filter(
      (page, number) => !isOfExport(page) || number % oneIn === 0,
    );
    const openAll = async (page: Page) => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        await openInBothSchemes(page, `${site.url}${path}`);
      }
    };
    await Promise.all(Array.from({ length: TABS }, () => runInTab(openAll)));

    expect(complaints).toEqual([]);
  });

  test('finds a rule by its name', () =>
    runInTab(async (page) => {
      await page.goto(site.url);
      await page.getByRole('button', { name: 'Search' }).first().click();
      await page.getByRole('searchbox').fill('earlier-expiry-wins');
      await page.locator('.result', { hasText: RULE }).first().click();

      await page.getByRole('heading', { name: RULE }).waitFor();
      expect(await page.evaluate(() => location.href)).toContain('/rules.html#');
    }));

  test('scrolls to the anchor of a rule', () =>
    runInTab(async (page) => {
      await page.goto(`${site.url}rules.html#${RULE}`);
      const heading = page.getByRole('heading', { name: RULE });
      await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(200);

      expect((await heading.boundingBox())?.y).toBeGreaterThan(0);
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1000);
    }));
});

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

/** Opens a page in light colours, and switches to dark ones. */
async function openInBothSchemes(page: Page, url: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(url);
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
  expect(await page.locator('html.dark').count()).toBe(0);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html.dark').waitFor();
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
