/**
 * The JSON Schema files of a package, by path.
 *
 * @param {string} name - The name of the package.
 * @param {Readonly<Record<string, object>>} schemas - The schemas, by title.
 */
export function schemaFiles(name, schemas) {
  return Object.fromEntries(
    Object.entries(schemas).map(([title, schema]) => [
      `schema/${title}.json`,
      json({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:post-challenge:${name}:${title}`,
        title,
        ...schema,
      }),
    ]),
  );
}

/**
 * JSON without `discriminator`, which is no word of JSON Schema: strict validators refuse it, and `oneOf` says the same.
 *
 * @param {object} value
 */
export function json(value) {
  const standard = (/** @type {string} */ key, /** @type {unknown} */ member) =>
    key === 'discriminator' ? undefined : member;
  return `${JSON.stringify(value, standard, 2)}\n`;
}
