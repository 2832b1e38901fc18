import * as z from 'zod';
import { plan as planned } from '../../membership/procedures/plan.ts';
import { line } from '../../membership/procedures/request.ts';
import { withdrawalWarnings } from '../../membership/procedures/warnings.ts';
import { BY_SEX, columnsFor, type Figures } from '../../membership/report/figures.ts';
import { registrationDigits } from '../../membership/registration-number.ts';
import { MEMBER_FIELDS } from '../../membership/tiers/member-fields.ts';
import { ask, readRequest, requireOwn, toldOf } from './ask.ts';
import { asHub } from './as-hub.ts';
import { TERMS, consent } from './consents.ts';
import { correct, takeBack } from './correct.ts';
import { decide } from './decide.ts';
import { reconcileFigures } from './members.ts';
import { pendingCounts } from './pending.ts';
import { personView } from './person.ts';
import { certificateOf, listProcedures } from './procedures.ts';
import { listReconciliation, settleReconciliation } from './reconciliation.ts';
import { readTree, rowsOfPerson } from './rows.ts';
import { work } from './work.ts';

const code = z.string().min(1).max(60);
const id = z.uuid();
const registration = registrationDigits;
const isDay = (text: string | undefined): boolean => text === undefined || z.iso.date().safeParse(text).success;
const person = z
  .partialRecord(z.enum(MEMBER_FIELDS), line(200).min(1))
  .refine(({ birthDate, licensedOn, sex }) => isDay(birthDate) && isDay(licensedOn) && (sex === undefined || sex === 'male' || sex === 'female'));
const corrected = z.int().min(0);
const consents = z
  .array(z.strictObject({ document: z.string().min(1).max(120), terms: z.string().min(1).max(60) }))
  .max(21)
  .default([]);
const request = z.record(z.string(), z.unknown());
const figures = z.record(z.string().max(40), z.record(z.string().max(40), z.int().min(0).max(10_000_000)));

const figuresOf = (given: z.infer<typeof figures>): Figures =>
  new Map(Object.entries(given).map(([row, cells]) => [row, new Map(Object.entries(cells))]));

/**
 * What associations do with the memberships of their own people, persons with their own, and the hub with those of everybody (入会, 異動, 退会, 在籍証明書).
 */
