import { randomUUID } from 'node:crypto';
import type { HolderFields } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import type { AuthorityParts } from '../parts.ts';
import { feeOf } from '../procedures/fee-of.ts';
import { procedureOf } from '../procedures/table.ts';
import { openScan, writePaper } from '../registry/evidence-rows.ts';
import { openCase } from '../registry/case-file.ts';
import { missingItems } from '../registry/missing-items.ts';
import { isOpen } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { checkedValues } from './apply.ts';
import { actorOf, holderFor, recordFor } from './open-holder.ts';

/** What is kept of somebody from now on. `reason`: in words; the log tells only that one was given. */
export interface ChangeOrder {
  readonly holder: number;
  readonly fields: HolderFields;
  readonly association: string | null;
  readonly member: boolean;
  readonly reason: string;
}

/** Corrects what is kept of somebody. @throws AppError NAME_NEEDED, REGISTRATION_WRONG, REGISTRATION_HELD, HOLDER_UNKNOWN */
export async function changeHolder(
  parts: AuthorityParts,
  acting: Acting,
  { holder: id, fields, association, member, reason }: ChangeOrder,
): Promise<void> {
  requireRole(acting, 'change');
  const { store, audit, holders } = parts;
  await store.db.transaction().execute(async (tx) => {
    const before = await holderFor(parts, acting, id, tx);
    // An association cannot give its people to another: that is a matter of membership.
    const values = checkedValues(fields, acting.association ?? association, member);
    const same = await holders.sameAs(tx, values.fields);
    if (same.some(({ kind, holder }) => kind === 'registration' && holder !== id))
      throw new AppError('REGISTRATION_HELD', { registration: values.fields.registration });
    await holders.change(tx, before, values);
    const changed = (Object.keys(values.fields) as (keyof HolderFields)[]).filter((name) => values.fields[name] !== before.fields?.[name]);
    await audit.append(tx, {
      action: 'credential.changed',
      facts: { holder: id, by: acting.id, fields: changed.join(' '), association: values.association, member, reasonGiven: reason !== '' },
    });
  });
}

/** A note of staff, apart from the record of what happened. */
export async function addNote(parts: AuthorityParts, acting: Acting, holder: number, text: string): Promise<void> {
  requireRole(acting, 'note');
  const { store, audit } = parts;
  await store.db.transaction().execute(async (tx) => {
    const { person, wrappedKey } = await holderFor(parts, acting, holder, tx);
    if (!wrappedKey) throw new AppError('HOLDER_UNKNOWN');
    const id = randomUUID();
    const sealed = store.persons.sealWith(wrappedKey, person, { text }, 'credential note');
    await tx.insertInto('credential_note').values({ id, holder, at: store.now().toISOString(), by: acting.id, sealed }).execute();
    await audit.append(tx, { action: 'credential.noted', facts: { holder, note: id, by: acting.id } });
  });
}

/** A paper of an application. `dated`: ISO day of its issue; `scan`: its picture with the media type. */
export interface PaperOrder {
  readonly object: string;
  readonly item: string;
  readonly dated: string | null;
  readonly note: string;
  readonly scan?: { readonly bytes: Uint8Array; readonly type: string };
}

/** Records a paper of an application. @returns the holder @throws AppError CREDENTIAL_UNKNOWN, EVIDENCE_UNKNOWN for one that its checklist does not name */
export async function addPaper(parts: AuthorityParts, acting: Acting, { object, item, dated, note, scan }: PaperOrder): Promise<number> {
  requireRole(acting, 'evidence');
  const { store, audit } = parts;
  return store.db.transaction().execute(async (tx) => {
    const record = await recordFor(parts, acting, object, tx);
    const asked = record.kind === 'application' && procedureOf(record.procedure ?? '').checklist.some((rule) => rule.item === item);
    if (!asked || !isOpen(record)) throw new AppError('EVIDENCE_UNKNOWN', { item });
    const holder = await holderFor(parts, acting, record.holder, tx);
    const id = await writePaper(parts, tx, { holder, object, item, dated, note, by: acting.id, ...(scan && { scan }) });
    await audit.append(tx, {
      action: 'credential.evidence',
      facts: { holder: record.holder, object, evidence: id, item, dated, scan: scan !== undefined, by: acting.id },
    });
    return record.holder;
  });
}

