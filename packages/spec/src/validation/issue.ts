/** A problem of a value, with its location. */
export interface ValidationIssue {
  /** The location of the issue in the value, as a JSON Pointer (RFC 6901); empty for the whole value. */
  readonly path: string;
  /** The expectation in words, such as `a string`; `a value` if a required member is missing. */
  readonly expected: string;
  /** The received value; `undefined` if there is none. */
  readonly received: unknown;
  /** The names of the allowed members, if the issue is an unknown member. */
  readonly allowed?: readonly string[];
}

/** A function that checks a value against one schema. */
export interface Validator {
  /**
   * Checks a value.
   *
   * @param value - The value; it is not changed.
   * @returns Whether the value is valid.
   */
  (value: unknown): boolean;
  /** The errors of the last call, in the format of the validator. */
  readonly errors?: readonly unknown[] | null;
}

/** The largest number of issues that one validation lists. */
const MAXIMUM_ISSUES = 100;

/**
 * Validates a value with a compiled validator.
 *
 * @remarks
 * If there are more than 100 issues, the first 100 are followed by a last one that says so. Its path is empty.
 *
 * @param validator - The validator, compiled by Ajv.
 * @param value - The value; it is not changed.
 * @returns The issues, in no particular order; none if the value is valid.
 */
export function collectIssues(validator: Validator, value: unknown): readonly ValidationIssue[] {
  if (validator(value)) return [];
  const issues: ValidationIssue[] = [];
  for (const error of validator.errors as readonly AjvError[]) {
    const issue = toIssue(error, value);
    if (isAbsentMember(error, issue)) continue;
    if (issues.length === MAXIMUM_ISSUES) return [...issues, createLastIssue(value)];
    issues.push(issue);
  }
  return issues;
}

function createLastIssue(received: unknown): ValidationIssue {
  return { path: '', expected: `at most ${MAXIMUM_ISSUES} issues; more are not listed`, received };
}

/** An error of Ajv. Each error has only the parameters of its own keyword. */
interface AjvError {
  readonly instancePath: string;
  readonly schemaPath: string;
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
    ...(params.known !== undefined && { allowed: params.known }),
  };
}

/** Tells whether the issue is a member of a dictionary, or an unknown member, that is `undefined`: Ajv counts it, JSON does not. */
function isAbsentMember({ schemaPath }: AjvError, { received }: ValidationIssue): boolean {
  return received === undefined && /\/additionalProperties(\/type)?$/.test(schemaPath);
}

const unionTexts: Readonly<Record<string, string>> = {
  anyOf: 'a value that matches a schema in anyOf',
  oneOf: 'a value that matches exactly one schema in oneOf',
};

function describeExpected({ keyword, params }: AjvError): string {
  if (params.missingProperty !== undefined) return 'a value';
  if (params.known !== undefined) return refuseMember(params.known);
  if (params.allowedValues !== undefined) return describeChoice(params.allowedValues);
  if ('allowedValue' in params) return JSON.stringify(params.allowedValue);
  if (typeof params.type === 'string') return addArticle(params.type);
  if (params.type !== undefined) return params.type.map(addArticle).join(' or ');
  if (params.comparison !== undefined) return `a number ${params.comparison} ${params.limit}`;
  return unionTexts[keyword] ?? `a value that satisfies ${keyword}`;
}

function refuseMember(known: readonly string[]): string {
  if (known.length === 0) return 'no such member';
  return `no such member; allowed: ${joinAsJson(known)}`;
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

/** Finds the part of a value that a JSON Pointer locates; every part above it exists. */
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
