import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

const RULE = 'cache.get/returns-a-record';
const root = join(import.meta.dirname, '../..');
const mock = 'packages/conformance/examples/hand-written-mock.js';
const axe = createRequire(import.meta.url).resolve('axe-core');

let browser: Browser;
let folder: string;
let address: string;
const complaints: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  const file = join(folder, 'report.html');
  const { status, stderr } = spawnSync(
    'post-challenge-conformance',
    ['check', mock, '--reporter', `html=${file}`],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 1) throw new Error(`The check of the mock did not exit with code 1: ${stderr}`);
  address = pathToFileURL(file).href;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens the report, and records every error and every other request than that for the page. */
async function openReport(hash = '', options: BrowserContextOptions = {}): Promise<Page> {
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
    const all = await listShownRules(page);
    await page.getByLabel('verdict').selectOption('failed');
    await page.getByLabel('namespace').selectOption('cache');
    const shown = await listShownRules(page);

    expect(shown).toContain(RULE);
    expect(shown.every((id) => id.startsWith('cache'))).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe(
      `${shown.length} of ${all.length} rules shown.`,
    );
    expect(await page.locator('h2:visible').allTextContents()).toEqual([
      'Mend first',
      'Overview',
      'cache',
    ]);
  });

  test('works with the keyboard', async () => {
    const page = await openReport();
    const all = await listShownRules(page);
    await page.getByLabel('namespace').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Returns-A-Record');
    await page.keyboard.press('Enter');

    expect(await listShownRules(page)).toContain(RULE);
    expect((await listShownRules(page)).length).toBeLessThan(all.length / 2);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await listShownRules(page)).toEqual(all);
  });

  test('is stored in the URL', async () => {
    const page = await openReport();
    await page.getByLabel('verdict').selectOption('blocked');
    await page.getByLabel('text').fill('ttl & more');
    // Read in the page, because Playwright learns of the new URL later.
    const hash = await page.evaluate(() => location.hash);
    const again = await openReport(hash);

    expect(hash).toBe('#verdict=blocked&text=ttl+%26+more');
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

  test('shows all rules if the URL has no filter', async () => {
    const page = await openReport('#%');

    expect(await page.getByRole('status').textContent()).toMatch(/^(\d+) of \1 /);
  });

  test('is reset by a link to a rule', async () => {
    const page = await openReport('#verdict=failed');
    await page.locator(`[id="${RULE}"] dd a`).first().click();
    const target = page.locator('.rule:target');

    await expect.poll(() => target.getAttribute('open')).toBe('');
    expect(await target.locator('.verdict').textContent()).toBe('blocked');
    await expect.poll(async () => (await target.boundingBox())?.y).toBeLessThan(200);
  });
});

test('a button copies the replay command of a failure', async () => {
  const page = await openReport('', { permissions: ['clipboard-read', 'clipboard-write'] });
  const line = page.locator(`[id="${RULE}"] dd`, { has: page.getByRole('button') });
  await line.getByRole('button', { name: 'Copy' }).click();
  await line.getByRole('button', { name: 'Copied' }).waitFor();

  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`^npx --no-install post-challenge-conformance replay ${mock} ${RULE} \\S+$`),
  );
  expect(await page.getByRole('status').textContent()).toBe('Copied.');
});

test('the report is readable without its script', async () => {
  const page = await openReport('', { javaScriptEnabled: false });

  expect(await page.locator('h1').textContent()).toBe('hand-written mock');
  expect(await page.getByLabel('text').isVisible()).toBe(false);
  expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
  expect(await page.locator(`[id="${RULE}"] pre`).isVisible()).toBe(true);
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1280, 390])(
    'the report fits into %i pixels, and axe finds no violation',
    async (width) => {
      const page = await openReport('', { colorScheme, viewport: { width, height: 900 } });
      await page.evaluate(() => {
        for (const rule of document.querySelectorAll('details')) rule.open = true;
      });
      await page.screenshot({
        path: join(import.meta.dirname, `temp/report-${colorScheme}-${width}.png`),
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
