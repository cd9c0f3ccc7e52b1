/**
 * Escapes what Vue or HTML would read as code, except in code spans. The texts of the contract are Markdown otherwise.
 *
 * @param {string} text
 */
export function escapeText(text) {
  return text
    .split(/(`[^`]*`)/u)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');
}

/**
 * Renders a fenced block.
 *
 * @param {string} language
 * @param {string} text
 */
export function renderBlock(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** @param {readonly string[]} items */
export function renderList(items) {
  return items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n');
}

/**
 * Renders a heading with its contents; nothing if there are none.
 *
 * @param {string} title
 * @param {string} contents
 * @param {number} [level]
 */
export function renderSection(title, contents, level = 2) {
  return contents === '' ? [] : [`${'#'.repeat(level)} ${title}`, contents];
}

/**
 * Joins the blocks of a page.
 *
 * @param {readonly string[]} blocks
 * @param {string} description - The description of the page for search engines.
 */
export function renderPage(blocks, description) {
  const frontMatter = `---\ndescription: ${JSON.stringify(description.replaceAll('`', ''))}\neditLink: false\n---`;
  return `${[frontMatter, ...blocks].join('\n\n')}\n`;
}

/** @param {string} level - MUST, SHOULD or PROBE. */
export function renderLevel(level) {
  return `<span class="level ${level.toLowerCase()}">${level}</span>`;
}

/**
 * Renders the editions that have a rule or a method, if not all of them have it.
 *
 * @param {{ since?: string, until?: string }} range
 */
export function renderEdition({ since, until }) {
  const text = [since && `since edition ${since}`, until && `until edition ${until}`]
    .filter(Boolean)
    .join(', ');
  return text === '' ? '' : ` <span class="level edition">${text}</span>`;
}

/** @param {string} id - The id of a rule. */
export function linkRule(id) {
  return `[\`${id}\`](/rules/${id}.md)`;
}
