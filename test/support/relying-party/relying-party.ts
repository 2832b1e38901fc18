import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { type LoginReport, verifyToken } from '../../../pki/web-eid/verify-token.ts';

/** A web application where people log in with their card: a sample of what such an application has to do, and no more. */
export interface RelyingParty extends AsyncDisposable {
  readonly origin: string;
  /** What came of each login, newest last. */
  readonly logins: readonly LoginReport[];
}

export interface RelyingPartyOptions {
  /** Anchors, authorities and revocation data as of now. */
  readonly trust: () => Promise<VerificationOptions>;
  /** The origin that the application believes it has; its own unless given. */
  readonly expects?: string;
}

/** How long a login may take. */
const NONCE_MS = 5 * 60_000;

interface Session {
  readonly id: string;
  nonce: { readonly value: string; readonly until: number } | null;
}

/** Sessions of browsers, each with at most one nonce, which is taken when it is looked at. */
class Sessions {
  readonly #known = new Map<string, Session>();

  of({ headers }: IncomingMessage): Session | null {
    const id = /(?:^|; )session=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
    return (id !== undefined && this.#known.get(id)) || null;
  }

  open(): Session {
    const session: Session = { id: randomUUID(), nonce: null };
    this.#known.set(session.id, session);
    return session;
  }

  giveNonce(session: Session): string {
    const value = randomBytes(32).toString('base64');
    session.nonce = { value, until: Date.now() + NONCE_MS };
    return value;
  }

  takeNonce(session: Session): string | null {
    const { nonce } = session;
    session.nonce = null;
    return nonce && Date.now() < nonce.until ? nonce.value : null;
  }
}

export async function startRelyingParty({ trust, expects }: RelyingPartyOptions): Promise<RelyingParty> {
  const sessions = new Sessions();
  const logins: LoginReport[] = [];
  const page = await readFile(join(import.meta.dirname, 'login.html'));
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function logIn(request: IncomingMessage, session: Session): Promise<object> {
    const nonce = sessions.takeNonce(session);
    if (nonce === null) return { conclusion: 'NO_NONCE' };
    const token = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8')) as unknown;
    const report = await verifyToken(token, { origin: expects ?? origin, nonce }, await trust());
    logins.push(report);
    const { conclusion, holder } = report;
    return { conclusion, name: conclusion === 'TOTAL-PASSED' ? (holder?.nameKanji ?? holder?.commonName) : null };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = (body: object) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET' && request.url === '/') {
      const cookie = `session=${sessions.open().id}; HttpOnly; SameSite=Strict; Path=/`;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'set-cookie': cookie }).end(page);
      return;
    }
    const session = sessions.of(request);
    if (request.method !== 'POST' || request.headers.origin !== origin || !session) return void response.writeHead(403).end();
    if (request.url === '/nonce') return json({ nonce: sessions.giveNonce(session) });
    if (request.url === '/login') return json(await logIn(request, session));
    response.writeHead(404).end();
  }

  return {
    origin,
    logins,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
