/**
 * Takes the first cases of each kind. `pnpm test` tries these, so that a mistake shows within a minute; `pnpm strength` tries all
 * cases.
 */
export function takeOfEachKind<T>(
  cases: readonly T[],
  getKind: (one: T) => string,
  most = 1,
): readonly T[] {
  const counts = new Map<string, number>();
  return cases.filter((one) => {
    const count = (counts.get(getKind(one)) ?? 0) + 1;
    counts.set(getKind(one), count);
    return count <= most;
  });
}

/** Gets the name before the `/` of a rule id: the method, the namespace or another subject. */
export function getSubject(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
