import * as z from 'zod';
import terms from '../../../resources/credentials/terms.json' with { type: 'json' };
import type { ApplyOrder } from '../../api/schema/credentials.ts';
import type { Facts } from '../../audit/actions.ts';
import { AppError } from '../../errors.ts';
import { registrationNumber } from '../../membership/registration-number.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { closedBecause, closedByReason } from '../procedures/openings.ts';
import { type Procedure, procedureOf } from '../procedures/table.ts';
import { writePaper } from '../registry/evidence-rows.ts';
import type { Holder, HolderValues } from '../registry/holders.ts';
import { requireRole } from '../registry/scope.ts';
import { openCase } from '../registry/case-file.ts';
import type { Acting } from '../staff/acting.ts';
import { givenFacts } from './given-facts.ts';
import { actorOf, holderFor, isDone } from './open-holder.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';

const isoDay = z.iso.date();

/** Ways on which no form comes with the application; it is waited for. */
const WITHOUT_FORM = new Set(['telephone']);
/** The way on which the portal has identified the applicant, so that papers and a fee fall away: its receipt number says that it did. */
const PORTAL = 'myna-portal';
const receipt = z.string().trim().min(1).max(60);
const code = z.string().max(100).nullable();
/** Facts that whoever applies may give, and what each must be. */
const GIVEN: Readonly<Record<string, z.ZodType<Facts[string]>>> = {
  card: code,
  heldFrom: isoDay.nullable(),
  heldUntil: isoDay.nullable(),
  delivery: z.enum(['desk', 'post']),
  desk: code,
  pinKnown: z.boolean(),
  portalReceipt: receipt,
};
const DAY = 86_400_000;

/** @throws AppError PROCEDURE_UNKNOWN, USAGE_WRONG */
function requireOffered({ id, channels, reasons, dates }: Procedure, { channel, reason, facts = {} }: ApplyOrder): void {
  const reasonFits = reasons.length === 0 ? reason === null : reason !== null && reasons.includes(reason);
  if (!channels.includes(channel) || !reasonFits) throw new AppError('PROCEDURE_UNKNOWN', { procedure: id, channel, reason: reason ?? '' });
  if (dates !== 'none') requireSpan(facts);
  const lacking = dates === 'needed' ? ['heldFrom', 'heldUntil'].find((name) => !isoDay.safeParse(facts[name]).success) : undefined;
  if (lacking) throw new AppError('USAGE_WRONG', { note: lacking });
  if (channel === PORTAL && !receipt.safeParse(facts['portalReceipt']).success) throw new AppError('USAGE_WRONG', { note: 'portalReceipt' });
}

/** That an application came neither after today nor before what may still be entered: its day decides fee and age of papers. @throws AppError USAGE_WRONG */
function requireReceived(parts: AuthorityParts, receivedOn: string): void {
  const day = today(parts);
  const first = new Date(Date.parse(day) - terms.receivedWithinDays * DAY).toISOString().slice(0, 10);
  if (receivedOn > day || receivedOn < first) throw new AppError('USAGE_WRONG', { note: 'receivedOn' });
}

/** That a hold has days, the second not before the first. @throws AppError USAGE_WRONG */
export function requireSpan(facts: Facts): void {
  const { heldFrom: from = null, heldUntil: until = null } = facts;
  for (const [note, day] of Object.entries({ heldFrom: from, heldUntil: until }))
    if (day !== null && !isoDay.safeParse(day).success) throw new AppError('USAGE_WRONG', { note });
  if (typeof from === 'string' && typeof until === 'string' && until < from) throw new AppError('USAGE_WRONG', { note: 'heldUntil' });
}

/** @throws AppError NAME_NEEDED, REGISTRATION_WRONG */
export function checkedValues(fields: HolderValues['fields'], association: string | null, member: boolean): HolderValues {
  if (fields.name.trim() === '' || fields.kana.trim() === '') throw new AppError('NAME_NEEDED');
  const registration = registrationNumber(fields.registration);
  if (registration === null) throw new AppError('REGISTRATION_WRONG');
  return { fields: { ...fields, registration }, association, member };
}

/** @throws AppError REGISTRATION_HELD: whoever has the number is to be opened instead */
async function newHolder(
  { holders, audit }: AuthorityParts,
  tx: Kysely<Tables>,
  acting: Acting,
  { fields, association, member }: ApplyOrder,
): Promise<Holder> {
  if (!fields) throw new AppError('NAME_NEEDED');
  const values = checkedValues(fields, acting.association ?? association ?? null, member ?? false);
  const same = await holders.sameAs(tx, values.fields);
  if (same.some(({ kind }) => kind === 'registration')) throw new AppError('REGISTRATION_HELD', { registration: values.fields.registration });
  const holder = await holders.add(tx, values);
  await audit.append(tx, { action: 'credential.changed', facts: { holder: holder.holder, by: acting.id, new: true } });
  return holder;
}

/**
 * Opens a procedure for somebody; the form, where it came along, is noted and the application submitted. The same nonce does it once.
 * @returns the holder's number
 * @throws AppError PROCEDURE_UNKNOWN, PROCEDURE_CLOSED, USAGE_WRONG, CREDENTIAL_UNKNOWN, NAME_NEEDED, REGISTRATION_WRONG, REGISTRATION_HELD, HOLDER_UNKNOWN, STAFF_ROLE_NEEDED
 */
export async function applyFor(parts: AuthorityParts, acting: Acting, order: ApplyOrder, tx: Kysely<Tables>): Promise<number> {
  requireRole(acting, 'apply');
  const procedure = procedureOf(order.procedure);
  requireOffered(procedure, order);
  if (await isDone(parts, order.nonce, tx)) {
    const known = await tx.selectFrom('credential_event').select('holder').where('nonce', '=', order.nonce).executeTakeFirstOrThrow();
    return known.holder;
  }
  const holder = order.holder === null ? await newHolder(parts, tx, acting, order) : await holderFor(parts, acting, order.holder, tx);
  if (!holder.fields) throw new AppError('HOLDER_UNKNOWN');
  const file = await openCase(parts, tx, { holder, by: actorOf(acting), second: null, nonce: order.nonce });
  requireReceived(parts, order.receivedOn);
  const closed = closedBecause(procedure, file.records) ?? closedByReason(order.reason, holder.member);
  if (closed) throw new AppError('PROCEDURE_CLOSED', { procedure: procedure.id, because: closed });
  const given = givenFacts(GIVEN, order.facts);
  if (typeof given['card'] === 'string' && file.find(given['card']).kind !== 'card')
    throw new AppError('CREDENTIAL_UNKNOWN', { object: given['card'] });
  const { channel, reason, receivedOn } = order;
  const facts = { ...given, channel, reason, receivedOn, member: holder.member, procedure: procedure.id };
  const application = file.create({ kind: 'application', parent: null, procedure: procedure.id, facts });
  if (!WITHOUT_FORM.has(channel)) file.move({ object: application.id, transition: 'submit', evidence: ['application-form'] });
  await file.close();
  // What came besides the form (a notice, the card) is recorded by whoever has it in hand.
  const form = procedure.checklist.find(({ item }) => item === 'application-form');
  if (!WITHOUT_FORM.has(channel) && form)
    await writePaper(parts, tx, { holder, object: application.id, item: form.item, dated: null, by: acting.id, note: '' });
  return holder.holder;
}
