/** Formats a JSON Pointer as JavaScript would write it: `factors[0].type`. */
export function formatPath(path: string): string {
  const [first = '', ...members] = path.slice(1).split('/');
  return members.reduce(
    (name, member) => name + (/^\d+$/.test(member) ? `[${member}]` : `.${unescapePointer(member)}`),
    first,
  );
}

/** Returns the last name of a JSON Pointer. */
export function getLastName(path: string): string {
  return unescapePointer(path.slice(path.lastIndexOf('/') + 1));
}

/** Tells whether a path leads to an argument beyond the last parameter, which has an index instead of a name. */
export function isSurplus(path: string): boolean {
  return /^\/\d+$/.test(path);
}

function unescapePointer(member: string): string {
  return member.replaceAll('~1', '/').replaceAll('~0', '~');
}
