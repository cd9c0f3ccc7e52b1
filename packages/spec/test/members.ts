/** A member of an object or a variant of a union, at whatever depth of a schema. */
export interface Member {
  readonly path: string;
  readonly schema: { readonly description?: string; readonly default?: unknown };
}

/** Every member and every variant that a schema, or what holds schemas, says something of. */
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
