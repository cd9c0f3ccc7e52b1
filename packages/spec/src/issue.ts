/**
 * Something that is wrong with a value, and where.
 *
 * @public
 */
export interface ValidationIssue {
  /** Where in the value the issue lies, as a JSON Pointer (RFC 6901); empty for the whole value. */
  readonly path: string;
  /** What would have been right there, such as `a string` or `to be there`. */
  readonly expected: string;
  /** What is there instead; `undefined` if there is nothing. */
  readonly received: unknown;
}

/**
 * A function that checks a value against one schema.
 *
 * @public
 */
export interface Validator {
  /**
   * Tells whether a value is valid.
   *
   * @param value - The value; it is not changed.
   * @returns Whether it is valid.
   */
  (value: unknown): boolean;
  /** The errors of the last call, in a form of the validator's own. */
  readonly errors?: readonly unknown[] | null;
}

/**
 * Validates a value with a compiled validator.
 *
 * @param validator - The validator, compiled by Ajv.
 * @param value - The value; it is not changed.
 * @returns Every issue, in no particular order; none if the value is valid.
 *
 * @public
 */
export function collectIssues(validator: Validator, value: unknown): readonly ValidationIssue[] {
  if (validator(value)) return [];
  return (validator.errors as readonly AjvError[]).map((error) => toIssue(error, value));
}

/** An error of Ajv, with the parameters of every keyword; an error has those of its own keyword. */
interface AjvError {
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

function toIssue(error: AjvError, value: unknown): ValidationIssue {
  const { instancePath: path, params } = error;
  const expected = describeExpected(error);
  const received = resolvePointer(value, path);
  const member = params.missingProperty ?? params.additionalProperty ?? params.tag;
  if (member === undefined) return { path, expected, received };
  return {
    path: `${path}/${escapeToken(member)}`,
    expected,
    received: readMember(received, member),
  };
}

const unionTexts: Readonly<Record<string, string>> = {
  anyOf: 'to match a schema in anyOf',
  oneOf: 'to match exactly one schema in oneOf',
};

function describeExpected({ keyword, params }: AjvError): string {
  if (params.missingProperty !== undefined) return 'to be there';
  if (params.known !== undefined) return describeKnownMembers(params.known);
  if (params.allowedValues !== undefined) return describeChoice(params.allowedValues);
  if ('allowedValue' in params) return JSON.stringify(params.allowedValue);
  if (typeof params.type === 'string') return addArticle(params.type);
  if (params.type !== undefined) return params.type.map(addArticle).join(' or ');
  if (params.comparison !== undefined) return `to be ${params.comparison} ${params.limit}`;
  return unionTexts[keyword] ?? `to satisfy ${keyword}`;
}

function describeKnownMembers(known: readonly string[]): string {
  if (known.length === 0) return 'no such member';
  return `no such member; known ${known.length === 1 ? 'is' : 'are'} ${joinAsJson(known)}`;
}

function describeChoice(values: readonly unknown[]): string {
  return values.length === 1 ? joinAsJson(values) : `one of ${joinAsJson(values)}`;
}

function joinAsJson(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function addArticle(type: string): string {
  if (type === 'null') return type;
  return 'aeiou'.includes(type.charAt(0)) ? `an ${type}` : `a ${type}`;
}

/** Finds the part of a value to which a JSON Pointer leads; every part above it exists. */
function resolvePointer(value: unknown, pointer: string): unknown {
  if (pointer === '') return value;
  return pointer.slice(1).split('/').map(unescapeToken).reduce(readMember, value);
}

function readMember(part: unknown, member: string): unknown {
  return (part as Record<string, unknown>)[member];
}

function escapeToken(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
