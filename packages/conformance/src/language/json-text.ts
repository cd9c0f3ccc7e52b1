/** The bounds of a JSON text. */
export interface JsonBounds {
  /** The most characters. */
  readonly length: number;
  /** The most objects and arrays inside each other. */
  readonly depth: number;
  /** The most values. */
  readonly parts: number;
}

/** Describes which bound a JSON text exceeds, such as `more than 100 levels`, without parsing it. */
export function describeExcess(
  text: string,
  { length, depth, parts }: JsonBounds,
): string | undefined {
  if (text.length > length) return `more than ${length} characters`;
  let [levels, values, isInString] = [0, 1, false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString && character === '\\') index += 1;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === '[' || character === '{') [levels, values] = [levels + 1, values + 1];
    else if (character === ']' || character === '}') levels -= 1;
    else if (character === ',') values += 1;
    if (levels > depth) return `more than ${depth} levels`;
    if (values > parts) return `more than ${parts} values`;
  }
  return undefined;
}
