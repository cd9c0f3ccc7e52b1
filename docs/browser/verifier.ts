import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that takes a token, and sends the user back with another one. */
export interface Verifier {
  readonly url: string;
  /** The address to which it sends the user back. */
  continueUrl: string;
  close(): void;
}

/** Starts a verifier. It shows a link, which returns by GET, and a form, which returns by POST. */
export async function startVerifier(secret: string): Promise<Verifier> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', verifier.url);
    const state = searchParams.get('state') ?? '';
    const { sub, iss } = readClaims(searchParams.get('session_token') ?? '');
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub, iss, state, iat: now, exp: now + 60 };
    const token = sign({ ...claims, verified: true }, secret);
    const refusal = sign({ ...claims, verified: false }, secret);
    const query = new URLSearchParams({ state, session_token: token }).toString();
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Verifier</title>
<a href="${verifier.continueUrl}?${query.replaceAll('&', '&amp;')}">Return by GET</a>
<form method="post" action="${verifier.continueUrl}">
<input type="hidden" name="state" value="${state}">
<button name="session_token" value="${token}">Return by POST</button>
<button name="session_token" value="${refusal}">Return without success</button>
</form>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const verifier = {
    // Another name than that of the server, so that the return comes from another site.
    url: `http://localhost:${port}/`,
    continueUrl: '',
    close: () => void server.close(),
  };
  return verifier;
}

function sign(claims: object, secret: string): string {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const text = parts.join('.');
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function readClaims(token: string): { readonly sub?: string; readonly iss?: string } {
  const [, claims = ''] = token.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as object;
}
