/** A text that is already escaped markup. */
export interface Markup {
  readonly markup: string;
}

/** A value to insert into markup. */
export type MarkupPart = Markup | string | number | undefined | readonly MarkupPart[];

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Renders XML or HTML from a template. Escapes inserted values, unless they are markup themselves. */
export function markup(texts: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { markup: texts.map((text, index) => `${text}${renderPart(parts[index])}`).join('') };
}

function renderPart(part: MarkupPart): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(renderPart).join('');
}

function escapeText(text: string): string {
  const allowed = escapeForbidden(text);
  return allowed.replaceAll(/[&<>"']/g, (character) => entities.get(character) ?? '');
}

/** Writes each character that XML does not allow as its code point, as `markup` does. */
export function escapeForbidden(text: string): string {
  return text.replaceAll(
    /[^\t\n\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
    (character) => String.raw`\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
