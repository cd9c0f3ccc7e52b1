/** A member of an object or a variant of a union, at any depth of a schema. */
export interface Member {
  readonly path: string;
  readonly schema: { readonly description?: string; readonly default?: unknown };
}

/** Lists the members and variants of all schemas within a value. */
export function membersOf(value: unknown, path = ''): Member[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([keyword, part]: [string, unknown]) => {
    if (!['properties', 'oneOf'].includes(keyword)) return membersOf(part, `${path}/${keyword}`);
    return Object.entries(part as Record<string, Member['schema']>).flatMap(([name, schema]) => [
      { path: `${path}/${name}`, schema },
      ...membersOf(schema, `${path}/${name}`),
    ]);
  });
}
