import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { decodeCrockford, encodeCrockford } from '../../crockford.ts';
import { publicJwk } from '../../exchange/events/keys.ts';
import { CLIENT_KINDS } from '../../exchange/link/client-kinds.ts';
import { HttpError } from '../http/http-error.ts';
import type { HubParts } from '../parts.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { type Caller, type Scope, SCOPES } from './caller.ts';
import { OPERATOR } from './operator.ts';

/** Scopes that a client of each kind may have, which are those it has unless fewer are named. */
export const SCOPES_OF: Readonly<Record<Caller['kind'], readonly Scope[]>> = {
  association: ['events:write', 'events:read', 'status:read', 'members:read', 'members:write', 'import'],
  authority: ['events:write', 'events:read', 'status:read', 'status:write', 'members:read'],
  hub: ['status:read', 'members:read', 'members:write', 'import', 'admin'],
  person: ['own'],
};

/** 120 bits: 24 characters. */
const CODE_BYTES = 15;
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** A code that lies about for longer than a week is found by others. */
export const LONGEST_HOURS = 168;
const CLIENT_BYTES = 12;

/** Whom a code lets in. */
export interface CodeOrder {
  readonly kind: Caller['kind'];
  readonly association: string | null;
  /** Of the person whose own client it is going to be. */
  readonly registration?: string | null | undefined;
  /** Empty: all that the kind may have. */
  readonly scopes: readonly string[];
  /** Client, or `command-line`. */
  readonly by: string;
  /** How long it may be used: 24 hours unless said, a week at most. */
  readonly hours?: number | undefined;
}

export const enrolOrder = z.strictObject({
  code: z.string().max(100),
  name: z.string().trim().min(1).max(100),
  jwk: publicJwk,
  /** Named where only one kind will do: a code of another kind is refused, and stays good. */
  kind: z.enum(CLIENT_KINDS).optional(),
});
export const enrolAnswer = z.object({
  client_id: z.string(),
  issuer: z.string(),
  hub: z.string(),
  kind: z.enum(CLIENT_KINDS),
  association: z.string().nullable(),
  registration: z.string().nullable(),
  scopes: z.array(z.enum(SCOPES)),
});

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const grouped = (code: string): string => code.match(/.{1,4}/g)!.join('-');

/** Scopes of whom a code lets in. @throws HttpError 400 `scope_unknown` */
function scopesOfCode({ kind, scopes: asked }: Pick<CodeOrder, 'kind' | 'scopes'>): readonly Scope[] {
  const allowed = SCOPES_OF[kind];
  const scopes = asked.length === 0 ? allowed : allowed.filter((scope) => asked.includes(scope));
  if (asked.some((scope) => !scopes.some((each) => each === scope))) throw new HttpError(400, 'scope_unknown', allowed.join(' '));
  return scopes;
}

/**
 * Whoever runs the hub, or administers it with all scopes of its kind, lets in anybody; with fewer, nobody who may more.
 * @throws HttpError 400 `scope_unknown`, 403 `insufficient_scope`
 */
export function requireOwnScopes({ client, scopes: own }: Pick<Caller, 'client' | 'scopes'>, order: Pick<CodeOrder, 'kind' | 'scopes'>): void {
  const scopes = scopesOfCode(order);
  if (client === OPERATOR || SCOPES_OF.hub.every((scope) => own.has(scope)) || scopes.every((scope) => own.has(scope))) return;
  throw new HttpError(403, 'insufficient_scope', [...own].join(' '));
}

/**
 * Makes a code that enrols one client. Only its hash is kept.
 * @throws HttpError 400 `scope_unknown`, `association_unknown`, `person_needed`
 */
export async function makeCode(tx: HubTransaction, order: CodeOrder, now: Date): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const scopes = scopesOfCode(order);
  const association =
    order.association === null ? null : await tx.selectFrom('association').select('code').where('code', '=', order.association).executeTakeFirst();
  if ((order.kind === 'association') !== Boolean(association))
    throw new HttpError(400, 'association_unknown', 'the hub does not know the association');
  const registration = order.registration ?? null;
  if ((order.kind === 'person') !== (registration !== null))
    throw new HttpError(400, 'person_needed', 'the registration number of a person, for a code of that kind alone');
  const code = randomBytes(CODE_BYTES);
  const expiresAt = new Date(now.getTime() + (order.hours ?? HOURS) * HOUR_MS);
  const whose = { kind: order.kind, association: association?.code ?? null, registration, scopes: scopes.join(' ') };
  await tx
    .insertInto('enrolment_code')
    .values({ sha256: hashOf(code), ...whose, made_by: order.by, expires_at: expiresAt, used_at: null })
    .execute();
  return { code: grouped(encodeCrockford(code)), expiresAt };
}

/**
 * Takes a code for a client with its key; the code is spent.
 * @throws HttpError 403 `code_refused` (unknown, spent, too old or of another kind: all the same), 409 `key_known`
 */
export async function enrol({ store, url, clients }: HubParts, tx: HubTransaction, { code, name, jwk, kind }: z.infer<typeof enrolOrder>) {
  const now = store.now();
  const bytes = decodeCrockford(code);
  const taken =
    bytes &&
    (await tx
      .updateTable('enrolment_code')
      .set({ used_at: now })
      .where('sha256', '=', hashOf(bytes))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
      .returning(['kind', 'association', 'registration', 'scopes'])
      .executeTakeFirst());
  if (!taken) throw new HttpError(403, 'code_refused', 'the code is unknown, spent or too old');
  const client = randomBytes(CLIENT_BYTES).toString('hex');
  await tx
    .insertInto('client')
    .values({ ...taken, id: client, name, state: 'active', enrolled_at: now, seen_at: null })
    .execute();
  if (!(await clients.addKey(tx, client, jwk))) throw new HttpError(409, 'key_known', 'the key is another client’s');
  return {
    client_id: client,
    issuer: clients.issuerOf(client),
    hub: url,
    kind: taken.kind,
    association: taken.association,
    registration: taken.registration,
    scopes: taken.scopes.split(' ') as Scope[],
  } satisfies z.infer<typeof enrolAnswer>;
}
