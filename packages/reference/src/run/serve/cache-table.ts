import type { CacheRecord } from '@post-challenge/spec';
import { type Markup, markup } from '@post-challenge/spec/command-line';
import type { Redact } from '../redact.ts';
import { renderButtons, renderForm, renderSection } from './layout.ts';

/** Renders the records of the cache, with a button that empties it; nothing if there are none. */
export function renderCache(
  records: readonly (readonly [string, CacheRecord])[],
  redact: Redact,
): Markup {
  if (records.length === 0) return markup``;
  const rows = records.map(
    ([
      key,
      { value, expires_at },
    ]) => markup`<tr><td>${redact(key)}</td><td>${redact(value)}</td><td>${new Date(expires_at).toISOString()}</td></tr>
`,
  );
  return renderSection(
    'Cache',
    markup`<table>
<thead><tr><th scope="col">key</th><th scope="col">value</th><th scope="col">expires</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
${renderForm('/cache/empty', {}, renderButtons([markup`<button class="second">Empty the cache</button>`]))}`,
  );
}
