import { type Markup, type MarkupPart, markup } from '@post-challenge/spec/command-line';
import { type MessageLine, type MessagePart, readMessage } from './read-message.ts';

/** Renders the message of a verdict: what was expected and received, the script, and the sentences around it. */
export function renderMessage(message: string, id: string): MarkupPart {
  const parts = readMessage(message);
  const lines = parts.flatMap((part) => (part.kind === 'line' ? [part.line] : []));
  const sentences = parts.flatMap((part) => (part.kind === 'sentence' ? [part.text] : []));
  return [
    renderContrast(parts),
    ...sentences.map(
      (text) => markup`<p>${text}</p>
`,
    ),
    lines.length > 0
      ? markup`<div class="script" role="group" aria-label="script of ${id}">
${lines.map(renderScriptLine)}</div>
`
      : undefined,
  ];
}

/** Lists the facts of a message beside the expected and the received result. */
export function listMessageFacts(message: string): [label: string, text: string][] {
  return readMessage(message).flatMap((part) =>
    part.kind === 'fact' && !['expected', 'actual'].includes(part.label)
      ? [[part.label, part.text] as [string, string]]
      : [],
  );
}

/** Renders the expected and the received result side by side. Without a note on the received result, it is that of the marked line. */
function renderContrast(parts: readonly MessagePart[]): Markup | undefined {
  const marked = parts.flatMap((part) =>
    part.kind === 'line' && part.line.mark !== undefined ? [part.line] : [],
  )[0];
  const expected = findFact(parts, 'expected') ?? marked?.mark;
  const received = findFact(parts, 'actual') ?? marked?.result ?? marked?.text;
  if (expected === undefined || received === undefined) return undefined;
  return markup`<dl class="contrast">
<div><dt>Expected</dt><dd>${expected}</dd></div>
<div><dt>Received</dt><dd>${received}</dd></div>
</dl>
`;
}

function findFact(parts: readonly MessagePart[], label: string): string | undefined {
  return parts.flatMap((part) =>
    part.kind === 'fact' && part.label === label ? [part.text] : [],
  )[0];
}

/** Renders a line of a script. The spaces keep it readable if it is copied. */
function renderScriptLine({ number = '', text, result, mark }: MessageLine): Markup {
  const note = mark && markup` <span class="mark">← ${mark}</span>`;
  const right =
    result !== undefined && markup`  <span class="result">→ ${result}${note || undefined}</span>`;
  return markup`<p class="line${mark === undefined ? '' : ' marked'}"><span class="number">${number}</span> <span class="call">${text}${right ? undefined : note || undefined}</span>${right || undefined}</p>
`;
}
