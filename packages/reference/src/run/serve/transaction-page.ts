import type { FactorSelector } from '@post-challenge/spec';
import { type Markup, escapeControls, markup, plain } from '@post-challenge/spec/command-line';
import { listTypes } from '../../api/factors.ts';
import { listMistakes } from '../hints.ts';
import { type Redact, createAbbreviator } from '../redact.ts';
import { formatOutcome, formatPhases, formatValue } from '../report.ts';
import { renderCache } from './cache-table.ts';
import { renderActionForm } from './form-page.ts';
import { renderButtons, renderForm, renderPage, renderSection, renderText } from './layout.ts';
import { formatComplaints } from './log.ts';
import type { ServeSettings } from './settings.ts';
import {
  type ServedTransaction,
  type Transactions,
  findLastPhase,
  hasEnded,
} from './transactions.ts';

/** The width of a report, in characters: a line fits into the widest page. */
const REPORT_WIDTH = 96;

/** The things that a page shows besides its transaction. */
export interface PageContext {
  readonly settings: ServeSettings;
  readonly transactions: Transactions;
  /** The address to which the other site sends the user back. */
  readonly continueUrl: string;
}

/** Returns the path of the page of a transaction. */
export function getPath({ number }: ServedTransaction): string {
  return `/transactions/${number}`;
}

/** Finds the other site to which a transaction sends the user now: that of the redirect, or the result URL. */
export function findTarget({ transaction, isGivenUp }: ServedTransaction): string | undefined {
  if (isGivenUp) return undefined;
  if (transaction.status === 'redirected') return transaction.url;
  return transaction.status === 'completed' ? transaction.resultUrl : undefined;
}

/** Renders the page of a transaction: how the user can continue it, or its result. */
export function renderTransaction(served: ServedTransaction, context: PageContext): string {
  const redact = createAbbreviator(served.secrets, served.phases);
  const { number, phases } = served;
  const { title, content } = describePage(served, context, redact);
  const edition = context.settings.actions.edition;
  const hints = listMistakes({ phases, edition });
  const look = { paint: plain, width: REPORT_WIDTH };
  const report = renderText(formatPhases(phases, hints, redact, look));
  const complaints = formatComplaints(served, redact);
  return renderPage(
    `${title} · transaction ${number}`,
    markup`${content}
${
  complaints.length > 0
    ? renderSection(
        'Warnings',
        complaints.map((text) => markup`<div class="warning">${renderText(text)}</div>`),
      )
    : undefined
}
${renderSection('Calls', report)}
${hasEnded(served) ? renderCache(context.transactions.listRecords(), redact) : undefined}`,
  );
}

function describePage(
  served: ServedTransaction,
  { continueUrl }: PageContext,
  redact: Redact,
): { readonly title: string; readonly content: Markup } {
  const { transaction, phases, isExecuting } = served;
  if (isExecuting)
    return {
      title: 'Executing',
      content: markup`<p>The actions are executing. <a href="${getPath(served)}">Load the page again</a> to see their result.</p>`,
    };
  const path = getPath(served);
  const step = phases.length;
  if (hasEnded(served)) return describeEnd(served, redact);
  if (transaction.status === 'challenged')
    return { title: 'Challenge', content: renderChallenge(path, step, transaction) };
  if (transaction.status === 'rendered')
    return {
      title: `Form ${redact(transaction.promptId)}`,
      content: renderActionForm(path, step, transaction.fields, redact),
    };
  return {
    title: 'Redirected',
    content: markup`<p>The user is at another site, which sends them back to <code>${continueUrl}</code> with the <code>state</code> that it received.</p>
<p><a href="${path}/target" rel="noreferrer">Go to that site again</a></p>
${renderForm(path, { step }, renderButtons([markup`<button class="second" name="gives-up" value="yes">Give up</button>`]))}`,
  };
}

function renderChallenge(
  path: string,
  step: number,
  {
    factors,
    defaultFactor,
  }: {
    readonly factors: readonly FactorSelector[];
    readonly defaultFactor?: FactorSelector;
  },
): Markup {
  const buttons = listTypes(factors).map((type) => {
    const options = factors.find((factor) => factor.type === type)?.options;
    const details = options && Object.keys(options).length > 0 ? ` ${formatValue(options)}` : '';
    const isFirst = type === defaultFactor?.type;
    return markup`<button name="completes" value="${type}" class="${isFirst || !defaultFactor ? '' : 'second'}">Complete ${type}${details}</button>`;
  });
  const sentence = defaultFactor
    ? `The user is asked for ${defaultFactor.type}${factors.length > 1 ? ', and can choose another factor' : ''}.`
    : 'The user chooses a factor.';
  return markup`<p>${sentence} Choose the outcome.</p>
${renderForm(
  path,
  { step },
  renderButtons([
    ...buttons,
    markup`<button class="second" name="gives-up" value="yes">Fail the challenge</button>`,
  ]),
)}`;
}

const titles = { completed: 'Completed', denied: 'Denied', failed: 'Failed' } as const;

function describeEnd(
  served: ServedTransaction,
  redact: Redact,
): { readonly title: string; readonly content: Markup } {
  const { isGivenUp, number } = served;
  const { status } = served.transaction;
  const sentence = escapeControls(formatOutcome(redact(findLastPhase(served).outcome)));
  const hasResultUrl = findTarget(served) !== undefined;
  const isEnd = status === 'completed' || status === 'denied' || status === 'failed';
  return {
    title: isEnd && !isGivenUp ? titles[status] : 'Given up',
    content: markup`<p class="outcome ${isGivenUp ? '' : status}">${sentence}</p>
${isGivenUp ? markup`<p>The user gave up, so the actions that follow do not execute, and the password is not reset.</p>` : undefined}
${!hasResultUrl ? undefined : markup`<p>After the reset, the user goes to <a href="${getPath(served)}/target" rel="noreferrer">the result URL</a>.</p>`}
${renderForm('/start', { again: number }, renderButtons([markup`<button>Start again with this event</button>`]))}
<p><a href="/?again=${number}">Change the event</a></p>`,
  };
}

/** Renders the page of a request that was refused or has failed. */
export function renderProblem(title: string, message: string, served?: ServedTransaction): string {
  const link =
    served &&
    markup`<p><a href="${getPath(served)}">See transaction ${served.number}</a></p>
`;
  return renderPage(
    title,
    markup`<p class="message">${escapeControls(message)}</p>
${link}<p><a href="/">Start a transaction</a></p>`,
  );
}
