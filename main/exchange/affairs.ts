import * as z from 'zod';
import {
  type askOrder,
  association,
  associationName,
  type consentOrder,
  type correctOrder,
  type decideOrder,
  memberView,
  type ownAssociations,
  pendingCount,
  type planOrder,
  procedureList,
  procedurePlan,
  type procedureQuery,
} from '../api/schema/procedures.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { AppError } from '../errors.ts';
import type { HubCalls, HubCall } from './link/hub.ts';
import type { ExchangeIdentity } from './link/identity.ts';

/** Who of the staff does it, by id; `null` where a desk has no staff. */
type By = string | null;

/** Procedures of membership, as an association's desk, or a person's own, asks the hub for them. Nothing of them rests here but that they were asked for, and by whom. */
export interface Affairs {
  /** The association of this desk and those above it, with their rules. */
  own(): Promise<z.infer<typeof ownAssociations>>;
  /** All associations by name. */
  associations(): Promise<z.infer<typeof associationName>[]>;
  /** Any association and those above it, with their rules. */
  chain(code: string): Promise<z.infer<typeof association>[]>;
  counts(): Promise<z.infer<typeof pendingCount>[]>;
  list(query: z.infer<typeof procedureQuery>): Promise<z.infer<typeof procedureList>>;
  member(registration: string): Promise<z.infer<typeof memberView>>;
  plan(order: z.infer<typeof planOrder>): Promise<z.infer<typeof procedurePlan>>;
  ask(order: z.infer<typeof askOrder>, by: By): Promise<{ readonly id: string }>;
  correct(order: z.infer<typeof correctOrder>, by: By): Promise<void>;
  takeBack(id: string, by: By): Promise<void>;
  decide(order: z.infer<typeof decideOrder>, by: By): Promise<{ readonly state: string }>;
  /** 在籍証明書 as PDF. */
  certificate(id: string): Promise<Uint8Array>;
  consent(order: z.infer<typeof consentOrder>, by: By): Promise<void>;
}

interface Parts {
  readonly identity: Pick<ExchangeIdentity, 'enrolment'>;
  readonly audit: Pick<AuditLog, 'record'>;
  /** The hub that knows this desk, without an access token yet. @throws AppError EXCHANGE_NOT_ENROLLED */
  readonly hub: () => HubCalls;
}

const asked = z.object({ id: z.uuid() });
const decided = z.object({ state: z.string() });

/** Every call may fail as the network does, and as the hub refuses. */
export function openAffairs({ identity, audit, hub: open }: Parts): Affairs {
  /** One for each enrolment, so that its access token and the hub's clock are not asked for before every question. */
  let kept: { readonly name: string; readonly hub: HubCalls } | null = null;
  function hub(): HubCalls {
    const { url, client } = identity.enrolment ?? { url: '', client: '' };
    const name = `${url} ${client}`;
    if (kept?.name !== name) kept = { name, hub: open() };
    return kept.hub;
  }

  async function read<Schema extends z.ZodType>(schema: Schema, order: HubCall): Promise<z.output<Schema>> {
    const text = new TextDecoder().decode(await hub().call(order));
    const { success, data, error } = schema.safeParse(text === '' ? null : JSON.parse(text));
    if (!success) throw new AppError('EXCHANGE_REFUSED', { note: 'not an answer of a hub' }, { cause: error });
    return data;
  }
  const at = (path: string): HubCall => ({ method: 'GET', path: `/membership${path}` });
  const to = (method: HubCall['method'], path: string, body?: unknown): HubCall => ({ method, path: `/membership${path}`, body });

  const chain = async (code: string) =>
    (await read(z.object({ associations: z.array(association) }), at(`/associations/${encodeURIComponent(code)}`))).associations;

  return {
    chain,
    async own() {
      const { association: own = null, registration: person = null } = identity.enrolment ?? {};
      return { own, person, associations: own === null ? [] : await chain(own) };
    },
    associations: async () =>
      (await read(z.object({ associations: z.array(associationName) }), { method: 'GET', path: '/associations' })).associations,
    counts: async () => (await read(z.object({ counts: z.array(pendingCount) }), at('/pending'))).counts,
    list(query) {
      const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]));
      return read(procedureList, at(`/procedures?${new URLSearchParams(given)}`));
    },
    member: (registration) => read(memberView, at(`/people/${encodeURIComponent(registration)}`)),
    plan: (order) => read(procedurePlan, to('POST', '/plan', order)),
    async ask(order, by) {
      const { id } = await read(asked, to('POST', '/procedures', order));
      await audit.record({ action: 'membership.asked', facts: { procedure: id, kind: String(order.request['kind']), by } });
      return { id };
    },
    async correct({ id, ...order }, by) {
      await read(z.null(), to('PUT', `/procedures/${id}`, order));
      await audit.record({ action: 'membership.corrected', facts: { procedure: id, by } });
    },
    async takeBack(id, by) {
      await read(z.null(), { method: 'DELETE', path: `/membership/procedures/${id}` });
      await audit.record({ action: 'membership.taken-back', facts: { procedure: id, by } });
    },
    async decide({ id, ...order }, by) {
      const done = await read(decided, to('POST', `/procedures/${id}/decisions`, order));
      await audit.record({ action: 'membership.decided', facts: { procedure: id, decision: order.decision, by } });
      return done;
    },
    certificate: (id) => hub().call({ ...at(`/procedures/${id}/certificate`), type: 'application/pdf' }),
    async consent({ registration, ...order }, by) {
      await read(z.null(), to('POST', `/people/${encodeURIComponent(registration)}/consents`, order));
      await audit.record({ action: 'membership.consent', facts: { state: order.state, by } });
    },
  };
}
