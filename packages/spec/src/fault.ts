/**
 * What is wrong with a value, and where.
 *
 * @public
 */
export interface Fault {
  /** Where in the value the fault lies, as a JSON Pointer (RFC 6901); empty for the whole value. */
  readonly path: string;
  /** What would have been right there, such as `a string` or `to be there`. */
  readonly expected: string;
  /** What is there instead; `undefined` where there is nothing. */
  readonly received: unknown;
}

/**
 * A function that checks a value against one schema.
 *
 * @public
 */
export interface Validator {
  /**
   * Tells whether a value is right.
   *
   * @param value - The value; it is not changed.
   * @returns Whether it is right.
   */
  (value: unknown): boolean;
  /** What the last call found wrong; not for reading. */
  readonly errors?: readonly unknown[] | null;
}

/**
 * Says what a compiled validator finds wrong with a value.
 *
 * @param validator - The validator.
 * @param value - The value; it is not changed.
 * @returns Every fault, in no order that means anything; none where the value is right.
 *
 * @public
 */
export function faultsBy(validator: Validator, value: unknown): readonly Fault[] {
  if (validator(value)) return [];
  return (validator.errors as readonly Finding[]).map((finding) => faultOf(finding, value));
}

/** An error of Ajv; of the parameters those are there that its keyword has. */
interface Finding {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly type?: string | readonly string[];
    readonly allowedValues?: readonly unknown[];
    readonly allowedValue?: unknown;
    readonly comparison?: string;
    readonly limit?: number;
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly known?: readonly string[];
    readonly tag?: string;
  };
}

function faultOf(finding: Finding, value: unknown): Fault {
  const { instancePath: path, params } = finding;
  const expected = expectedBy(finding);
  const received = partOf(value, path);
  const member = params.missingProperty ?? params.additionalProperty ?? params.tag;
  if (member === undefined) return { path, expected, received };
  return { path: `${path}/${escaped(member)}`, expected, received: memberOf(received, member) };
}

const unionTexts: Readonly<Record<string, string>> = {
  anyOf: 'to match a schema in anyOf',
  oneOf: 'to match exactly one schema in oneOf',
};

function expectedBy({ keyword, params }: Finding): string {
  if (params.missingProperty !== undefined) return 'to be there';
  if (params.known !== undefined) return noneBut(params.known);
  if (params.allowedValues !== undefined) return oneOf(params.allowedValues);
  if ('allowedValue' in params) return JSON.stringify(params.allowedValue);
  if (typeof params.type === 'string') return named(params.type);
  if (params.type !== undefined) return params.type.map(named).join(' or ');
  if (params.comparison !== undefined) return `to be ${params.comparison} ${params.limit}`;
  return unionTexts[keyword] ?? `to satisfy ${keyword}`;
}

function noneBut(known: readonly string[]): string {
  if (known.length === 0) return 'no such member';
  return `no such member; known ${known.length === 1 ? 'is' : 'are'} ${listed(known)}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? listed(values) : `one of ${listed(values)}`;
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function named(type: string): string {
  if (type === 'null') return type;
  return 'aeiou'.includes(type.charAt(0)) ? `an ${type}` : `a ${type}`;
}

function escaped(member: string): string {
  return /[~/]/u.test(member) ? member.replaceAll('~', '~0').replaceAll('/', '~1') : member;
}

/** The part of a value to which a JSON Pointer leads; every part above it is there. */
function partOf(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.slice(1).split('/').map(unescaped).reduce(memberOf, value);
}

function memberOf(part: unknown, member: string): unknown {
  return (part as Record<string, unknown>)[member];
}

function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
