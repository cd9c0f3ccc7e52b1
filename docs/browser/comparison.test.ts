import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

const root = join(import.meta.dirname, '../..');
const reports = join(root, 'packages/conformance/examples/kits/reports');
const axe = createRequire(import.meta.url).resolve('axe-core');

let browser: Browser;
let folder: string;
let address: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comparison-'));
  const file = join(folder, 'comparison.html');
  const paths = readdirSync(reports).map((name) => join(reports, name));
  const { status, stderr } = spawnSync(
    'post-challenge-conformance',
    ['compare', ...paths, '--all', '--reporter', `html=${file}`],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The reports were not compared: ${stderr}`);
  address = pathToFileURL(file).href;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1280, 390])(
    'the comparison fits into %i pixels, and axe finds no violation',
    async (width) => {
      const complaints: string[] = [];
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      page.on('console', (message) => complaints.push(message.text()));
      page.on('request', (request) => complaints.push(`asked ${request.url()}`));
      await page.goto(address);
      await page.screenshot({
        path: join(import.meta.dirname, `temp/comparison-${colorScheme}-${width}.png`),
      });
      await page.evaluate(() => {
        for (const section of document.querySelectorAll('details')) section.open = true;
      });
      await page.evaluate(readFileSync(axe, 'utf8'));
      const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');

      expect(complaints).toEqual([`asked ${address}`]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
    },
  );
});

test('a narrow table scrolls in its box by keyboard', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
  await page.goto(address);
  const box = page.getByRole('region', { name: 'Some fail, others do not' });
  await box.focus();
  await page.keyboard.press('ArrowRight');

  await expect.poll(() => box.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
});
