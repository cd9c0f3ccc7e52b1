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
 * A function that checks a value against one schema, as `pnpm generate` compiles it.
 *
 * @public
 */
export interface Validator {
  /** Tells whether the value is right. */
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
  return validator(value) ? [] : (validator.errors as readonly Finding[]).map(faultOf);
}

/** An error of Ajv; of the parameters those are there that its keyword has. */
interface Finding {
  readonly instancePath: string;
  readonly message: string;
  readonly data: unknown;
  readonly params: {
    readonly type?: string | readonly string[];
    readonly allowedValues?: readonly unknown[];
    readonly allowedValue?: unknown;
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly tag?: string;
  };
  readonly parentSchema: {
    readonly properties?: object;
    readonly oneOf?: readonly Variant[];
  };
}

interface Variant {
  readonly properties: Readonly<Record<string, { enum?: readonly unknown[]; const?: unknown }>>;
}

function faultOf(finding: Finding): Fault {
  const { instancePath, params, data } = finding;
  const member = params.missingProperty ?? params.additionalProperty ?? params.tag;
  return {
    path: member === undefined ? instancePath : `${instancePath}/${escaped(member)}`,
    expected: expectedBy(finding),
    received: member === undefined ? data : (data as Record<string, unknown>)[member],
  };
}

function expectedBy({ message, params, parentSchema }: Finding): string {
  if (params.missingProperty !== undefined) return 'to be there';
  if (params.additionalProperty !== undefined) return noneBut(parentSchema.properties);
  if (params.tag !== undefined) return oneOf(tagsOf(parentSchema.oneOf, params.tag));
  if (params.allowedValues !== undefined) return oneOf(params.allowedValues);
  if ('allowedValue' in params) return JSON.stringify(params.allowedValue);
  if (params.type !== undefined) return [params.type].flat().map(named).join(' or ');
  return message.replace(/^must /u, 'to ');
}

function noneBut(properties: object = {}): string {
  const known = Object.keys(properties);
  if (known.length === 0) return 'no such member';
  return `no such member; known ${known.length === 1 ? 'is' : 'are'} ${listed(known)}`;
}

function tagsOf(variants: readonly Variant[] = [], tag: string): readonly unknown[] {
  return variants.flatMap(({ properties }) => properties[tag]?.enum ?? properties[tag]?.const);
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? listed(values) : `one of ${listed(values)}`;
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

function named(type: string): string {
  if (type === 'null') return type;
  return /^[aeiou]/u.test(type) ? `an ${type}` : `a ${type}`;
}

function escaped(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}
