import { type MemberTree, eventMembers } from '@post-challenge/spec/command-line';

/** Receives the path of a member that an action has read in vain, and the path that it resembles. */
type NoteMisread = (read: string, known: string) => void;

/**
 * Notes each read of a member of an event whose name is a known one in another style, such as `country_code` for `countryCode`. Such a
 * read gives `undefined`, and nothing else tells the user why.
 *
 * The watched names are not enumerable, so that JSON, copies and comparisons do not see them. `in` does.
 */
export function watchMisreads(event: object, note: NoteMisread): void {
  watchMembers(event, eventMembers, 'event', note);
}

function watchMembers(
  value: unknown,
  tree: MemberTree | true,
  path: string,
  note: NoteMisread,
): void {
  if (tree === true || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      watchMembers(item, tree, `${path}[${index}]`, note);
    return;
  }
  for (const [name, inner] of Object.entries(tree.members)) {
    watchMembers((value as Record<string, unknown>)[name], inner, `${path}.${name}`, note);
    for (const other of [toSnakeCase(name), toCamelCase(name)]) {
      if (other in value || Object.hasOwn(tree.members, other)) continue;
      defineWatched(value, other, () => note(`${path}.${other}`, `${path}.${name}`));
    }
  }
}

/** Defines a member that is `undefined` until it is written, and that notes each read before. */
function defineWatched(object: object, name: string, noteRead: () => void): void {
  Object.defineProperty(object, name, {
    configurable: true,
    get() {
      noteRead();
      return undefined;
    },
    set(value: unknown) {
      const written = { configurable: true, enumerable: true, writable: true, value };
      Object.defineProperty(object, name, written);
    },
  });
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
