/**
 * Splits a text into the terms of the search: names such as `cache.set/ttl`, and each of their words. A name of several words begins with `=`,
 * so that the word `redirect` does not count as the beginning of every method of `api.redirect`.
 *
 * @param {string} text
 */
export function splitTerms(text) {
  return (text.match(/[\p{L}\p{N}@_./-]+/gu) ?? []).flatMap((name) => {
    const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const trimmed = name.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    return words.length > 1 ? [`=${trimmed}`, ...words] : words;
  });
}

/**
 * Ranks a part of a page: a title that is the term itself first, then methods, guides and rules before the exports of the packages.
 *
 * @param {string} id - The address of the part.
 * @param {string} term
 * @param {{ title?: string, titles?: string[] }} part
 */
export function rankPart(id, term, { title = '', titles = [] }) {
  const isPage = titles.length === 0;
  const name = title.replaceAll('`', '').toLowerCase();
  const folder = /(?:guide|methods|rules|commands|api|decisions)(?=\/)/u.exec(id)?.[0] ?? '';
  const rank = { guide: 1.5, methods: 2, rules: 1.2, commands: 1.2, api: 0.5, decisions: 0.8 };
  return (rank[folder] ?? 0.8) * ([name, `=${name}`].includes(term) ? 3 : 1) * (isPage ? 2 : 1);
}

/**
 * Renders what the search knows of a page: of a rule only its sentence and its grounds, without the scripts.
 *
 * @param {string} source
 * @param {any} env
 * @param {any} md
 */
export function renderForSearch(source, env, md) {
  const isRule = /^rules\/.+\//u.test(env.relativePath);
  const [shown = ''] = isRule ? source.split(/^## /mu, 1) : [source];
  const html = md.render(shown, env);
  return env.frontmatter?.search === false ? '' : html;
}
