import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Verifier, startVerifier } from './verifier.ts';

const SECRET = 'shared-with-the-verifier';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

const actions = {
  'challenge.cjs': `exports.onExecutePostChallenge = async (event, api) => {
  api.cache.set('last-user', event.user.user_id);
  api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }], more: 1 });
};`,
  'redirect.cjs': `exports.onExecutePostChallenge = async (event, api) => {
  const session_token = api.redirect.encodeToken({ secret: event.secrets.KEY, payload: {} });
  api.redirect.sendUserTo(event.user.user_metadata.verifier, { query: { session_token } });
};
exports.onContinuePostChallenge = async (event, api) => {
  const { verified } = api.redirect.validateToken({ secret: event.secrets.KEY });
  if (!verified) api.access.deny('We could not verify <your> identity.');
};`,
  'form.cjs': `exports.onExecutePostChallenge = async (event, api) => {
  api.prompt.render('ap_recovery', { fields: { email: event.user.email, note: 'two\\nlines' } });
};
exports.onContinuePostChallenge = async (event, api) => {
  if (event.prompt.fields.code !== '4711') api.access.deny('The code is not right.');
  api.transaction.setResultUrl('https://app.example.com/done');
};`,
};

interface Logged {
  readonly event: string;
  readonly url?: string;
  readonly continueUrl?: string;
  readonly outcome?: object;
}

let browser: Browser;
let folder: string;
let verifier: Verifier;
let server: ChildProcess;
let address = '';
const events: Logged[] = [];
const complaints: string[] = [];
beforeAll(async () => {
  [browser, verifier] = await Promise.all([launchBrowser(), startVerifier(SECRET)]);
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  for (const [name, code] of Object.entries(actions)) writeFileSync(join(folder, name), code);
  const event = { user: { user_metadata: { verifier: verifier.url } } };
  const options = ['--edition', '2026', '--secret', `KEY=${SECRET}`, '--serve', '0', '--json'];
  server = spawn(
    'post-challenge-reference',
    ['run', ...Object.keys(actions), '--event', JSON.stringify(event), ...options],
    { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const lines = createInterface({ input: server.stdout as NonNullable<typeof server.stdout> });
  const { url = '', continueUrl = '' } = await new Promise<Logged>((resolve) =>
    lines.on('line', (line) => {
      const logged = JSON.parse(line) as Logged;
      events.push(logged);
      resolve(logged);
    }),
  );
  address = url;
  verifier.continueUrl = continueUrl;
});
afterAll(async () => {
  await browser.close();
  verifier.close();
  server.kill();
  rmSync(folder, { recursive: true });
});

/** Opens the start page, and records every error and every request to another host than the server and the verifier. */
async function openStart(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (![address, verifier.url].some((known) => new URL(known).origin === origin))
      complaints.push(`asked ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

/** Starts a transaction and goes on to the verifier. */
async function goToVerifier(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start a transaction' }).click();
  await page.getByRole('button', { name: 'Complete email' }).click();
  await page.waitForURL(`${verifier.url}**`);
}

test.for(['GET', 'POST'] as const)(
  'the user completes a challenge, returns by %s, submits the form and completes the transaction',
  async (method) => {
    const page = await openStart();
    await goToVerifier(page);
    await page.getByText(`Return by ${method}`).click();
    await page.getByLabel('More fields').fill('code=4711');
    await page.getByRole('button', { name: 'Submit the form' }).click();

    expect(await page.locator('h1').textContent()).toMatch(/^Completed · transaction \d+$/);
    expect(await page.locator('main').textContent()).toContain(
      `The user returns by ${method} with`,
    );
    expect(await page.locator('main').textContent()).not.toContain(SECRET);
    await expect
      .poll(() => events.slice(-8).map(({ event }) => event))
      .toEqual([
        'started',
        'challenged',
        'continued',
        'redirected',
        'continued',
        'rendered',
        'continued',
        'ended',
      ]);
  },
);

test('the user is denied, and starts again with the same event', async () => {
  const page = await openStart();
  await page.getByLabel('Change of the event').fill('{ "user": { "email": "b@example.com" } }');
  await goToVerifier(page);
  await page.getByText('Return without success').click();
  const outcome = await page.locator('.outcome').textContent();
  await page.getByRole('button', { name: 'Start again with this event' }).click();
  await page.getByRole('button', { name: 'Fail the challenge' }).click();
  await page.getByRole('link', { name: 'Change the event' }).click();

  expect(outcome).toBe('denied: We could not verify <your> identity.');
  expect(await page.getByLabel('Change of the event').inputValue()).toContain('b@example.com');
});

test('a step back in the browser continues nothing twice', async () => {
  const page = await openStart();
  await goToVerifier(page);
  await page.getByText('Return by POST').click();
  await page.getByLabel('More fields').waitFor();
  await page.goBack();
  await page.getByText('Return by POST').click();

  expect(await page.locator('main').textContent()).toContain(
    'has already returned with this state',
  );
  await page.getByRole('link', { name: /See transaction/ }).click();
  expect(await page.getByLabel('More fields').isVisible()).toBe(true);
});

test('everything works with the keyboard', async () => {
  const page = await openStart();
  await page.getByLabel('Change of the event').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Complete otp' }).waitFor();
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.waitForURL(`${verifier.url}**`);

  expect(events.at(-1)?.event).toBe('redirected');
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1280, 390])(
    'the pages fit into %i pixels, and axe finds no violation',
    { timeout: 120_000 },
    async (width) => {
      const page = await openStart({ colorScheme, viewport: { width, height: 900 } });
      const check = async (name: string) => {
        await page.locator('details').evaluateAll((elements) => {
          for (const element of elements) (element as HTMLDetailsElement).open = true;
        });
        const path = `temp/serve-${name}-${colorScheme}-${width}.png`;
        await page.screenshot({ path: join(import.meta.dirname, path), fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        await page.evaluate(axe);
        const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
      };
      await check('start');
      await page.getByRole('button', { name: 'Start a transaction' }).click();
      await check('challenge');
      const path = new URL(page.url()).pathname;
      await page.getByRole('button', { name: 'Complete otp' }).click();
      await page.waitForURL(`${verifier.url}**`);
      await page.goto(new URL(path, address).href);
      await check('redirected');
      await page.getByRole('link', { name: 'Go to that site again' }).click();
      await page.getByText('Return by GET').click();
      await page.getByLabel('More fields').waitFor();
      await check('form');
      await page.getByRole('button', { name: 'Submit the form' }).click();
      await page.locator('.outcome').waitFor();
      await check('end');
      await page.goto(new URL('/continue?token=1', address).href);
      await check('problem');
    },
  );
});

test('the pages cause no error and no request to another host', () => {
  expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
});
