import type { Kysely } from 'kysely';
import type { HolderFields } from '../../api/schema/credentials.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { AuthorityParts } from '../parts.ts';
import { LIVE } from '../procedures/openings.ts';
import { openCase } from '../registry/case-file.ts';
import { writeNote } from '../registry/notes.ts';
import { isOpen, recordOf } from '../registry/record.ts';
import { requireRole } from '../registry/scope.ts';
import type { ProposalKind, Proposals } from '../second/proposals.ts';
import type { Acting } from '../staff/acting.ts';
import { checkedValues } from './apply.ts';
import { actorOf, holderFor } from './open-holder.ts';

/** What is kept of somebody from now on. `reason`: in words; the log tells only that one was given. */
export interface ChangeOrder {
  readonly holder: number;
  readonly fields: HolderFields;
  readonly association: string | null;
  readonly member: boolean;
  readonly reason: string;
}

/** How somebody is called, and by what he is told from others; both stand on a card. */
const NAMES: ReadonlySet<keyof HolderFields> = new Set(['name', 'kana', 'romaji']);
const IDENTITY: ReadonlySet<keyof HolderFields> = new Set([...NAMES, 'registration', 'birthDate']);
/** A certificate that says who somebody is. */
const VALID: ReadonlySet<string> = new Set(['active', 'on-hold']);
/** An application whose papers nobody has checked yet, or that is over. */
const UNCHECKED: ReadonlySet<string> = new Set(['draft', 'submitted', 'returned', 'done', 'rejected', 'withdrawn']);

/**
 * Who it is stays once papers were checked against it, and while a card or certificate says it: then names alone change, by a reissue for that reason,
 * before its papers are checked. @throws AppError IDENTITY_FIXED
 */
async function requireChangeable(tx: Kysely<Tables>, holder: number, changed: readonly (keyof HolderFields)[]): Promise<void> {
  const records = (await tx.selectFrom('credential_object').selectAll().where('holder', '=', holder).execute()).map(recordOf);
  const applications = records.filter(({ kind }) => kind === 'application');
  const checked = applications.some(({ state }) => !UNCHECKED.has(state));
  const live = records.some(({ kind, state }) =>
    kind === 'card' ? LIVE.some((each) => each === state) : kind === 'certificate' && VALID.has(state),
  );
  const renaming = applications.some((record) => isOpen(record) && record.facts['reason'] === 'name-change');
  const names = changed.every((name) => NAMES.has(name) || !IDENTITY.has(name));
  if (checked || (live && !(renaming && names))) throw new AppError('IDENTITY_FIXED');
}

/**
 * Corrects what is kept of somebody; why, and what stood there before, is kept sealed. That somebody has become a member changes what is to be paid, so
 * that it is proposed to a second person.
 * @throws AppError NAME_NEEDED, REGISTRATION_WRONG, REGISTRATION_HELD, HOLDER_UNKNOWN, IDENTITY_FIXED
 */
export async function changeHolder(
  parts: AuthorityParts,
  proposals: Proposals,
  acting: Acting,
  { holder: id, fields, association, member: asked, reason }: ChangeOrder,
): Promise<void> {
  requireRole(acting, 'change');
  const { store, audit, holders } = parts;
  const becomes = await store.db.transaction().execute(async (tx) => {
    const before = await holderFor(parts, acting, id, tx);
    const member = asked && before.member;
    // An association cannot give its people to another: that is a matter of membership.
    const values = checkedValues(fields, acting.association ?? association, member);
    const same = await holders.sameAs(tx, values.fields);
    if (same.some(({ kind, holder }) => kind === 'registration' && holder !== id))
      throw new AppError('REGISTRATION_HELD', { registration: values.fields.registration });
    const changed = (Object.keys(values.fields) as (keyof HolderFields)[]).filter((name) => values.fields[name] !== before.fields?.[name]);
    if (changed.some((name) => IDENTITY.has(name))) await requireChangeable(tx, id, changed);
    const kept = { fields: Object.fromEntries(changed.map((name) => [name, before.fields?.[name] ?? ''])), association: before.association };
    const moved = before.association !== values.association || before.member !== member;
    if (changed.length > 0 || moved) {
      await holders.change(tx, before, values);
      await writeNote(store, tx, before, { by: acting.id, text: reason, before: { ...kept, member: before.member } });
      await audit.append(tx, {
        action: 'credential.changed',
        facts: { holder: id, by: acting.id, fields: changed.join(' '), association: values.association, member, reasonGiven: reason !== '' },
      });
    }
    return asked && !before.member ? before : null;
  });
  if (becomes && !(await isProposed(parts, id))) await proposals.propose(acting, { kind: 'member', holder: becomes, reason, body: {} });
}

/** Whether it waits for a second person already. */
async function isProposed({ store }: AuthorityParts, holder: number): Promise<boolean> {
  const open = store.db
    .selectFrom('credential_proposal')
    .select('id')
    .where('kind', '=', 'member')
    .where('holder', '=', holder)
    .where('state', '=', 'open');
  return (await open.executeTakeFirst()) !== undefined;
}

/** Applications of which nobody has decided yet what is to be paid. */
const UNDECIDED: ReadonlySet<string> = new Set(['draft', 'submitted', 'returned', 'documents-checked', 'licence-confirmed', 'payment-wait']);

/** That somebody has become a member, also for what was applied for meanwhile. */
export function memberProposal(parts: AuthorityParts): ProposalKind {
  const { store, holders, audit } = parts;
  return {
    roles: () => ['approver', 'examiner'],
    async details({ holder }) {
      const { fields, association } = await holders.get(store.db, holder!);
      return [
        { label: 'memberId', value: fields?.memberId ?? '' },
        { label: 'association-after', value: association ?? '' },
      ];
    },
    async carryOut({ id, holder: asked, by, second }) {
      const holder = asked!;
      await store.db.transaction().execute(async (tx) => {
        const before = await holders.get(tx, holder);
        if (!before.fields) throw new AppError('PROPOSAL_STALE');
        // Carried out by a run of the program that ended before it could be told so.
        if (before.member) return;
        await holders.change(tx, before, { fields: before.fields, association: before.association, member: true });
        const file = await openCase(parts, tx, {
          holder: await holders.get(tx, holder),
          by: actorOf(by),
          second: actorOf(second),
          nonce: `member/${id}`,
        });
        for (const record of file.records) if (record.kind === 'application' && UNDECIDED.has(record.state)) file.note(record.id, { member: true });
        await file.close();
        const facts = { holder, proposal: id, by: by.id, second: second.id, fields: '', association: before.association, member: true };
        await audit.append(tx, { action: 'credential.changed', facts });
      });
    },
  };
}
