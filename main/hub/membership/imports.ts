import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { listDifference, type ListDifference, type PersonChange } from '../../membership/national/difference.ts';
import { memberListProfile } from '../../membership/national/profiles.ts';
import { type MemberList, readMemberList } from '../../membership/national/read-list.ts';
import { type ImportBody, type Present, undone } from '../../membership/national/undo.ts';
import type { Association, AssociationTree } from '../../membership/tiers/association.ts';
import { changeEvents, type MembershipEvent } from '../../membership/tiers/change-events.ts';
import type { MembershipRow } from '../../membership/tiers/membership-row.ts';
import type { Actor } from '../store/actor.ts';
import type { HubTransaction } from '../store/hub-store.ts';
import { asHub } from './as-hub.ts';
import { type MembershipParts, nameOf, requireScope, today } from './parts.ts';
import { reconcileStranded } from './reconciliation.ts';
import { deletePersons, personsOf, readTree, ROW, rowOf, writePersons, writeRows } from './rows.ts';

/** A list of members of one association that the national system keeps. */
export interface ImportOrder {
  readonly bytes: Uint8Array;
  readonly association: string;
  /** Id of a profile; the words of the member system without. */
  readonly profile?: string | undefined;
  /** `false`: a preview, which writes nothing. */
  readonly apply: boolean;
}

/** What a list makes, or has made, of the memberships held. */
export interface ImportAnswer extends Omit<ListDifference, 'rows' | 'persons'> {
  /** Of the import, for undoing it; `null` for a preview, and where nothing changed. */
  readonly id: string | null;
  readonly encoding: MemberList['encoding'];
  readonly rows: number;
}

/** @throws AppError ASSOCIATION_UNKNOWN, MEMBERSHIP_MASTERED_HERE */
function importable(tree: AssociationTree, code: string): Association {
  const association = tree.get(code);
  if (association.masteredBy === 'hub') throw new AppError('MEMBERSHIP_MASTERED_HERE', { association: code });
  return association;
}

/** Of one import or undoing after the other: what is compared is what is written over. */
async function lockAssociation(tx: HubTransaction, code: string): Promise<void> {
  await tx.selectFrom('association').select('code').where('code', '=', code).forUpdate().execute();
}

const rowsOf = async (tx: HubTransaction, association: string): Promise<readonly MembershipRow[]> =>
  (await tx.selectFrom('membership').select(ROW).where('association', '=', association).orderBy('id').execute()).map(rowOf);

/** Who has another name than before: told once for each who is a member, by the association whose list says so. */
async function nameEvents(
  tx: HubTransaction,
  persons: readonly PersonChange[],
  { code, tier }: Association,
  effectiveOn: string,
  cause: string,
): Promise<readonly MembershipEvent[]> {
  const renamed = new Map(
    persons.flatMap(({ registration, before, after }) =>
      before?.name && after?.name && before.name !== after.name ? [[registration, after] as const] : [],
    ),
  );
  if (renamed.size === 0) return [];
  const rows = await tx
    .selectFrom('membership')
    .select(ROW)
    .distinctOn('registration')
    .where('association', '=', code)
    .where('registration', 'in', [...renamed.keys()])
    .where('state', '=', 'active')
    .orderBy('registration')
    .orderBy('id')
    .execute();
  return rows.map(rowOf).map(({ id, registration, affiliation, nationalClass, class: local }) => {
    const { name, kana, formerName } = renamed.get(registration)!;
    const person = { ...(name && { name }), ...(kana && { kana }), ...(formerName && { formerName }) };
    const row = { membership: id, affiliation, class: local, nationalClass };
    return { type: 'name-changed', registration, association: code, tier, ...row, person, effectiveOn, cause };
  });
}

/** Writes what an import or its undoing changes, and tells of it. Rows are the actor's own to write; persons belong to all of their associations. */
async function write(
  parts: MembershipParts,
  tx: HubTransaction,
  actor: Actor,
  body: ImportBody,
  tree: AssociationTree,
  code: string,
  cause: string,
): Promise<void> {
  const now = parts.store.now();
  await asHub(tx, actor, () => writePersons(tx, body.persons, now));
  await writeRows(tx, body.rows, now);
  await asHub(tx, actor, async () => {
    await deletePersons(tx, body.persons);
    const names = await nameEvents(tx, body.persons, tree.get(code), today(parts), cause);
    for (const event of [...changeEvents(body.rows, tree, today(parts), cause), ...names]) await parts.told(tx, event);
    for (const { code: each } of [tree.get(code), ...tree.above(code).slice(0, 1)]) await reconcileStranded(tx, each, tree, now);
  });
}

