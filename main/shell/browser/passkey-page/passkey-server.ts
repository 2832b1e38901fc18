import { join } from 'node:path';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { PasskeyDesk } from '../../../credentials/staff/passkey-desk.ts';
import { words } from '../../../words/words.ts';
import { answer } from '../answer.ts';
import type { Door } from '../gate.ts';
import { serveLocalhost } from '../localhost-server.ts';
import { type Appearance, oneTimePages, type PageRequest } from '../one-time-pages.ts';
import { passkeyPage } from './page.ts';
import { PasskeyQuestion, type PasskeyTask } from './question.ts';
import { readResponse } from './response.ts';

export interface PasskeyServer extends PasskeyDesk, AsyncDisposable {
  readonly door: Door;
}

export interface PasskeyPagesOptions {
  readonly appearance: () => Appearance;
  /** Milliseconds that a person has for one passkey. */
  readonly lifetime?: number;
}

/** The host of the pages, and with that what passkeys are made for: it stays the same while the port changes with every start. */
const RP_ID = 'localhost';
const LIFETIME_MS = 180_000;

async function receive(question: PasskeyQuestion, { body }: PageRequest): Promise<Response> {
  const response = body && (await readResponse(question.task.kind, body));
  if (!response) return answer(400, 'body');
  return question.answer(response) ? answer(204) : answer(410, 'over');
}

/**
 * The pages on which passkeys are given, over HTTP on `localhost`: an address is no RP ID, so the screens' own origin cannot ask (WebAuthn Level 3,
 * section 5.1.2; `localhost` is a secure context). They have no cookie, and nothing that the screens can do reaches them.
 */
export async function servePasskeyPages({ appearance, lifetime = LIFETIME_MS }: PasskeyPagesOptions): Promise<PasskeyServer> {
  const pages = oneTimePages<PasskeyQuestion>({
    page: (question) => passkeyPage(question, appearance()),
    receive,
    script: { path: '/passkey.js', file: join(import.meta.dirname, 'passkey.js') },
    used: () => words(appearance().language)('passkey.used'),
  });
  const server = await serveLocalhost((request) => pages.answer(request));
  const { door } = server;

  function ask(task: PasskeyTask, signal: AbortSignal, announce: (page: string | null) => void): Promise<unknown> {
    const question = pages.open(new PasskeyQuestion(task, signal, lifetime));
    announce(`${door.origin}${question.path}`);
    return question.answered;
  }

  return {
    door,
    origin: door.origin,
    rpId: RP_ID,
    register: (options, signal, announce) => ask({ kind: 'register', options }, signal, announce) as Promise<RegistrationResponseJSON | null>,
    authenticate: (options, signal, announce, purpose = 'sign-in') =>
      ask({ kind: 'authenticate', purpose, options }, signal, announce) as Promise<AuthenticationResponseJSON | null>,
    async [Symbol.asyncDispose]() {
      pages[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
