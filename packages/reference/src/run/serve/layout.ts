import { type Markup, type MarkupPart, markup } from '@post-challenge/spec/command-line';
import { createHash } from 'node:crypto';
import { style } from './style.ts';

const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * The content security policy of all pages. `form-action` allows every site, because browsers apply it to the redirect that answers a
 * form, and an action may redirect to any site.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self' http: https:",
  "frame-ancestors 'none'",
].join('; ');

/** Renders a page. */
export function renderPage(title: string, content: MarkupPart): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${{ markup: style }}</style>
</head>
<body>
<header>
<p><a href="/">post-challenge-reference</a>: for development only. No password is reset, and no factor is checked.</p>
</header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.markup;
}

/** Renders a form that goes to a path of the server, with hidden fields. */
export function renderForm(
  path: string,
  hidden: Readonly<Record<string, string | number>>,
  content: MarkupPart,
): Markup {
  const fields = Object.entries(hidden).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">
`,
  );
  return markup`<form method="post" action="${path}">
${fields}${content}
</form>`;
}

/** Renders a list of buttons. */
export function renderButtons(buttons: readonly Markup[]): Markup {
  return markup`<ul class="buttons">
${buttons.map(
  (button) => markup`<li>${button}</li>
`,
)}</ul>`;
}

/** Renders a section with a heading. */
export function renderSection(title: string, content: MarkupPart): Markup {
  return markup`<section>
<h2>${title}</h2>
${content}
</section>
`;
}

/** Renders a text that keeps its lines. */
export function renderText(text: string): Markup {
  // A browser drops a line feed at the start.
  return markup`<pre>
${text.trimEnd()}</pre>`;
}
