/** The number of characters of a secret in one pattern. A pattern may fail after any of them, at each place of a text. */
const PART_LENGTH = 32;

/** The largest number of characters in one pattern. The engine refuses patterns that are much longer. */
const LONGEST_PART = 1000;

/** The largest number of patterns of a secret. If a text matches them, it is taken for the secret up to its end. */
const MAXIMUM_PARTS = 256;

/** Characters that can stand for a part of the next one, so that a pattern must not end with them. */
const OPEN = /^(?:\\+|[%\s])$/;

/** A form of a secret. */
interface SecretForm {
  readonly characters: readonly string[];
  /** Returns the source of the pattern of a character. */
  readonly toPattern: (character: string) => string;
  /** Whether an escape can stand for a letter or a digit. */
  readonly escapesLetters: boolean;
  /** The patterns of the characters around the secret. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * Finds the forms of a secret in texts, in time that grows with the length of the text alone. The patterns of a long secret are created
 * when a text holds what comes before.
 */
export class SecretMatcher {
  readonly #form: SecretForm;
  /** Letters and digits that every text with the secret holds, unless they are escaped. */
  readonly #letters: string;
  readonly #parts: { readonly pattern: RegExp; readonly end: number }[] = [];

  constructor(form: SecretForm) {
    this.#form = form;
    const words = form.characters
      .slice(0, PART_LENGTH)
      .join('')
      .match(/[A-Za-z\d]+/g) ?? [''];
    this.#letters = words.toSorted((a, b) => b.length - a.length)[0] ?? '';
  }

  /** Replaces the secret in a text by a word. In a text with very many beginnings of it, these are replaced too. */
  replace(text: string, word: string): string {
    if (!this.#mayHold(text)) return text;
    let result = '';
    let copied = 0;
    let attempts = 1000 + text.length / 8;
    let from = 0;
    for (;;) {
      const { pattern } = this.#createPart(0);
      pattern.lastIndex = from;
      const found = pattern.exec(text);
      if (!found) return result + text.slice(copied);
      let end = pattern.lastIndex;
      let isWhole = this.#isLast(0);
      for (let index = 1; !isWhole; index += 1) {
        attempts -= 1;
        const next = this.#matchPart(index, text, end);
        if (next === undefined) break;
        end = index < MAXIMUM_PARTS ? next : text.length;
        isWhole = this.#isLast(index) || index === MAXIMUM_PARTS;
      }
      if (isWhole || attempts < 0) {
        result += text.slice(copied, found.index) + word;
        copied = end;
        from = end;
      } else from = found.index + 1;
    }
  }

  /** Tells without patterns, in little time, whether a text may hold the secret. */
  #mayHold(text: string): boolean {
    if (text.length < this.#form.characters.length) return false;
    return (
      text.includes(this.#letters) ||
      (this.#form.escapesLetters && (text.includes('%') || text.includes('\\')))
    );
  }

  /** Matches a part at a place, and returns the place after it. */
  #matchPart(index: number, text: string, start: number): number | undefined {
    const { pattern } = this.#createPart(index);
    pattern.lastIndex = start;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  }

  #isLast(index: number): boolean {
    return this.#createPart(index).end === this.#form.characters.length;
  }

  #createPart(index: number): { readonly pattern: RegExp; readonly end: number } {
    const known = this.#parts[index];
    if (known) return known;
    const start = index === 0 ? 0 : this.#createPart(index - 1).end;
    const end = this.#findEnd(start);
    const { characters, toPattern, before = '', after = '' } = this.#form;
    const source = [
      index === 0 ? before : '',
      ...characters.slice(start, end).map(toPattern),
      end === characters.length ? after : '',
    ].join('');
    const part = { pattern: new RegExp(source, index === 0 ? 'gu' : 'yu'), end };
    this.#parts.push(part);
    return part;
  }

  #findEnd(start: number): number {
    const last = Math.min(start + LONGEST_PART, this.#form.characters.length);
    let end = Math.min(start + PART_LENGTH, last);
    while (end < last && OPEN.test(this.#form.characters[end - 1] ?? '')) end += 1;
    return end;
  }
}
