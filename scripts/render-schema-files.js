/**
 * Renders the JSON Schema files of a package.
 *
 * @param {string} name - The name of the package.
 * @param {Readonly<Record<string, object>>} schemas - The schemas, by title.
 * @returns {Readonly<Record<string, string>>} The contents, by path.
 */
export function renderSchemaFiles(name, schemas) {
  return Object.fromEntries(
    Object.entries(schemas).map(([title, schema]) => [
      `schema/${title}.json`,
      renderJson({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:post-challenge:${name}:${title}`,
        title,
        ...schema,
      }),
    ]),
  );
}

/**
 * Renders JSON without `discriminator`. It is not a keyword of JSON Schema, so strict validators refuse it, and `oneOf` has the same
 * effect.
 *
 * @param {object} value
 */
export function renderJson(value) {
  const omitDiscriminator = (/** @type {string} */ key, /** @type {unknown} */ member) =>
    key === 'discriminator' ? undefined : member;
  return `${JSON.stringify(value, omitDiscriminator, 2)}\n`;
}
