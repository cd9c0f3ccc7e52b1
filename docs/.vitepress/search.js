/**
 * Splits a text into the terms of the search: names such as `cache.set/ttl`, and each of their words. A name of several words begins with `=`,
 * so that the word `redirect` does not count as the beginning of every method of `api.redirect`. A question such as "how do I install the types"
 * is searched by its other words only, because every page has the small ones.
 *
 * @param {string} text
 */
export function splitTerms(text) {
  const fillers =
    /^(?:a|an|and|are|at|be|by|can|do|does|for|from|how|i|if|in|is|it|may|my|of|on|or|the|to|what|when|where|which|why|with)$/iu;
  return (text.match(/[\p{L}\p{N}@_./-]+/gu) ?? []).flatMap((name) => {
    const parts = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const words = parts.filter((part) => !fillers.test(part));
    const trimmed = name.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    return parts.length > 1 ? [`=${trimmed}`, ...words] : words;
  });
}

/**
 * Ranks a part of a page: a title that is the term itself first, then methods and guides before rules and the exports of the packages. The
 * sections of a method, such as "Types", have the same titles on every page, so these are no names.
 *
 * @param {string} id - The address of the part.
 * @param {string} term
 * @param {{ title?: string, titles?: string[] }} part
 */
export function rankPart(id, term, { title = '', titles = [] }) {
  const isPage = titles.length === 0;
  const name = title.replaceAll('`', '').toLowerCase();
  const folder = /(?:guide|methods|rules|commands|api|decisions)(?=\/)/u.exec(id)?.[0] ?? '';
  const rank = { guide: 1.5, methods: 2, rules: 0.7, commands: 1.2, api: 0.5, decisions: 0.8 };
  const isName = (isPage || folder !== 'methods') && [name, `=${name}`].includes(term);
  return (rank[folder] ?? 0.8) * (isName ? 3 : 1) * (isPage ? 2 : 1);
}

/**
 * Renders what the search knows of a page: of a rule only its sentence and its grounds, without the scripts; of the comparison of kits, which
 * names every rule, only its beginning.
 *
 * @param {string} source
 * @param {any} env
 * @param {any} md
 */
export function renderForSearch(source, env, md) {
  const isRule = /^rules\/.+\//u.test(env.relativePath);
  const isComparison = env.relativePath === 'kits.md';
  const [shown = ''] = isRule || isComparison ? source.split(/^(?:## |\| rule )/mu, 1) : [source];
  const html = md.render(shown, env);
  return env.frontmatter?.search === false ? '' : html;
}
