/** A text that is markup. */
export interface Markup {
  readonly markup: string;
}

/** What can be filled into markup. */
export type MarkupPart = Markup | string | number | undefined | readonly MarkupPart[];

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** XML or HTML from a template; what is filled in is escaped, unless it is markup itself. */
export function markup(texts: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return { markup: texts.map((text, index) => `${text}${renderPart(parts[index])}`).join('') };
}

function renderPart(part: MarkupPart): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(renderPart).join('');
}

/** A text in which everything stands for itself; a character that markup cannot hold is written as its number. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities.get(character) ?? '')
    .replaceAll(
      /[^\t\n\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
      (character) => String.raw`\u{${character.codePointAt(0)?.toString(16)}}`,
    );
}