async function paperRow({ store }: AuthorityParts, id: string) {
  const row = await store.db.selectFrom('credential_evidence').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('EVIDENCE_UNKNOWN');
  return row;
}

/** Takes a paper back; that it was there stays on record. @returns the holder */
export async function withdrawPaper(parts: AuthorityParts, acting: Acting, id: string): Promise<number> {
  requireRole(acting, 'evidence');
  const { store, audit } = parts;
  const { object, holder, item } = await paperRow(parts, id);
  await holderFor(parts, acting, holder);
  await store.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('credential_evidence')
      .set({ withdrawn_at: store.now().toISOString() })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .execute();
    await audit.append(tx, { action: 'credential.evidence-withdrawn', facts: { holder, object, evidence: id, item, by: acting.id } });
  });
  return holder;
}

/** The picture of a paper; that somebody looked is recorded. */
export async function paperScan(
  parts: AuthorityParts,
  acting: Acting,
  id: string,
): Promise<{ readonly bytes: Uint8Array; readonly type: string; readonly item: string }> {
  requireRole(acting, 'look');
  const row = await paperRow(parts, id);
  const bytes = openScan(parts.store, await holderFor(parts, acting, row.holder), row.scan);
  if (!bytes || !row.scan_type) throw new AppError('EVIDENCE_UNKNOWN');
  await parts.audit.record({ action: 'credential.viewed', facts: { holder: row.holder, object: row.object, evidence: id, by: acting.id } });
  return { bytes, type: row.scan_type, item: row.item };
}

/** A fee that no source on record states, with where staff have it from. @returns the holder @throws AppError FEE_NOT_ASKED, also where a source states one */
export async function enterFee(parts: AuthorityParts, acting: Acting, application: string, yen: number, source: string): Promise<number> {
  requireRole(acting, 'fee');
  const { store, audit } = parts;
  return store.db.transaction().execute(async (tx) => {
    const record = await recordFor(parts, acting, application, tx);
    const open = record.kind === 'application' && isOpen(record) && record.state !== 'approved' && record.facts['paid'] !== true;
    const fee = open ? feeOf(record, procedureOf(record.procedure ?? '')) : null;
    // A figure that a source states is waived by two persons, never replaced by one.
    if (!fee || (fee.state !== 'unknown' && !fee.entered)) throw new AppError('FEE_NOT_ASKED');
    const file = await openCase(parts, tx, {
      holder: await holderFor(parts, acting, record.holder, tx),
      by: actorOf(acting),
      second: null,
      nonce: randomUUID(),
    });
    file.note(application, { feeYen: yen, feeSource: source });
    await file.close();
    await audit.append(tx, { action: 'credential.fee', facts: { holder: record.holder, object: application, yen, source, by: acting.id } });
    return record.holder;
  });
}

/** Prints the letter that asks for what an application lacks. @returns its id @throws AppError CREDENTIAL_UNKNOWN, NOTHING_TO_EXPORT when nothing is missing */
export async function askMissing(parts: AuthorityParts, acting: Acting, application: string): Promise<string> {
  requireRole(acting, 'evidence');
  const { store, audit } = parts;
  return store.db.transaction().execute(async (tx) => {
    const record = await recordFor(parts, acting, application, tx);
    if (record.kind !== 'application') throw new AppError('CREDENTIAL_UNKNOWN', { object: application });
    const holder = await holderFor(parts, acting, record.holder, tx);
    const lists = await missingItems(store, tx, holder, record);
    if (lists.missing.length + lists.expired.length === 0) throw new AppError('NOTHING_TO_EXPORT');
    const [id] = await parts.writeLetters(tx, holder, { at: store.now(), by: acting.id, second: null }, [
      { object: application, template: 'missing-items', facts: {}, lists },
    ]);
    await audit.append(tx, {
      action: 'credential.letter',
      facts: { holder: record.holder, object: application, letter: id!, template: 'missing-items', by: acting.id },
    });
    return id!;
  });
}