/**
 * Compares a list with what is held of its association, and writes what it says. Persons whose row has a problem stay as they are.
 * @throws AppError MEMBERSHIP_NOT_YOURS, MEMBERSHIP_MASTERED_HERE, ASSOCIATION_UNKNOWN, COLUMN_PROFILE_UNKNOWN, IMPORT_UNREADABLE, SPREADSHEET_NOT_READ, COLUMNS_MISSING
 */
export async function importMembers(
  parts: MembershipParts,
  actor: Actor,
  { bytes, association, profile, apply }: ImportOrder,
): Promise<ImportAnswer> {
  requireScope(parts, actor, association);
  return parts.store.within(actor, async (tx) => {
    const tree = await readTree(tx);
    const list = readMemberList(bytes, memberListProfile(profile), importable(tree, association), today(parts));
    if (apply) await asHub(tx, actor, () => lockAssociation(tx, association));
    const held = await rowsOf(tx, association);
    const numbers = [...new Set([...held, ...list.members].map(({ registration }) => registration))];
    const persons = await asHub(tx, actor, () => personsOf(tx, numbers));
    const {
      rows,
      persons: changed,
      ...difference
    } = listDifference(list, { rows: held, persons }, { association, today: today(parts), newId: randomUUID });
    const id = apply && rows.length + changed.length > 0 ? randomUUID() : null;
    if (id !== null) {
      const body: ImportBody = { rows, persons: changed };
      await write(parts, tx, actor, body, tree, association, 'import');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await tx
        .insertInto('member_import')
        .values({ id, association, by: nameOf(actor), at: parts.store.now(), sha256, body: JSON.stringify(body), state: 'applied' })
        .execute();
    }
    return { ...difference, id, encoding: list.encoding, rows: list.rows };
  });
}

/** Persons that came with an import and are named by something else by now. The transaction is the hub's. */
async function namedElsewhere(tx: HubTransaction, { rows, persons }: ImportBody): Promise<ReadonlySet<string>> {
  const made = persons.filter(({ before }) => before === null).map(({ registration }) => registration);
  if (made.length === 0) return new Set();
  const own = new Set(rows.flatMap(({ after }) => after?.id ?? []));
  const others = await tx.selectFrom('membership').select(['id', 'registration']).where('registration', 'in', made).execute();
  const procedures = await tx.selectFrom('procedure').select('registration').where('registration', 'in', made).execute();
  const consents = await tx.selectFrom('consent').select('registration').where('registration', 'in', made).execute();
  return new Set([...others.filter(({ id }) => !own.has(id)), ...procedures, ...consents].map(({ registration }) => registration));
}

/**
 * Undoes an import, as long as nothing else has changed what it wrote.
 * @throws AppError MEMBER_IMPORT_UNKNOWN, MEMBERSHIP_NOT_YOURS, MEMBER_IMPORT_CHANGED_SINCE
 */
export async function undoImport(parts: MembershipParts, actor: Actor, id: string): Promise<{ readonly rows: number; readonly persons: number }> {
  return parts.store.within(actor, async (tx) => {
    const found = await tx.selectFrom('member_import').select('association').where('id', '=', id).executeTakeFirst();
    if (!found) throw new AppError('MEMBER_IMPORT_UNKNOWN');
    const { association } = found;
    requireScope(parts, actor, association);
    await asHub(tx, actor, () => lockAssociation(tx, association));
    const row = await tx.selectFrom('member_import').select(['body', 'state']).where('id', '=', id).executeTakeFirstOrThrow();
    if (row.state === 'undone') throw new AppError('MEMBER_IMPORT_UNKNOWN');
    const body = row.body as unknown as ImportBody;
    const numbers = body.persons.map(({ registration }) => registration);
    const rows = new Map((await rowsOf(tx, association)).map((each) => [each.id, each]));
    const present = await asHub(
      tx,
      actor,
      async (): Promise<Present> => ({ rows, persons: await personsOf(tx, numbers), named: await namedElsewhere(tx, body) }),
    );
    const back = undone(body, present);
    await write(parts, tx, actor, back, await readTree(tx), association, 'import-undone');
    await tx.updateTable('member_import').set({ state: 'undone' }).where('id', '=', id).execute();
    return { rows: back.rows.length, persons: back.persons.length };
  });
}
