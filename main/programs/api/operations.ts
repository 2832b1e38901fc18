import type * as z from 'zod';
import type { RequestKind } from '../../api/schema/programs.ts';
import type { ProgramFaultCode } from '../fault.ts';
import { LIMITS } from '../limits.ts';
import * as wire from './wire.ts';

/** One address of the interface with all that is known of it before anything is read. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{id}` for the one parameter that a path may have. */
  readonly path: string;
  readonly summary: string;
  /** Whether the caller must show its token. */
  readonly token: boolean;
  /** What calls of unknown callers are counted with; without it, with all others. `caller`: with those about the same caller, once the body says which. */
  readonly measure?: 'pairing' | 'caller';
  /** What the person must have allowed. */
  readonly permission?: RequestKind;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Longest body in bytes. */
  readonly mostBytes?: number;
  readonly answer: { readonly status: 200 | 201 | 202 | 204; readonly body?: z.ZodType };
  /** Refusals of its own, beside those of every address. */
  readonly faults: readonly ProgramFaultCode[];
}

const ONE_DOCUMENT = Math.ceil(LIMITS.document / 3) * 4 + LIMITS.small;

export const OPERATIONS = {
  describe: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description.',
    token: false,
    answer: { status: 200 },
    faults: [],
  },
  askPairing: {
    method: 'POST',
    path: '/v1/pairings',
    summary: 'Asks to be paired. A person must have opened pairing in the settings of the program.',
    token: false,
    measure: 'pairing',
    body: wire.pairingOrder,
    mostBytes: LIMITS.small,
    answer: { status: 201, body: wire.pairingMade },
    faults: ['PAIRING_CLOSED', 'PAIRING_BUSY'],
  },
  pairingState: {
    method: 'GET',
    path: '/v1/pairings/{id}',
    summary: 'Whether the person has allowed the pairing, so that the code is on the screen.',
    token: false,
    measure: 'pairing',
    answer: { status: 200, body: wire.pairingState },
    faults: ['PAIRING_UNKNOWN'],
  },
  confirmPairing: {
    method: 'POST',
    path: '/v1/pairings/{id}/code',
    summary: 'Sends the code that the person read on the screen of the program and typed into this one.',
    token: false,
    measure: 'pairing',
    body: wire.pairingCode,
    mostBytes: LIMITS.small,
    answer: { status: 201, body: wire.pairingDone },
    faults: ['PAIRING_UNKNOWN', 'PAIRING_UNDECIDED', 'PAIRING_CODE_WRONG'],
  },
  proof: {
    method: 'POST',
    path: '/v1/proofs',
    summary: 'Proves that the program that was paired answers at this port. Ask this before each connection over which the token is sent.',
    token: false,
    measure: 'caller',
    body: wire.proofOrder,
    mostBytes: LIMITS.small,
    answer: { status: 200, body: wire.proofMade },
    faults: ['CALLER_UNKNOWN'],
  },
  self: {
    method: 'GET',
    path: '/v1/self',
    summary: 'What the program knows of this caller, and what it may ask.',
    token: true,
    answer: { status: 200, body: wire.self },
    faults: [],
  },
  sign: {
    method: 'POST',
    path: '/v1/requests/sign',
    summary: 'Asks a person to look at a document and to sign it with the card and its PIN.',
    token: true,
    permission: 'sign',
    body: wire.signOrder,
    mostBytes: ONE_DOCUMENT,
    answer: { status: 202, body: wire.requestMade },
    faults: ['DOCUMENT_REFUSED', 'TOO_MANY_REQUESTS_OPEN'],
  },
  verify: {
    method: 'POST',
    path: '/v1/requests/verify',
    summary: 'Asks for the verification of a signed file; the answer is that of the command line.',
    token: true,
    permission: 'verify',
    body: wire.verifyOrder,
    mostBytes: 2 * ONE_DOCUMENT,
    answer: { status: 202, body: wire.requestMade },
    faults: ['TOO_MANY_REQUESTS_OPEN'],
  },
  card: {
    method: 'POST',
    path: '/v1/requests/card',
    summary: 'Asks what the certificates of the card on the reader say. Nothing of it needs a PIN.',
    token: true,
    permission: 'card',
    body: wire.cardOrder,
    mostBytes: LIMITS.small,
    answer: { status: 202, body: wire.requestMade },
    faults: ['TOO_MANY_REQUESTS_OPEN'],
  },
  login: {
    method: 'POST',
    path: '/v1/requests/login',
    summary:
      'Asks a person to sign in with the card at the web page that calls. The token is a Web eID authentication token (web-eid:1.0) for its origin.',
    token: true,
    permission: 'login',
    body: wire.loginOrder,
    mostBytes: LIMITS.small,
    answer: { status: 202, body: wire.requestMade },
    faults: ['LOGIN_NEEDS_ORIGIN', 'TOO_MANY_REQUESTS_OPEN'],
  },
  requestState: {
    method: 'GET',
    path: '/v1/requests/{id}',
    summary: 'How a request stands; with `wait`, as soon as it has ended or so many seconds have passed.',
    token: true,
    query: wire.patience,
    answer: { status: 200, body: wire.requestState },
    faults: ['REQUEST_UNKNOWN', 'PERMISSION_MISSING', 'ANSWERS_UNREAD'],
  },
  withdraw: {
    method: 'DELETE',
    path: '/v1/requests/{id}',
    summary: 'Takes a request back.',
    token: true,
    answer: { status: 204 },
    faults: ['REQUEST_UNKNOWN', 'REQUEST_BEING_SIGNED'],
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationId = keyof typeof OPERATIONS;

const entries = Object.entries(OPERATIONS) as (readonly [OperationId, Operation])[];
const UUID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';
const patterns = entries.map(([id, operation]) => ({
  id,
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll('.', '\\.').replace('{id}', UUID)}$`),
}));

export interface Route {
  readonly id: OperationId;
  readonly operation: Operation;
  /** The id in the path, else the empty string. */
  readonly subject: string;
}

/** What is at an address; `null`: nothing; `method`: something that this method does not reach. */
export function routeOf(method: string, path: string): Route | 'method' | null {
  const found = patterns.flatMap(({ pattern, ...entry }) => {
    const match = pattern.exec(path);
    return match ? [{ ...entry, subject: match[1] ?? '' }] : [];
  });
  return found.find(({ operation }) => operation.method === method) ?? (found.length > 0 ? 'method' : null);
}
