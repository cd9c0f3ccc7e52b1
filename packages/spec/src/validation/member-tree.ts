/** The names of the members of an object, at any depth. The tree of a list describes its items. */
export interface MemberTree {
  /** Whether the object may have further members. */
  readonly open?: true;
  /** The members; `true` stands for a value whose members have no fixed names. */
  readonly members: Readonly<Record<string, MemberTree | true>>;
}

/** A member that a tree does not have. */
export interface UnknownMember {
  /** The names that lead to the member, ending with its own. */
  readonly path: readonly string[];
  /** The names of the members that the object may have. */
  readonly known: readonly string[];
  /** The known name that the unknown name resembles. */
  readonly similar?: string;
}

/** Finds the first member that a tree does not have. In an open object, only a name that resembles a known one counts. */
export function findUnknownMember(
  value: unknown,
  tree: MemberTree | true,
  path: readonly string[] = [],
): UnknownMember | undefined {
  if (tree === true || typeof value !== 'object' || value === null) return undefined;
  const known = Object.keys(tree.members);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const here = [...path, name];
    const inner = Array.isArray(value) ? tree : getOwn(tree.members, name);
    const similar = inner === undefined ? findSimilar(name, known) : undefined;
    if (inner === undefined && (tree.open !== true || similar !== undefined))
      return { path: here, known, ...(similar !== undefined && { similar }) };
    const found = inner && findUnknownMember(member, inner, here);
    if (found) return found;
  }
  return undefined;
}

function getOwn<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Finds the name that another name resembles: in other case or with other separators, or with one or two wrong letters. */
export function findSimilar(name: string, known: readonly string[]): string | undefined {
  const bare = removeSeparators(name);
  return (
    known.find((other) => removeSeparators(other) === bare) ??
    known.find((other) => isWithinEdits(name, other, other.length < 8 ? 1 : 2))
  );
}

/** Tells whether two names differ in at most this number of letters. */
function isWithinEdits(name: string, other: string, limit: number): boolean {
  // A foreign name may be very long, and may be one of very many.
  return Math.abs(name.length - other.length) <= limit && countEdits(name, other) <= limit;
}

function removeSeparators(name: string): string {
  return name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}

/** Counts the letters to insert, delete, replace or swap until a name equals another (optimal string alignment). */
function countEdits(name: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= name.length; row += 1) {
    const [above = [], aboveThat = []] = [rows[row - 1], rows[row - 2]];
    const cells = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = name[row - 1] === other[column - 1];
      const isSwapped = name[row - 1] === other[column - 2] && name[row - 2] === other[column - 1];
      cells[column] = Math.min(
        (above[column] ?? 0) + 1,
        (cells[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        row > 1 && column > 1 && isSwapped ? (aboveThat[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    rows.push(cells);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
