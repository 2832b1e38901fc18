import type { HolderFields, HolderPage } from '../../api/schema/credentials.ts';
import { type AuthorityParts, today } from '../parts.ts';
import { closedBecause } from '../procedures/openings.ts';
import { IDENTITY_DOCUMENTS, PROCEDURES } from '../procedures/table.ts';
import { type KeptNote, NOTE_PLACE } from '../registry/notes.ts';
import { papersOf } from '../registry/papers-of.ts';
import { type CredentialRecord, recordOf } from '../registry/record.ts';
import { requireRole, sees } from '../registry/scope.ts';
import { revocationStates } from '../revocation/states.ts';
import type { Acting } from '../staff/acting.ts';
import { hitsOf } from './hits.ts';
import { objectView } from './object-view.ts';
import { actorOf, holderFor } from './open-holder.ts';
import { procedureView } from './procedure-view.ts';
import { timelineOf } from './timeline.ts';

const EMPTY: HolderFields = {
  ...{ registration: '', name: '', kana: '', romaji: '', formerName: '', birthDate: '', postalCode: '', address: '', phone: '', email: '' },
  ...{ workplace: '', memberId: '' },
};

/** What is under way first, then cards, then certificates; the newest of each first. */
const ORDER = ['application', 'order', 'card', 'certificate'];
const inOrder = (a: CredentialRecord, b: CredentialRecord): number => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.id < b.id ? 1 : -1);

async function notesOf(
  { store, nameOf }: AuthorityParts,
  holder: number,
  person: string,
  wrappedKey: Uint8Array | null,
): Promise<HolderPage['notes']> {
  const rows = await store.db.selectFrom('credential_note').selectAll().where('holder', '=', holder).orderBy('at', 'desc').execute();
  return rows.flatMap(({ id, at, by, sealed }) => {
    const opened = store.persons.openWith(wrappedKey, person, sealed, NOTE_PLACE) as KeptNote | null;
    const before = opened?.before && { ...opened.before.fields, association: opened.before.association ?? '' };
    return opened ? [{ id, at, by: nameOf(by), text: opened.text, ...(before && { before }) }] : [];
  });
}

/** Everything of one person on one page. The caller records who looked. @throws AppError HOLDER_UNKNOWN, STAFF_ROLE_NEEDED */
export async function pageOf(parts: AuthorityParts, acting: Acting, id: number): Promise<HolderPage> {
  requireRole(acting, 'look');
  const { store, holders, nameOf } = parts;
  const holder = await holderFor(parts, acting, id);
  const rows = await store.db.selectFrom('credential_object').selectAll().where('holder', '=', id).execute();
  const records = rows.map(recordOf).toSorted(inOrder);
  const papers = await papersOf(store, store.db, holder);
  const revocations = await revocationStates(
    store,
    records.map((record) => record.id),
  );
  const actor = actorOf(acting);
  const day = today(parts);
  const same = holder.fields ? await holders.sameAs(store.db, holder.fields) : [];
  const others = await holders.many(
    store.db,
    same.map((each) => each.holder).filter((each) => each !== id),
  );
  const visible = [...others.values()].filter((other) => other.fields !== null && sees(acting, other.association));
  const proposals = await store.db.selectFrom('credential_proposal').select('id').where('state', '=', 'open').where('holder', '=', id).execute();
  return {
    holder: id,
    fields: holder.fields ?? EMPTY,
    association: holder.association,
    member: holder.member,
    deleted: holder.fields === null,
    objects: records.map((record) =>
      objectView({ record, records, papers: papers.get(record.id) ?? [], actor, today: day, revocation: revocations.get(record.id) ?? null, nameOf }),
    ),
    timeline: [...(await timelineOf(parts, holder))],
    notes: await notesOf(parts, id, holder.person, holder.wrappedKey),
    procedures: PROCEDURES.map((procedure) => procedureView(procedure, holder.fields ? closedBecause(procedure, records) : 'deleted')),
    identity: [...IDENTITY_DOCUMENTS],
    duplicates: [...(await hitsOf(parts, visible))],
    proposals: proposals.map((proposal) => proposal.id),
  };
}
