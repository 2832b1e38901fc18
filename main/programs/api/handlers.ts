import type * as z from 'zod';
import { isSecureOrigin } from '../../../pki/web-eid/challenge.ts';
import type { ProgramCaller, RequestKind } from '../../api/schema/programs.ts';
import type { Intake } from '../../documents/intake.ts';
import { safeName } from '../../documents/names.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { hpkiAddress } from '../address.ts';
import { ProgramFault } from '../fault.ts';
import { LIMITS, RATES } from '../limits.ts';
import type { Callers } from '../callers.ts';
import type { Pairing } from '../pairing.ts';
import { RateLimit } from '../rate.ts';
import type { OpenRequest, Request, RequestBook } from '../requests.ts';
import type { KeepRoom } from '../room.ts';
import type { ProgramSignatures } from '../signatures.ts';
import type { Handlers } from './api.ts';
import { openApi } from './openapi.ts';
import type * as wire from './wire.ts';

export interface HandlerParts {
  readonly port: () => number;
  readonly callers: Pick<Callers, 'proof'>;
  readonly pairing: Pairing;
  readonly requests: RequestBook;
  readonly intake: Pick<Intake, 'take' | 'discard'>;
  readonly signatures: ProgramSignatures;
  /** Answers a request at once where its person set so. */
  readonly answerIfAlways: (request: OpenRequest) => void;
  /** Whether a job has taken its document: its signature comes, and nobody can take the request back. */
  readonly isBeingSigned: (request: Request) => boolean;
  readonly now: () => Date;
}

const milliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const named = ({ name, content }: { readonly name: string; readonly content: string }): NamedBytes => ({
  name: safeName(name),
  bytes: bytesOf(content),
});

const made = ({ id, expiresAt }: Request): z.infer<typeof wire.requestMade> => ({ id, expiresAt, address: hpkiAddress(id) });

/** What is done at each address; what comes in was checked by the schema of its operation. */
export function handlersOf({ port, callers, pairing, requests, intake, signatures, answerIfAlways, isBeingSigned, now }: HandlerParts): Handlers {
  /** By the caller that asks, since it shows no token; so others cannot keep it from learning who answers. */
  const proofs = new RateLimit(RATES.calls);

  function asked<Kind extends RequestKind>(request: OpenRequest<Kind>): z.infer<typeof wire.requestMade> {
    answerIfAlways(request as OpenRequest);
    return made(request as Request);
  }

  /** What a program may no longer ask is no longer told to it. */
  function requireStill({ permissions }: ProgramCaller, permission: RequestKind): void {
    if (permissions[permission] === 'no') throw new ProgramFault('PERMISSION_MISSING', { permission });
  }

  async function stateOf(request: Request, keepRoom: KeepRoom): Promise<wire.RequestState> {
    const { id, kind, expiresAt, outcome } = request;
    if (outcome === null) return { id, kind, state: request.state as 'waiting', expiresAt };
    if (outcome.state === 'done') {
      keepRoom(outcome.bytes);
      return { id, kind, state: 'done', result: await outcome.result(keepRoom) } as wire.RequestState;
    }
    if (outcome.state === 'failed') return { id, kind, state: 'failed', failure: outcome.failure };
    return { id, kind, state: outcome.state };
  }

  /** What waits in a batch of an earlier run waits without end; it is told as long as one that was accepted just now. */
  const stillOpen = () => new Date(now().getTime() + LIMITS.accepted).toISOString();

  /** What was signed, or is still to be signed, for a request that is no longer in memory. */
  async function signedBefore({ id }: ProgramCaller, request: string, keepRoom: KeepRoom): Promise<wire.RequestState> {
    const entry = await signatures.entryOf(id, request);
    if (entry === null && (await signatures.isExpected(id, request))) return { id: request, kind: 'sign', state: 'accepted', expiresAt: stillOpen() };
    if (entry === null) throw new ProgramFault('REQUEST_UNKNOWN');
    return { id: request, kind: 'sign', state: 'done', result: await signatures.answer(entry, keepRoom) };
  }

  return {
    describe: () => openApi(port()),
    askPairing: ({ body, origin }) => {
      const { name, permissions } = body as z.infer<typeof wire.pairingOrder>;
      return pairing.ask({ name, origin, wanted: [...new Set(permissions)] });
    },
    pairingState: ({ subject, origin }) => ({ state: pairing.state(subject, origin) }),
    confirmPairing: async ({ subject, origin, body }) => {
      const { caller, token } = await pairing.confirm(subject, origin, (body as z.infer<typeof wire.pairingCode>).code);
      return { caller: caller.id, token };
    },
    proof: ({ origin, body }) => {
      const { caller, nonce } = body as z.infer<typeof wire.proofOrder>;
      const proof = callers.proof(caller, origin, `${nonce}:${port()}`);
      if (!proofs.takes(proof === null ? 'unknown' : caller)) throw new ProgramFault('TOO_MANY_CALLS');
      if (proof === null) throw new ProgramFault('CALLER_UNKNOWN');
      return { proof };
    },
    self: ({ caller }) => {
      const { id, name, origin, permissions } = caller();
      return { id, name, origin, permissions };
    },
    sign: async ({ body, caller }) => {
      const { name, content, format = null, expiresIn } = body as z.infer<typeof wire.signOrder>;
      const document = await intake.take(name, bytesOf(content), { mustBeSeen: true, format });
      try {
        const fits = format === null ? document.signableAs.length > 0 : document.signableAs.includes(format);
        if (!fits)
          throw new ProgramFault('DOCUMENT_REFUSED', {
            failure: document.failure ?? { code: 'DOCUMENT_TYPE_UNKNOWN', detail: { name: document.name } },
          });
        return asked(await requests.add('sign', caller(), { document, format }, milliseconds(expiresIn)));
      } catch (error) {
        await intake.discard(document.id);
        throw error;
      }
    },
    verify: async ({ body, caller }) => {
      const order = body as z.infer<typeof wire.verifyOrder>;
      const content = order.detached ? named(order.detached) : null;
      return asked(await requests.add('verify', caller(), { file: named(order), content }, milliseconds(order.expiresIn)));
    },
    card: async ({ body, caller }) =>
      asked(await requests.add('card', caller(), {}, milliseconds((body as z.infer<typeof wire.cardOrder>).expiresIn))),
    login: async ({ body, origin, caller }) => {
      if (origin === null || !isSecureOrigin(origin)) throw new ProgramFault('LOGIN_NEEDS_ORIGIN');
      const { challengeNonce: nonce, expiresIn } = body as z.infer<typeof wire.loginOrder>;
      return asked(await requests.add('login', caller(), { origin, nonce }, milliseconds(expiresIn)));
    },
    requestState: async ({ subject, query, caller, signal, keepRoom }) => {
      const asking = caller();
      const { wait = 0 } = query as z.infer<typeof wire.patience>;
      const known = requests.of(asking, subject) !== null;
      if (known && wait > 0) await requests.ended(subject, AbortSignal.any([signal, AbortSignal.timeout(wait * 1000)]));
      const request = requests.of(caller(), subject);
      const state = await (request ? stateOf(request, keepRoom) : signedBefore(asking, subject, keepRoom));
      requireStill(caller(), state.kind);
      return state;
    },
    withdraw: async ({ subject, caller }) => {
      const request = requests.of(caller(), subject);
      if (!request) throw new ProgramFault('REQUEST_UNKNOWN');
      if (isBeingSigned(request)) throw new ProgramFault('REQUEST_BEING_SIGNED');
      await requests.end(subject, { state: 'withdrawn' });
    },
  };
}
