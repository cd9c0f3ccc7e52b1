/** Whether something is a version that comes after another, as Semantic Versioning orders them. */
export function isNewerVersion(version: unknown, than: string): version is string {
  if (typeof version !== 'string' || !/^\d/.test(version)) return false;
  const parts = splitVersion(version);
  const others = splitVersion(than);
  const index = parts.findIndex((part, index) => part !== others[index]);
  return index >= 0 && sortsAfter(String(parts[index]), others[index]);
}

/** The numbers of a version and the identifiers of its pre-release; a release has instead what sorts after every identifier. */
function splitVersion(version: string): string[] {
  const [core = '', ...preRelease] = version.replace(/\+.*/, '').split('-');
  return [...core.split('.'), ...(preRelease.length > 0 ? preRelease.join('-').split('.') : ['~'])];
}

/** Numbers go by their value and come before words, which go by their characters. */
function sortsAfter(part: string, other: string | undefined): boolean {
  if (other === undefined) return true;
  const [isNumber, isOtherNumber] = [part, other].map((one) => /^\d+$/.test(one));
  if (isNumber !== isOtherNumber) return !isNumber;
  return isNumber ? Number(part) > Number(other) : part > other;
}
