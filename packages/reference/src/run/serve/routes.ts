import { UsageError, quoteValue } from '@post-challenge/spec/command-line';
import type { FactorSelector, TransactionInput } from '@post-challenge/spec';
import type { IncomingMessage } from 'node:http';
import { listTypes } from '../../api/factors.ts';
import { readParameter } from '../../api/redirect.ts';
import { createAbbreviator } from '../redact.ts';
import { parseActionForm } from './form-page.ts';
import type { ServeLog } from './log.ts';
import { renderStart } from './start-page.ts';
import { type PageContext, findTarget, getPath, renderTransaction } from './transaction-page.ts';
import { RequestError, assertOwnOrigin, readForm, toObject } from './request.ts';
import { changeEvent } from './settings.ts';
import { OutdatedError, type ServedTransaction, hasEnded } from './transactions.ts';

/** The answer to a request: a page, or a redirect. */
export type Reply = { readonly page: string } | { readonly location: string };

/** A server, apart from its connections. */
export interface RouteContext extends PageContext {
  readonly log: ServeLog;
}

/** A request for a route: its method is one of the route. */
interface RouteRequest {
  readonly message: IncomingMessage;
  readonly query: URLSearchParams;
  readonly number: number;
}

type Handler = (request: RouteRequest, context: RouteContext) => Reply | Promise<Reply>;

const routes: readonly [path: RegExp, handlers: Readonly<Record<string, Handler>>][] = [
  [/^\/$/, { GET: showStart }],
  [/^\/start$/, { POST: startTransaction }],
  [/^\/cache\/empty$/, { POST: emptyCache }],
  [/^\/continue$/, { GET: takeReturn, POST: takeReturn }],
  [/^\/transactions\/(\d{1,9})$/, { GET: showTransaction, POST: continueTransaction }],
  [/^\/transactions\/(\d{1,9})\/target$/, { GET: goToTarget }],
];

/** Answers a request. Throws a RequestError if it refuses the request. */
export async function route(message: IncomingMessage, context: RouteContext): Promise<Reply> {
  const [path = '', ...rest] = (message.url ?? '').split('?');
  for (const [pattern, handlers] of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    const handler = selectHandler(message.method ?? '', path, handlers);
    const query = new URLSearchParams(rest.join('?'));
    return handler({ message, query, number: Number(match[1]) }, context);
  }
  throw new RequestError(404, 'There is no such page.');
}

/** Selects the handler of a method. HEAD is answered like GET, except at the address of the return, which changes a transaction. */
function selectHandler(
  method: string,
  path: string,
  handlers: Readonly<Record<string, Handler>>,
): Handler {
  const name = method === 'HEAD' && path !== '/continue' ? 'GET' : method;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler) return handler;
  const allowed = Object.keys(handlers);
  throw new RequestError(
    405,
    `The method ${method} is not allowed here. Use ${allowed.join(' or ')}.`,
    { Allow: allowed.join(', ') },
  );
}

function showStart({ query }: RouteRequest, context: RouteContext): Reply {
  const again = context.transactions.find(Number(query.get('again') ?? 0));
  return { page: renderStart(context, again) };
}

async function startTransaction({ message }: RouteRequest, context: RouteContext): Promise<Reply> {
  const body = await readOwnForm(message);
  const { settings, transactions, log } = context;
  const again = transactions.find(Number(body.get('again') ?? 0));
  const choice = again?.choice ?? {
    name: body.get('event') ?? settings.events[0]?.name ?? '',
    changes: body.get('changes') ?? '',
  };
  const chosen = settings.events.find(({ name }) => name === choice.name);
  if (!chosen) throw new RequestError(400, `There is no event ${quoteValue(choice.name)}.`);
  const served = await transactions.start(changeOrRefuse(chosen.event, choice.changes), choice);
  log.start(served);
  return moveOn(served);
}

function changeOrRefuse(event: Parameters<typeof changeEvent>[0], changes: string) {
  try {
    return changeEvent(event, changes);
  } catch (error) {
    if (error instanceof UsageError) throw new RequestError(400, error.message);
    throw error;
  }
}

async function emptyCache({ message }: RouteRequest, context: RouteContext): Promise<Reply> {
  await readOwnForm(message);
  context.transactions.emptyCache();
  return { location: '/' };
}

