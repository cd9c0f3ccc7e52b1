import type { Outcome } from '@post-challenge/spec';
import { type Markup, escapeForbidden, markup } from '@post-challenge/spec/command-line';
import type { Redact } from '../redact.ts';
import { renderButtons, renderForm } from './layout.ts';

type Fields = NonNullable<Extract<Outcome, { status: 'rendered' }>['fields']>;

/** The prefix of the names of the fields of an action, so that they differ from those of the page. */
const PREFIX = 'field:';

/** Renders a form of an action: its fields with their values, and a place for the fields that only the form has. */
export function renderActionForm(
  path: string,
  step: number,
  fields: Fields = {},
  redact: Redact,
): Markup {
  const given = Object.entries(fields).map(([name, value], index) =>
    renderField(`field-${index}`, redact(name), formatField(value, redact)),
  );
  return renderForm(
    path,
    { step },
    markup`${given}<label for="more">${given.length === 0 ? 'Fields' : 'More fields'}</label>
<textarea id="more" name="more" rows="3" aria-describedby="more-hint" spellcheck="false"></textarea>
<p class="hint" id="more-hint">One a line, as name=value. The form itself is not known here, only the fields that the action gave it.</p>
${renderButtons([
  markup`<button name="submits" value="form">Submit the form</button>`,
  markup`<button class="second" name="gives-up" value="yes">Give up</button>`,
])}`,
  );
}

function renderField(id: string, name: string, text: string): Markup {
  const label = markup`<label for="${id}">${name}</label>
`;
  return text.includes('\n')
    ? markup`${label}<textarea id="${id}" name="${PREFIX}${name}" rows="4">
${text}</textarea>
`
    : markup`${label}<input id="${id}" name="${PREFIX}${name}" value="${text}" autocomplete="off">
`;
}

/** Formats the value of a field as a browser sends it back: a text as it is, and any other value as JSON. */
function formatField(value: unknown, redact: Redact): string {
  const shown = redact(value);
  return escapeForbidden(normalizeLines(typeof shown === 'string' ? shown : JSON.stringify(shown)));
}

function normalizeLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/**
 * Parses a submitted form. A field that the user did not change is left out, so that it keeps its value. A changed field whose value
 * was no text is read as JSON, if it is JSON.
 *
 * @throws SyntaxError if a line of further fields is not `name=value`.
 */
export function parseActionForm(
  body: URLSearchParams,
  fields: Fields = {},
  redact: Redact,
): Fields {
  const changed = Object.entries(fields).flatMap(([name, value]) => {
    const before = formatField(value, redact);
    const text = normalizeLines(body.get(PREFIX + redact(name)) ?? before);
    return text === before ? [] : [[name, parseField(text, value)] as const];
  });
  const lines = normalizeLines(body.get('more') ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const more = lines.map((line, index) => {
    const end = line.indexOf('=');
    if (end < 1) throw new SyntaxError(`Line ${index + 1} of the fields is not name=value.`);
    return [line.slice(0, end).trim(), line.slice(end + 1)] as const;
  });
  return Object.fromEntries([...changed, ...more]);
}

function parseField(text: string, before: unknown): unknown {
  if (typeof before === 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
