import * as z from 'zod';
import type { AdvanceOrder } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import type { Facts } from '../../audit/actions.ts';
import { decide } from '../machines/decide.ts';
import { MACHINES, type Transition } from '../machines/table.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { holding } from '../registry/conditions.ts';
import { assertable, established } from '../registry/evidence.ts';
import { papersOf } from '../registry/papers-of.ts';
import { type CredentialRecord, recordOf } from '../registry/record.ts';
import type { ProposalKind, Proposals } from '../second/proposals.ts';
import type { Acting } from '../staff/acting.ts';
import { requireSpan } from './apply.ts';
import { type GivenFacts, givenFacts } from './given-facts.ts';
import { approvesOwnWord } from './own-approval.ts';
import { actorOf, holderFor, isDone, recordFor, withCase } from './open-holder.ts';

/** What became of a step that was asked for. */
export interface Advanced {
  readonly holder: number;
  /** `null`: it is done. */
  readonly proposal: string | null;
}

const isoDay = z.iso.date();
const day = isoDay.nullable();
const code = z.string().max(100);
/** Facts that the form of a step may give. @param today ISO day: what was done, was done by then */
const GIVEN = (today: string): Readonly<Record<string, GivenFacts>> => {
  const past = isoDay.refine((done) => done <= today);
  return {
    'application.record-payment': { paidOn: past },
    'application.confirm-licence': { confirmedOn: past },
    'card.hold': { heldFrom: day, heldUntil: day },
    'card.lose': { pinKnown: z.boolean() },
    'order.send-to-desk': { desk: code },
    'certificate.request-revocation': { pinKnown: z.boolean() },
  };
};

const transitionOf = ({ kind }: CredentialRecord, id: string): Transition | undefined => MACHINES[kind].transitions.find((known) => known.id === id);

/** What the program knows beside what somebody asserts; nobody can assert what only the program establishes. */
async function evidenceFor(parts: AuthorityParts, acting: Acting, record: CredentialRecord, asserted: readonly string[]): Promise<readonly string[]> {
  const holder = await holderFor(parts, acting, record.holder);
  const papers = await papersOf(parts.store, parts.store.db, holder);
  return [...assertable(asserted), ...established(record, papers.get(record.id) ?? [])];
}

/** @throws AppError TRANSITION_REFUSED, for whatever but the second person */
async function requirePossible(
  parts: AuthorityParts,
  acting: Acting,
  record: CredentialRecord,
  order: AdvanceOrder,
  evidence: readonly string[],
): Promise<void> {
  const transition = transitionOf(record, order.transition);
  const rows = await parts.store.db.selectFrom('credential_object').selectAll().where('holder', '=', record.holder).execute();
  const surroundings = { record, records: rows.map(recordOf), today: today(parts) };
  const second = { name: 'somebody else', roles: new Set(transition?.by ?? []) };
  const facts = holding(surroundings, transition?.when ?? []);
  const decision = decide(record.kind, record, {
    transition: order.transition,
    by: actorOf(acting),
    second,
    evidence: new Set(evidence),
    reason: order.reason,
    facts,
  });
  if (!decision.allowed)
    throw new AppError('TRANSITION_REFUSED', {
      object: record.id,
      transition: order.transition,
      because: decision.because,
      lacking: decision.lacking.join(' '),
    });
}

/**
 * Takes one step with an object, or proposes it where a second person must confirm. The same nonce does it once.
 * @throws AppError TRANSITION_REFUSED with why not, CREDENTIAL_UNKNOWN
 */
export async function advance(parts: AuthorityParts, proposals: Proposals, acting: Acting, order: AdvanceOrder): Promise<Advanced> {
  const record = await recordFor(parts, acting, order.object);
  if (await isDone(parts, order.nonce)) return { holder: record.holder, proposal: null };
  const evidence = await evidenceFor(parts, acting, record, order.evidence);
  try {
    await requirePossible(parts, acting, record, order, evidence);
  } catch (error) {
    // Asked twice at once, the other may have done it meanwhile.
    if (await isDone(parts, order.nonce)) return { holder: record.holder, proposal: null };
    throw error;
  }
  const { object, transition, reason, nonce } = order;
  const facts = givenFacts(GIVEN(today(parts))[`${record.kind}.${transition}`] ?? {}, order.facts);
  requireSpan(facts);
  // A stop by telephone goes its own way, with the caller's checks; here it is the end of an application alone.
  if (record.kind === 'card' && transition === 'hold' && record.facts['wanted'] !== 'hold')
    throw new AppError('TRANSITION_REFUSED', { object, transition, because: 'evidence', lacking: 'caller-checks' });
  if (transitionOf(record, transition)?.second || (await approvesOwnWord(parts, acting, record, transition))) {
    const holder = await holderFor(parts, acting, record.holder);
    const body = { object, transition, evidence, facts, nonce, since: record.since };
    return { holder: record.holder, proposal: await proposals.propose(acting, { kind: 'advance', holder, body, reason, nonce }) };
  }
  await withCase(parts, { acting, holder: record.holder, nonce }, (file) => void file.move({ object, transition, evidence, reason, facts }));
  return { holder: record.holder, proposal: null };
}

interface AdvanceBody {
  readonly object: string;
  readonly transition: string;
  readonly evidence: readonly string[];
  readonly facts: Facts;
  readonly nonce: string;
  /** Since when the object stood as it did: any step since makes the proposal stale. */
  readonly since: string;
}

/** A step that two persons take. @throws AppError PROPOSAL_STALE when it is no longer possible */
export function advanceProposal(parts: AuthorityParts): ProposalKind {
  return {
    roles: ({ object = '', transition }) => {
      const kind = ({ A: 'application', O: 'order', C: 'card', T: 'certificate' } as const)[object.charAt(0) as 'A'];
      const found = MACHINES[kind].transitions.find(({ id }) => id === transition);
      return (found?.by ?? []).flatMap((role) => (role === 'program' ? [] : role));
    },
    async details({ body }) {
      const { object, evidence, facts } = body as unknown as AdvanceBody;
      const row = await parts.store.db.selectFrom('credential_object').select('state').where('id', '=', object).executeTakeFirst();
      return [
        { label: 'state', value: '', object, state: row?.state ?? '' },
        { label: 'evidence', value: evidence.join(' ') },
        ...Object.entries(facts).map(([label, value]) => ({ label, value: String(value ?? '') })),
      ];
    },
    async carryOut({ body, holder, reason, by, second }) {
      const { object, transition, evidence, facts, nonce, since } = body as unknown as AdvanceBody;
      await withCase(parts, { acting: by, second, holder: holder!, nonce }, (file) => {
        if (file.find(object).since !== since) throw new AppError('PROPOSAL_STALE', { object, because: 'state' });
        file.move({ object, transition, evidence, reason, facts });
      }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'TRANSITION_REFUSED') throw new AppError('PROPOSAL_STALE', error.detail, { cause: error });
        throw error;
      });
    },
  };
}
