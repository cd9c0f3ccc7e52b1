/** Splits a text into its lines. */
export function listLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Splits a text into its words: what stands between white space. */
export function listWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
