import { AppError } from '../../errors.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { procedureOf } from '../procedures/table.ts';
import { openScan, writePaper } from '../registry/evidence-rows.ts';
import { scanType } from '../registry/scan-type.ts';
import { writeNote } from '../registry/notes.ts';
import { missingItems } from '../registry/missing-items.ts';
import { isOpen } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { holderFor, recordFor } from './open-holder.ts';

/** A note of staff, apart from the record of what happened. */
export async function addNote(parts: AuthorityParts, acting: Acting, holder: number, text: string): Promise<void> {
  requireRole(acting, 'note');
  const { store, audit } = parts;
  await store.db.transaction().execute(async (tx) => {
    const id = await writeNote(store, tx, await holderFor(parts, acting, holder, tx), { by: acting.id, text });
    await audit.append(tx, { action: 'credential.noted', facts: { holder, note: id, by: acting.id } });
  });
}

/** A paper of an application. `dated`: ISO day of its issue; `scan`: its picture, JPEG, PNG or PDF. */
export interface PaperOrder {
  readonly object: string;
  readonly item: string;
  readonly dated: string | null;
  readonly note: string;
  readonly scan?: Uint8Array;
}

/** Records a paper of an application. @returns the holder @throws AppError CREDENTIAL_UNKNOWN, EVIDENCE_UNKNOWN for one that its checklist does not name, USAGE_WRONG for a day to come, SCAN_REFUSED */
export async function addPaper(parts: AuthorityParts, acting: Acting, { object, item, dated, note, scan }: PaperOrder): Promise<number> {
  requireRole(acting, 'evidence');
  // Dated later it would never grow old.
  if (dated !== null && dated > today(parts)) throw new AppError('USAGE_WRONG', { note: 'dated' });
  const picture = scan && { bytes: scan, type: scanType(scan) };
  const { store, audit } = parts;
  return store.db.transaction().execute(async (tx) => {
    const record = await recordFor(parts, acting, object, tx);
    const asked = record.kind === 'application' && procedureOf(record.procedure ?? '').checklist.some((rule) => rule.item === item);
    if (!asked || !isOpen(record)) throw new AppError('EVIDENCE_UNKNOWN', { item });
    const holder = await holderFor(parts, acting, record.holder, tx);
    const id = await writePaper(parts, tx, { holder, object, item, dated, note, by: acting.id, ...(picture && { scan: picture }) });
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
