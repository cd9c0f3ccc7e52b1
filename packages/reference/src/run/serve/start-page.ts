import { type Markup, escapeControls, markup } from '@post-challenge/spec/command-line';
import { type Redact, createRedactor } from '../redact.ts';
import { renderCache } from './cache-table.ts';
import { renderButtons, renderForm, renderPage, renderSection, renderText } from './layout.ts';
import { type NamedEvent, listSecrets } from './settings.ts';
import { type PageContext, getPath } from './transaction-page.ts';
import type { ServedTransaction, Transactions } from './transactions.ts';

/** Renders the start page. The event of an earlier transaction can be chosen again. */
export function renderStart(
  { settings, transactions, continueUrl }: PageContext,
  again?: ServedTransaction,
): string {
  const { actions, events } = settings;
  const secrets = listSecrets(events);
  const names = new Set(secrets.flatMap(Object.keys));
  const redact = createRedactor(secrets);
  return renderPage(
    'Try the actions',
    markup`${renderForm(
      '/start',
      {},
      markup`${renderEventChoice(events, again?.choice.name)}
<label for="changes">Change of the event</label>
<textarea id="changes" name="changes" rows="4" aria-describedby="changes-hint" spellcheck="false">
${redact(again?.choice.changes ?? '')}</textarea>
<p class="hint" id="changes-hint">JSON with the members that differ, such as <code>{ "user": { "email_verified": false } }</code>. Empty for none.</p>
${renderButtons([markup`<button>Start a transaction</button>`])}`,
    )}
<dl>
<dt>Actions</dt>
<dd><code>${actions.paths.join(', ')}</code>, edition ${actions.edition}. Each step loads the files again.</dd>
<dt>The other site sends the user back to</dt>
<dd><code>${continueUrl}</code></dd>
<dt>Secrets</dt>
<dd>${[...names].join(', ') || 'none'}</dd>
</dl>
${events.map((event) => renderEvent(event, redact))}
${renderTransactions(transactions)}
${renderCache(transactions.listRecords(), redact)}`,
  );
}

function renderEventChoice(events: readonly NamedEvent[], chosen: string | undefined): Markup {
  if (events.length === 1) return markup``;
  const options = events.map(({ name }) =>
    name === chosen ? markup`<option selected>${name}</option>` : markup`<option>${name}</option>`,
  );
  return markup`<label for="event">Event</label>
<select id="event" name="event">${options}</select>
`;
}

function renderEvent({ name, event }: NamedEvent, redact: Redact): Markup {
  const { secrets: _, ...shown } = event;
  const text = escapeControls(JSON.stringify(redact(shown), null, 2));
  return markup`<details><summary>See ${name}</summary>
${renderText(text)}</details>
`;
}

function renderTransactions(transactions: Transactions): Markup {
  const items = transactions.list().map(
    (served) =>
      markup`<li><a href="${getPath(served)}">Transaction ${served.number}</a>: ${describeStatus(served)}</li>
`,
  );
  return items.length === 0
    ? markup``
    : renderSection(
        'Transactions',
        markup`<ul>
${items}</ul>`,
      );
}

function describeStatus({ isExecuting, isGivenUp, transaction }: ServedTransaction): string {
  if (isExecuting) return 'executing';
  return isGivenUp ? `${transaction.status}, and given up` : transaction.status;
}
