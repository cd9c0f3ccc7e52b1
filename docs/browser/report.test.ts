import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

const RULE = 'cache.get/returns-a-record';
const root = join(import.meta.dirname, '../..');
const examples = 'packages/conformance/examples';
const mock = `${examples}/hand-written-mock.js`;
const axe = createRequire(import.meta.url).resolve('axe-core');

/** A mock with one fault: its cache counts in seconds. */
const seconds = `
import { fromApi } from '${import.meta.resolve('@post-challenge/conformance')}';
import { createPostChallenge } from '${import.meta.resolve('@post-challenge/reference')}';

export default fromApi({
  name: 'a cache that counts in seconds',
  create(input) {
    const { api, outcome } = createPostChallenge(input);
    const { set } = api.cache;
    Object.assign(api.cache, {
      set: (key, value, options) =>
        set(key, value, options?.ttl ? { ...options, ttl: options.ttl * 1000 } : options),
    });
    return { api, outcome };
  },
});
`;

let browser: Browser;
let folder: string;
const addresses = { mock: '', seconds: '', reference: '' };
const complaints: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  writeFileSync(join(folder, 'seconds.mjs'), seconds);
  addresses.mock = writeReport('mock', mock, 1);
  addresses.seconds = writeReport('seconds', join(folder, 'seconds.mjs'), 1);
  addresses.reference = writeReport('reference', `${examples}/reference.js`, 0);
  browser = await launchBrowser();
});

/** Checks an implementation. Returns the address of its report. */
function writeReport(name: string, implementation: string, code: number): string {
  const file = join(folder, `${name}.html`);
  const { status, stderr } = spawnSync(
    'post-challenge-conformance',
    ['check', implementation, '--reporter', `html=${file}`],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== code)
    throw new Error(`The check of ${name} did not exit with code ${code}: ${stderr}`);
  return pathToFileURL(file).href;
}

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a report, and records every error and every other request than that for the page. */
async function openReport(
  hash = '',
  options: BrowserContextOptions = {},
  address = addresses.mock,
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (request.url().replace(/#.*/, '') !== address) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(address + hash);
  return page;
}

/** Lists the ids of the visible rules. */
function listShownRules(page: Page): Promise<string[]> {
  return page
    .locator('.rule:visible')
    .evaluateAll((elements) => elements.map((element) => element.id));
}

describe('the filter', () => {
  test('shows the rules with a verdict and a namespace, and counts them', async () => {
    const page = await openReport();
    const all = await page.locator('.rule').count();
    await page.getByLabel('verdict').selectOption('failed');
    await page.getByRole('combobox', { name: 'namespace' }).selectOption('cache');
    const shown = await listShownRules(page);

    expect(shown).toContain(RULE);
    expect(shown.every((id) => id.startsWith('cache'))).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe(
      `${shown.length} of ${all} rules shown.`,
    );
    expect(await page.locator('.group:visible h2').allTextContents()).toEqual([
      'Mend first 3 of 6',
    ]);
  });

  test('works with the keyboard', async () => {
    const page = await openReport();
    const before = await listShownRules(page);
    await page.getByText('Search and filter').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Reads-The-Query');
    await page.keyboard.press('Enter');

    // A folded group unfolds for the rules that match.
    expect(before).not.toContain('redirect.validateToken/reads-the-query');
    expect(await listShownRules(page)).toContain('redirect.validateToken/reads-the-query');
    expect(await page.getByText('Waiting for other rules').isVisible()).toBe(true);

    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Space']) await page.keyboard.press(key);
    expect(await listShownRules(page)).toEqual(before);
    expect(await page.getByRole('status').textContent()).toBe('');
  });

  test('is stored in the URL', async () => {
    const page = await openReport();
    await page.getByLabel('verdict').selectOption('blocked');
    await page.getByLabel('text').fill('ttl & more');
    // Read in the page, because Playwright learns of the new URL later.
    const hash = await page.evaluate(() => location.hash);
    const again = await openReport(hash);

    expect(hash).toBe('#text=ttl+%26+more&verdict=blocked');
    expect(await again.getByLabel('verdict').inputValue()).toBe('blocked');
    expect(await again.getByLabel('text').inputValue()).toBe('ttl & more');
    expect(await again.getByRole('status').textContent()).toMatch(/^0 of /);
  });

  test('is set by the links of the overview', async () => {
    const page = await openReport();
    const figure = page.locator('a[href="#verdict=failed&namespace=cache"]');
    const count = Number(await figure.textContent());
    await figure.click();

    await expect.poll(() => listShownRules(page)).toHaveLength(count);
  });

  test('hides no rule if the URL has no filter', async () => {
    const page = await openReport('#%');

    expect(await page.locator('.rule[hidden]').count()).toBe(0);
    expect(await page.locator('.group[hidden]').count()).toBe(0);
  });

  test('is reset by a link to a rule', async () => {
    const page = await openReport('#verdict=failed');
    await page.locator(`[id="${RULE}"] dd summary`).click();
    await page.locator(`[id="${RULE}"] dd a`).first().click();
    const target = page.locator('.rule:target');

    await expect.poll(() => target.getAttribute('open')).toBe('');
    expect(await target.locator('.verdict').textContent()).toBe('blocked');
    await expect.poll(async () => (await target.boundingBox())?.y).toBeLessThan(200);
  });
});

test('a button copies the replay command of a failure', async () => {
  const page = await openReport('', { permissions: ['clipboard-read', 'clipboard-write'] });
  const line = page.locator(`[id="${RULE}"] .command`);
  await line.getByRole('button', { name: 'Copy' }).click();
  await line.getByRole('button', { name: 'Copied' }).waitFor();

  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`^npx --no-install post-challenge-conformance replay ${mock} ${RULE} \\S+$`),
  );
  expect(await page.getByRole('status').textContent()).toBe('Copied.');
});

