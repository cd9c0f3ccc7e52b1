import { checkConformance, fromApi } from '../dist/index.js';
import { renderPretty } from '../dist/report/reporters/pretty.js';
import { createPostChallenge } from '@post-challenge/reference';

/** @import { Paint } from '@post-challenge/spec/command-line' */

/** The width of the terminal, in characters. */
const COLUMNS = 96;
const FONT_SIZE = 14;
const CHARACTER = 8.4;
const LINE = 20;
const PADDING = 20;

/** The colours of the terminal, by scheme. */
const schemes = {
  light: {
    ground: '#ffffff',
    frame: '#d0d7de',
    text: '#1f2328',
    dim: '#59636e',
    red: '#c5162e',
    yellow: '#8a5a00',
    green: '#1a7f37',
  },
  dark: {
    ground: '#0d1117',
    frame: '#3d444d',
    text: '#e6edf3',
    dim: '#9198a1',
    red: '#ff7b72',
    yellow: '#d29922',
    green: '#3fb950',
  },
};

/** A cache that takes `ttl` for seconds: a mistake of many mocks. */
const implementation = fromApi({
  name: 'my mock',
  create(input) {
    const { api, outcome } = createPostChallenge(input);
    const { set } = api.cache;
    Object.assign(api.cache, {
      set: (key, value, options) =>
        set(key, value, options?.ttl ? { ...options, ttl: options.ttl * 1000 } : options),
    });
    return { api, outcome };
  },
});

/**
 * Renders a report of a failure as the terminal shows it, as a picture in light and in dark colours.
 *
 * @returns {Promise<Readonly<Record<string, string>>>} The pictures, by path.
 */
export async function renderPictures() {
  const report = await checkConformance(implementation, { rules: 'cache.set/ttl' });
  const spans = paintSpans((paint) =>
    renderPretty(report, {
      path: 'adapter.mjs',
      paint,
      width: COLUMNS,
      full: true,
      failOn: 'must',
    }),
  );
  const lines = [
    [{ styles: ['dim'], text: '$ npx --no-install post-challenge-conformance check adapter.mjs' }],
    [],
    ...toLines(spans)
      .map(shortenLine)
      .filter((line) => !/^\d+ rules? in /.test(readText(line))),
  ];
  return Object.fromEntries(
    Object.entries(schemes).map(([name, colours]) => [
      `docs/pictures/failing-report-${name}.svg`,
      renderSvg(lines, colours),
    ]),
  );
}

/** @typedef {{ styles: readonly string[], text: string }} Span */

/**
 * Runs a renderer, and splits its text into spans with their styles.
 *
 * @param {(paint: Paint) => string} render
 * @returns {Span[]}
 */
function paintSpans(render) {
  // Characters of a private use area, which no report holds.
  const text = render((style, inner) => `\uE001${style}\uE002${inner}\uE003`);
  const styles = [];
  return text.split(/(\uE001\w+\uE002|\uE003)/u).flatMap((part) => {
    const [, style] = /^\uE001(\w+)\uE002$/u.exec(part) ?? [];
    if (style !== undefined) styles.push(style);
    else if (part === '\uE003') styles.pop();
    else return part === '' ? [] : [{ styles: [...styles], text: part }];
    return [];
  });
}

/**
 * @param {readonly Span[]} spans
 * @returns {Span[][]}
 */
function toLines(spans) {
  /** @type {Span[][]} */
  const lines = [[]];
  for (const { styles, text } of spans)
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ styles, text: part });
    }
  while (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/**
 * Shortens a replay line, which a terminal wraps.
 *
 * @param {Span[]} line
 */
function shortenLine(line) {
  return line.map((span) => ({
    ...span,
    text: span.text
      .replace(/^( +replay +.* ePn?W?.{2}).*$/u, '$1…')
      .replace(/^( +rule book +)(?:\.\.\/)*(?:.*\/)?(docs\/.*)$/u, '$1$2'),
  }));
}

/** @param {readonly Span[]} line */
function readText(line) {
  return line.map(({ text }) => text).join('');
}

/**
 * @param {readonly (readonly Span[])[]} lines
 * @param {typeof schemes.light} colours
 */
function renderSvg(lines, colours) {
  const longest = Math.max(...lines.map((line) => readText(line).length));
  const width = Math.ceil(longest * CHARACTER) + 2 * PADDING;
  const height = lines.length * LINE + 2 * PADDING;
  const rows = lines.map((line, index) =>
    renderLine(line, PADDING + (index + 0.75) * LINE, colours),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>A report on a terminal: the rule cache.set/ttl failed, with the two calls that show it</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${colours.ground}" stroke="${colours.frame}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}" fill="${colours.text}">
${rows.filter(Boolean).join('\n')}
</g>
</svg>
`;
}

/**
 * Renders a line. Each run of text without wide gaps has its place and its width, so that every font keeps the columns.
 *
 * @param {readonly Span[]} line
 * @param {number} y
 * @param {Readonly<Record<string, string>>} colours
 */
function renderLine(line, y, colours) {
  let column = 0;
  return line
    .flatMap(({ styles, text }) => {
      const start = column;
      column += text.length;
      return [...text.matchAll(/\S+(?: \S+)*/gu)].map(({ 0: run, index }) =>
        renderRun(run, { x: PADDING + (start + index) * CHARACTER, y, styles, colours }),
      );
    })
    .join('');
}

/**
 * @param {string} run
 * @param {{ x: number, y: number, styles: readonly string[], colours: Readonly<Record<string, string>> }} look
 */
function renderRun(run, { x, y, styles, colours }) {
  const colour = styles.map((style) => colours[style]).findLast(Boolean);
  const attributes = [
    `x="${x.toFixed(1)}" y="${y}" textLength="${(run.length * CHARACTER).toFixed(1)}"`,
    ...(colour ? [`fill="${colour}"`] : []),
    ...(styles.includes('bold') ? ['font-weight="bold"'] : []),
  ];
  return `<text ${attributes.join(' ')}>${escapeMarkup(run)}</text>`;
}

/** @param {string} text */
function escapeMarkup(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
