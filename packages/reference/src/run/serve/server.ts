import {
  type IncomingMessage,
  STATUS_CODES,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import { contentSecurityPolicy } from './layout.ts';
import { renderProblem } from './transaction-page.ts';
import { RequestError, assertOwnHost } from './request.ts';
import { type Reply, type RouteContext, route } from './routes.ts';
import { OutdatedError, type ServedTransaction, StepError } from './transactions.ts';
import type { Redact } from '../redact.ts';

/** The parts of a server that its connections share. */
export interface ServerContext extends Omit<RouteContext, 'continueUrl'> {
  readonly redact: Redact;
  /** Receives an error that is a fault of the server itself. */
  readonly onFault: (error: unknown) => void;
}

/** How long a client may take to send a request, in milliseconds. */
const REQUEST_TIMEOUT = 10_000;

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Resource-Policy': 'same-origin',
  // With a stricter policy, browsers send the forms of the pages without their origin.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

const htmlHeaders = { ...headers, 'Content-Type': 'text/html; charset=utf-8' };

/** Creates the server of transactions. It does not listen yet. */
export function createTransactionServer(context: ServerContext): Server {
  return createServer(
    {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      connectionsCheckingInterval: 1000,
    },
    (message, response) => void respond(message, response, context),
  );
}

async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  context: ServerContext,
): Promise<void> {
  // The client may end the connection at any time.
  response.on('error', () => undefined);
  try {
    assertOwnHost(message, context.settings.host);
    const continueUrl = `http://${message.headers.host}/continue`;
    send(response, await route(message, { ...context, continueUrl }));
  } catch (error) {
    const { status, title, text, served } = describeProblem(error, context);
    const own = error instanceof RequestError ? error.headers : {};
    if (status >= 500) context.log.fail(text);
    // Browsers ask for many files that a server may have.
    else if (status !== 404) context.log.refuse(status, text);
    response.writeHead(status, { ...htmlHeaders, ...own });
    response.end(renderProblem(title, text, served));
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if ('location' in reply) {
    response.writeHead(303, { ...headers, Location: reply.location });
    response.end();
    return;
  }
  response.writeHead(200, htmlHeaders);
  response.end(reply.page);
}

/** Describes an error for the user, without secrets. */
function describeProblem(
  error: unknown,
  { redact, onFault }: ServerContext,
): {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly served?: ServedTransaction;
} {
  if (error instanceof RequestError) {
    const { status, message } = error;
    return { status, title: STATUS_CODES[status] ?? 'Refused', text: redact(message) };
  }
  if (error instanceof OutdatedError)
    return {
      status: 409,
      title: 'Too late',
      text: redact(error.message),
      served: error.transaction,
    };
  if (error instanceof StepError)
    return {
      status: 500,
      title: 'The actions have no result',
      text: `${redact(error.message)}\n\nNothing has changed. Mend the action, and load this page again.`,
    };
  onFault(error);
  return {
    status: 500,
    title: 'The server has failed',
    text: 'This is a fault of the command, not of the actions. The terminal shows where it failed.',
  };
}