test('the report is readable without its script', async () => {
  const page = await openReport('', { javaScriptEnabled: false });

  expect(await page.locator('h1').textContent()).toContain('hand-written mock is not conformant');
  expect(await page.getByLabel('text').isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
  expect(await page.locator(`[id="${RULE}"] .script`).isVisible()).toBe(true);
});

test.for([
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
])(
  'the first screen of $width × $height pixels shows the one fault, and the command that replays it',
  async (viewport) => {
    const page = await openReport('', { viewport }, addresses.seconds);
    const findBottom = async (locator: Locator) => {
      const box = await locator.boundingBox();
      return (box?.y ?? Infinity) + (box?.height ?? 0);
    };

    expect(await findBottom(page.getByRole('heading', { level: 1 }))).toBeLessThan(viewport.height);
    expect(await findBottom(page.getByText('expires_at at most').first())).toBeLessThan(
      viewport.height,
    );
    expect(await findBottom(page.locator('.line.marked').first())).toBeLessThan(viewport.height);
    expect(await findBottom(page.getByRole('button', { name: 'Copy' }).first())).toBeLessThan(
      viewport.height,
    );
  },
);

test('a phone shows every script whole, and a page of less than 20,000 pixels', async () => {
  const page = await openReport('', { viewport: { width: 390, height: 844 } });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const cut = await page.evaluate(() => {
    for (const element of document.querySelectorAll('details')) element.open = true;
    return [...document.querySelectorAll('.script, .line, .call, .result, .command, dd')]
      .filter((element) => element.getBoundingClientRect().right > 390)
      .map((element) => element.textContent);
  });

  expect(height).toBeLessThan(20_000);
  expect(cut).toEqual([]);
});

test('a printed report holds the folded rules, and no form', async () => {
  const page = await openReport();
  const passed = page.locator('.group .rule[data-verdict="passed"]').first();

  expect(await passed.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await passed.isVisible()).toBe(true);
  expect(await page.getByLabel('text').isVisible()).toBe(false);
});

const looks = [
  { name: 'mock', width: 1280 },
  { name: 'mock', width: 390 },
  { name: 'seconds', width: 1280 },
  { name: 'reference', width: 390 },
] as const;

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for(looks)(
    'the report on $name fits into $width pixels, and axe finds no violation',
    async ({ name, width }) => {
      const viewport = { width, height: width < 500 ? 844 : 900 };
      const page = await openReport('', { colorScheme, viewport }, addresses[name]);
      await page.screenshot({
        path: join(import.meta.dirname, `temp/report-${name}-${colorScheme}-${width}.png`),
      });
      await page.evaluate(() => {
        for (const rule of document.querySelectorAll('details')) rule.open = true;
      });
      await page.evaluate(readFileSync(axe, 'utf8'));
      const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');

      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
    },
  );
});

test('the report causes no error and no other request', () => {
  expect(complaints).toEqual([]);
});
