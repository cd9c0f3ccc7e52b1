import { isObject } from '@post-challenge/spec/command-line';
import { formatShortValue } from '../../language/format-value.ts';
import type { Json } from '../../language/json.ts';
import { describeExcess } from '../../language/json-text.ts';
import { MESSAGE_BOUNDS } from './parse-message.ts';
import type { ProtocolRequest } from './protocol.ts';

/** The id of a response: that of the request, or `null` if the request has none that can be read. */
export type ResponseId = string | number | null;

/** An error that a request is answered with, by the codes of JSON-RPC 2.0. */
export class RequestError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const PARSE_ERROR = -32_700;
const INVALID_REQUEST = -32_600;
const METHOD_NOT_FOUND = -32_601;
const INVALID_PARAMS = -32_602;

/** Parses a line of requests: one request, or a batch of them. */
export function parseLine(line: string): unknown {
  const excess = describeExcess(line, MESSAGE_BOUNDS);
  if (excess !== undefined) throw new RequestError(INVALID_REQUEST, `The line has ${excess}.`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new RequestError(PARSE_ERROR, 'The line is not JSON.');
  }
  if (Array.isArray(value) && value.length === 0)
    throw new RequestError(INVALID_REQUEST, 'The batch is empty.');
  return value;
}

/** Gets the id of a request. A notification, which gets no answer, has none. */
export function getRequestId(request: unknown): ResponseId | undefined {
  if (!isObject(request)) return null;
  const { id, jsonrpc, method } = request;
  if (typeof id === 'string' || typeof id === 'number') return id;
  return id === undefined && jsonrpc === '2.0' && typeof method === 'string' ? undefined : null;
}

const isNumber = (value: unknown) => typeof value === 'number';
const isPresent = (value: unknown) => value !== undefined;

/** The parameters of each method: an expectation, and its test. */
const parameters: Readonly<
  Record<string, Readonly<Record<string, [string, (value: unknown) => boolean]>>>
> = {
  describe: {},
  open: {
    world: ['a number', isNumber],
    now: ['a number', isNumber],
    factors: ['an array', Array.isArray],
  },
  start: {
    world: ['a number', isNumber],
    transaction: ['a number', isNumber],
    event: ['an event', isPresent],
    actions: ['an array of { execute }', (value) => Array.isArray(value) && value.every(hasSteps)],
  },
  resume: {
    world: ['a number', isNumber],
    transaction: ['a number', isNumber],
    step: ['a step of the user', isObject],
  },
  close: { world: ['a number', isNumber] },
};

function hasSteps(action: unknown): boolean {
  return isObject(action) && Array.isArray(action['execute']);
}

/** Asserts that a value is a request, with a method and parameters of the protocol. */
export function assertRequest(value: unknown): ProtocolRequest {
  const { jsonrpc, id, method, params = {} } = isObject(value) ? value : {};
  if (jsonrpc !== '2.0')
    throw new RequestError(INVALID_REQUEST, `jsonrpc is ${show(jsonrpc)}, expected "2.0".`);
  if (typeof method !== 'string')
    throw new RequestError(INVALID_REQUEST, `method is ${show(method)}, expected a string.`);
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number')
    throw new RequestError(INVALID_REQUEST, `id is ${show(id)}, expected a string or a number.`);
  const expectations = Object.hasOwn(parameters, method) ? parameters[method] : undefined;
  if (!expectations) {
    const known = Object.keys(parameters).join(', ');
    throw new RequestError(
      METHOD_NOT_FOUND,
      `There is no method ${show(method)}; known: ${known}.`,
    );
  }
  for (const [name, [expected, isExpected]] of Object.entries(expectations)) {
    const given = isObject(params) ? params[name] : undefined;
    if (isExpected(given)) continue;
    throw new RequestError(
      INVALID_PARAMS,
      `params.${name} is ${show(given)}, expected ${expected}.`,
    );
  }
  return value as ProtocolRequest;
}

function show(value: unknown): string {
  return formatShortValue(value as Json, 60);
}