function showTransaction({ number }: RouteRequest, context: RouteContext): Reply {
  return { page: renderTransaction(findTransaction(number, context), context) };
}

function goToTarget({ number }: RouteRequest, context: RouteContext): Reply {
  const served = findTransaction(number, context);
  const target = findTarget(served);
  if (target !== undefined) return { location: target };
  throw new OutdatedError('The transaction does not wait for a return from another site.', served);
}

/** Continues a transaction as its page says: with a factor, with a form, or not at all. */
async function continueTransaction(
  { message, number }: RouteRequest,
  context: RouteContext,
): Promise<Reply> {
  const body = await readOwnForm(message);
  const served = findTransaction(number, context);
  // Another tab may have continued the transaction.
  if (hasEnded(served) || body.get('step') !== String(served.phases.length))
    throw new OutdatedError('The transaction has gone on since this page was shown.', served);
  if (body.has('gives-up')) {
    context.transactions.giveUp(served);
    context.log.giveUp(served);
    return moveOn(served);
  }
  return resume(served, parseAnswer(served, body), context);
}

function parseAnswer(served: ServedTransaction, body: URLSearchParams): TransactionInput {
  const { transaction, secrets, phases } = served;
  if (transaction.status === 'challenged') {
    const name = body.get('completes');
    const offered = listTypes(transaction.factors);
    const type = offered.find((known) => known === name) as FactorSelector['type'] | undefined;
    if (type !== undefined) return { completes: { type } };
    throw new RequestError(
      400,
      `The form has no offered factor in "completes", expected ${offered.join(' or ')}.`,
    );
  }
  if (transaction.status !== 'rendered')
    throw new OutdatedError('The transaction waits for the return of the user.', served);
  try {
    const redact = createAbbreviator(secrets, phases);
    return { submits: { fields: parseActionForm(body, transaction.fields, redact) } };
  } catch (error) {
    if (error instanceof SyntaxError) throw new RequestError(400, error.message);
    throw error;
  }
}

/** Continues the transaction that redirected the user with the state of the return. */
async function takeReturn(
  { message, query: parameters }: RouteRequest,
  context: RouteContext,
): Promise<Reply> {
  const method = message.method === 'POST' ? 'POST' : 'GET';
  const query = toObject(parameters);
  const body = toObject(method === 'POST' ? await readForm(message) : new URLSearchParams());
  const state = readParameter({ query, body }, 'state');
  if (state === undefined)
    throw new RequestError(
      400,
      `The return has no parameter "state"${quoteNames({ ...query, ...body })}. The other site must send back, once, the state that it received in its query.`,
    );
  const served = context.transactions.findByState(state);
  if (served) return resume(served, { returns: { method, query, body } }, context);
  throw new RequestError(
    400,
    'No transaction waits for this state. The other site must send back the state that it received, unchanged, and to the server that sent it.',
  );
}

/** The largest number of names in a message. */
const MAXIMUM_NAMES = 10;

function quoteNames(parameters: object): string {
  const names = Object.keys(parameters);
  const quoted = names.slice(0, MAXIMUM_NAMES).map(quoteValue);
  const isCut = names.length > MAXIMUM_NAMES;
  return names.length === 0
    ? ', and no other'
    : `, only ${quoted.join(', ')}${isCut ? ' and more' : ''}`;
}

async function resume(
  served: ServedTransaction,
  input: TransactionInput,
  { transactions, log }: RouteContext,
): Promise<Reply> {
  await transactions.resume(served, input);
  log.resume(served);
  return moveOn(served);
}

/** Sends the user to the site of a redirect, or to the page of the transaction, so that loading it again repeats nothing. */
function moveOn(served: ServedTransaction): Reply {
  const { status } = served.transaction;
  const target = status === 'redirected' ? findTarget(served) : undefined;
  return { location: target ?? getPath(served) };
}

function findTransaction(number: number, { transactions }: RouteContext): ServedTransaction {
  const served = transactions.find(number);
  if (served) return served;
  throw new RequestError(
    404,
    `There is no transaction ${number}. The server remembers only the latest ones.`,
  );
}

/** Reads a form of a page of this server. */
function readOwnForm(message: IncomingMessage): Promise<URLSearchParams> {
  assertOwnOrigin(message);
  return readForm(message);
}
