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

/** Procedures of membership, as an association's desk asks the hub for them. Nothing of them rests here but that they were asked for. */
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
  ask(order: z.infer<typeof askOrder>): Promise<{ readonly id: string }>;
  correct(order: z.infer<typeof correctOrder>): Promise<void>;
  takeBack(id: string): Promise<void>;
  decide(order: z.infer<typeof decideOrder>): Promise<{ readonly state: string }>;
  /** 在籍証明書 as PDF. */
  certificate(id: string): Promise<Uint8Array>;
  consent(order: z.infer<typeof consentOrder>): Promise<void>;
}

interface Parts {
  readonly identity: Pick<ExchangeIdentity, 'enrolment'>;
  readonly audit: Pick<AuditLog, 'record'>;
  /** @throws AppError EXCHANGE_NOT_ENROLLED */
  readonly hub: () => HubCalls;
}

const asked = z.object({ id: z.uuid() });
const decided = z.object({ state: z.string() });

/** Every call may fail as the network does, and as the hub refuses. */
export function openAffairs({ identity, audit, hub }: Parts): Affairs {
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
      const own = identity.enrolment?.association ?? null;
      return { own, associations: own === null ? [] : await chain(own) };
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
    async ask(order) {
      const { id } = await read(asked, to('POST', '/procedures', order));
      await audit.record({ action: 'membership.asked', facts: { procedure: id, kind: String(order.request['kind']) } });
      return { id };
    },
    async correct({ id, request }) {
      await read(z.null(), to('PUT', `/procedures/${id}`, { request }));
      await audit.record({ action: 'membership.corrected', facts: { procedure: id } });
    },
    async takeBack(id) {
      await read(z.null(), { method: 'DELETE', path: `/membership/procedures/${id}` });
      await audit.record({ action: 'membership.taken-back', facts: { procedure: id } });
    },
    async decide({ id, ...order }) {
      const done = await read(decided, to('POST', `/procedures/${id}/decisions`, order));
      await audit.record({ action: 'membership.decided', facts: { procedure: id, decision: order.decision } });
      return done;
    },
    certificate: (id) => hub().call({ ...at(`/procedures/${id}/certificate`), type: 'application/pdf' }),
    async consent({ registration, ...order }) {
      await read(z.null(), to('POST', `/people/${encodeURIComponent(registration)}/consents`, order));
      await audit.record({ action: 'membership.consent', facts: { state: order.state } });
    },
  };
}
