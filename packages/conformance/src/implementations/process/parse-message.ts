import { isObject } from '@post-challenge/spec/command-line';
import { formatLine, formatShortValue } from '../../language/format-value.ts';
import type { Json } from '../../language/json.ts';
import { type JsonBounds, describeExcess } from '../../language/json-text.ts';
import { describeIssue } from '../../language/validate.ts';
import type { ProtocolMessage } from './protocol.ts';

/** The bounds of one message. The observations in it have narrower ones. */
export const MESSAGE_BOUNDS: JsonBounds = { length: 4_000_000, depth: 120, parts: 50_000 };

/** A message, or the reason why a text is no message of the protocol. */
export type ParsedMessage =
  | { readonly message: ProtocolMessage }
  | { readonly message?: undefined; readonly fault: string };

/**
 * Parses a message of a served implementation.
 *
 * @param id - The number of the request that waits for an answer.
 */
export function parseMessage(text: string, id: number | undefined): ParsedMessage {
  const excess = describeExcess(text, MESSAGE_BOUNDS);
  if (excess !== undefined) return { fault: `it has ${excess}` };
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { fault: describeSyntax(text) };
  }
  if (describeIssue('ProtocolMessage', message) === undefined)
    return { message: message as ProtocolMessage };
  return { fault: describeFault(message, id) };
}

function describeSyntax(text: string): string {
  if (text.startsWith('\u{FEFF}'))
    return 'it begins with a byte order mark. Write UTF-8 without one';
  if (text.includes('\0')) return 'it holds null characters. Write UTF-8';
  return 'it is not JSON';
}

/** Describes the first fault of a value that is no message: the rules of JSON-RPC 2.0, and those of this protocol. */
function describeFault(message: unknown, id: number | undefined): string {
  if (Array.isArray(message))
    return 'it is a batch. Answer each request with an object on a line of its own';
  if (!isObject(message)) return `it is ${show(message)}, expected an object`;
  const expectId = id === undefined ? 'the number of the request' : String(id);
  const expect = (name: string, expected: string) =>
    `/${name} is ${show(message[name])}, expected ${expected}`;
  if (message['jsonrpc'] !== '2.0') return expect('jsonrpc', '"2.0"');
  if ('method' in message) return describeStepFault(message);
  if ('result' in message && 'error' in message)
    return message['error'] === null
      ? `${expect('error', 'an object')}. Leave it out beside a result`
      : 'it has both a result and an error. Write one of them';
  if (!('result' in message || 'error' in message)) return 'it has neither a result nor an error';
  const { id: given, error } = message;
  const isNull = given === null && 'error' in message;
  if (!isNull && !(Number.isInteger(given) && Number(given) >= 1)) return expect('id', expectId);
  if ('error' in message) {
    if (!isObject(error)) return expect('error', 'an object with a code and a message');
    if (!Number.isInteger(error['code']))
      return `/error/code is ${show(error['code'])}, expected a whole number`;
    if (typeof error['message'] !== 'string')
      return `/error/message is ${show(error['message'])}, expected a string`;
    return describeUnknown(error, ['code', 'message', 'data'], '/error');
  }
  return describeUnknown(message, ['jsonrpc', 'id', 'result', 'error'], '');
}

function describeStepFault(message: Readonly<Record<string, unknown>>): string {
  const { method, params } = message;
  if (method !== 'step') return `/method is ${show(method)}, expected "step"`;
  if ('id' in message) return '/id is not allowed: a notification has none';
  if (!isObject(params)) return `/params is ${show(params)}, expected an object`;
  const { action, handler, index } = params;
  if (!isPosition(action)) return `/params/action is ${show(action)}, expected a whole number`;
  if (!isPosition(index)) return `/params/index is ${show(index)}, expected a whole number`;
  if (handler !== 'execute' && handler !== 'continue')
    return `/params/handler is ${show(handler)}, expected "execute" or "continue"`;
  return describeUnknown(params, ['action', 'handler', 'index'], '/params');
}

function isPosition(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function describeUnknown(object: object, names: readonly string[], path: string): string {
  const unknown = Object.keys(object).find((name) => !names.includes(name)) ?? '';
  return `${path}/${formatLine(unknown, 60)} is no member of a message; allowed: ${names.join(', ')}`;
}

function show(value: unknown): string {
  return formatShortValue(value as Json, 60);
}