export const AFFAIRS = {
  counts: work(
    ['GET', '/membership/pending', 'members:read'],
    'Applications that wait, by association and kind (申請件数).',
    z.strictObject({}),
    async (parts, actor) => ({ counts: await pendingCounts(parts, actor) }),
  ),
  association: work(
    ['GET', '/membership/associations/:code', ['members:read', 'own']],
    'An association with its rules, and those above it, the nearest first.',
    z.strictObject({ code }),
    (parts, actor, order) =>
      parts.store.within(actor, async (tx) => {
        const tree = await readTree(tx);
        return { associations: [tree.get(order.code), ...tree.above(order.code)] };
      }),
  ),
  list: work(
    ['GET', '/membership/procedures', ['members:read', 'own']],
    'Procedures that the caller has a part in, the newest first.',
    z.strictObject({
      state: z.enum(['open', 'pending', 'effective', 'refused', 'withdrawn', 'all']).default('open'),
      association: code.optional(),
      registration: registration.optional(),
      before: id.optional(),
    }),
    listProcedures,
  ),
  plan: work(
    ['POST', '/membership/plan', ['members:write', 'own']],
    'What a procedure would lead to: who is asked, what changes, which warnings are shown. Writes nothing.',
    z.strictObject({ registration, request }),
    async (parts, actor, order) =>
      parts.store.within(actor, async (tx) => {
        const asked = readRequest(order.request);
        await requireOwn(parts, actor, tx, order.registration, asked);
        return asHub(tx, actor, async () => {
          const tree = await readTree(tx);
          const made = planned(asked, { tree, registration: order.registration, rows: await rowsOfPerson(tx, order.registration) });
          const left = made.intents.map(({ association }) => tree.get(association));
          return { ...toldOf(made), warnings: asked.kind === 'withdraw' ? withdrawalWarnings(left) : [] };
        });
      }),
  ),
  ask: work(
    ['POST', '/membership/procedures', ['members:write', 'own']],
    'Asks for a procedure, on behalf of somebody (代理申請) or for oneself.',
    z.strictObject({ registration, person: person.optional(), request, consents }),
    async (parts, actor, { person: given, ...order }) => ask(parts, actor, given ? { ...order, person: given } : order),
  ),
  correct: work(
    ['PUT', '/membership/procedures/:id', ['members:write', 'own']],
    'Corrects a procedure that waits (修正); answers given so far fall away.',
    z.strictObject({ id, request, consents, corrected }),
    (parts, actor, { id: procedure, ...order }) => correct(parts, actor, { ...order, procedure }),
  ),
  takeBack: work(
    ['DELETE', '/membership/procedures/:id', ['members:write', 'own']],
    'Takes a procedure that waits back (削除).',
    z.strictObject({ id }),
    (parts, actor, order) => takeBack(parts, actor, order.id),
  ),
  decide: work(
    ['POST', '/membership/procedures/:id/decisions', 'members:write'],
    'An association approves, refuses, or says that it has seen a procedure.',
    z.strictObject({
      id,
      association: code.optional(),
      decision: z.enum(['approve', 'refuse', 'acknowledge']),
      note: line(300).default(''),
      corrected,
    }),
    async (parts, actor, { id: procedure, association, ...order }) => ({
      state: await decide(parts, actor, { ...order, procedure, ...(association !== undefined && { association }) }),
    }),
  ),
  certificate: work(
    ['GET', '/membership/procedures/:id/certificate', ['members:read', 'own']],
    'The certificate of membership (在籍証明書) that was approved, as PDF.',
    z.strictObject({ id }),
    async (parts, actor, order) => ({ bytes: await certificateOf(parts, actor, order.id), type: 'application/pdf' }),
  ),
  person: work(
    ['GET', '/membership/people/:registration', ['members:read', 'own']],
    'Somebody with the memberships, consent and reliefs that the caller sees.',
    z.strictObject({ registration, claims: z.string().max(200).default('') }),
    (parts, actor, order) => personView(parts, actor, { ...order, claims: order.claims.split(',').filter((claim) => claim !== '') }),
  ),
  consent: work(
    ['POST', '/membership/people/:registration/consents', ['members:write', 'own']],
    'Writes down that somebody consents to the handling of personal data, or takes that back.',
    z.strictObject({ registration, terms: z.string().min(1).max(60), state: z.enum(['given', 'taken-back']).default('given') }),
    (parts, actor, order) => consent(parts, actor, { ...order, document: TERMS }),
    { beforeTerms: true },
  ),
  figures: work(
    ['POST', '/membership/figures', 'members:write'],
    'Printed figures by sex and class beside their own sums, or beside the figures given as computed; each that differs becomes a reconciliation item.',
    z.strictObject({ association: code, printed: figures, computed: figures.optional() }),
    async (parts, actor, { association, printed, computed }) => {
      const tree = await parts.store.within(actor, readTree);
      const layout = { columns: columnsFor(tree.get(association)), rows: BY_SEX };
      const order = { association, printed: figuresOf(printed), layout, ...(computed && { computed: figuresOf(computed) }) };
      return { differences: await reconcileFigures(parts, actor, order) };
    },
  ),
  reconciliation: work(
    ['GET', '/membership/reconciliation', 'members:read'],
    'What sources do not agree on, for people to settle: 200 at a time, the newest first, after the one whose id is `before`.',
    z.strictObject({
      state: z.enum(['open', 'settled']).default('open'),
      kind: z.string().max(40).optional(),
      association: code.optional(),
      before: id.optional(),
    }),
    listReconciliation,
  ),
  settle: work(
    ['POST', '/membership/reconciliation/:id/settlement', 'members:write'],
    'Settles such an item with a reason.',
    z.strictObject({ id, note: line(300).min(1) }),
    settleReconciliation,
  ),
} as const;
