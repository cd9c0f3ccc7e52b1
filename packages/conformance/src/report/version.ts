/** Whether a value is a version that comes after another version, in the order of Semantic Versioning. */
export function isNewerVersion(version: unknown, than: string): version is string {
  if (typeof version !== 'string' || !/^\d/.test(version)) return false;
  const parts = splitVersion(version);
  const others = splitVersion(than);
  const index = parts.findIndex((part, index) => part !== others[index]);
  return index >= 0 && sortsAfter(String(parts[index]), others[index]);
}

/** Splits a version into its numbers and the identifiers of its pre-release. A release gets `~`, which sorts after every identifier. */
function splitVersion(version: string): string[] {
  const [core = '', ...preRelease] = version.replace(/\+.*/, '').split('-');
  return [...core.split('.'), ...(preRelease.length > 0 ? preRelease.join('-').split('.') : ['~'])];
}

/** Compares two identifiers: numbers by value, words by their characters, numbers before words. */
function sortsAfter(part: string, other: string | undefined): boolean {
  if (other === undefined) return true;
  const [isNumber, isOtherNumber] = [part, other].map((one) => /^\d+$/.test(one));
  if (isNumber !== isOtherNumber) return !isNumber;
  return isNumber ? Number(part) > Number(other) : part > other;
}
