import { createHash, randomUUID } from 'node:crypto';
import { type Kysely, type Selectable, sql } from 'kysely';
import terms from '../../../resources/credentials/terms.json' with { type: 'json' };
import type { ProposalDetail, ProposalView } from '../../api/schema/credentials.ts';
import type { StaffRole } from '../../api/schema/staff.ts';
import { canonicalJson, type Json } from '../../audit/canonical-json.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { AuthorityParts } from '../parts.ts';
import { recordListed } from '../records/listed.ts';
import type { Holder } from '../registry/holders.ts';
import { writeNote } from '../registry/notes.ts';
import { sees } from '../registry/scope.ts';
import type { Acting } from '../staff/acting.ts';
import { openReason, sealReason } from './sealed-reason.ts';

/** A proposal as it is kept. */
export type ProposalRow = Selectable<Tables['credential_proposal']>;

/** What is proposed of one kind, and what happens when it is confirmed. */
export interface ProposalKind {
  /** Roles of which the second person needs one. */
  roles(body: ProposalBody): readonly StaffRole[];
  /** What the second person must know before saying yes; put together when it is shown, and never kept. */
  details(proposal: Pick<Confirmed, 'body' | 'reason' | 'holder'>): Promise<readonly ProposalDetail[]>;
  /** Done once, in the names of both; may be called again after a crash. */
  carryOut(proposal: Confirmed): Promise<void>;
}

/** Nothing personal; reasons and names are in the sealed part. */
export type ProposalBody = Readonly<Record<string, unknown>> & { readonly count?: number; readonly object?: string; readonly transition?: string };

/** A proposal with both persons. */
export interface Confirmed {
  readonly id: string;
  readonly body: ProposalBody;
  readonly holder: number | null;
  readonly reason: string;
  readonly by: Acting;
  readonly second: Acting;
}

/** What somebody proposes. `holder`: whom it concerns, under whose key the reason is sealed. */
export interface NewProposal {
  readonly kind: string;
  readonly holder: Holder | null;
  readonly body: ProposalBody;
  readonly reason: string;
  /** The same person proposes the same once. */
  readonly nonce?: string;
}

/** What one person wants and a second must confirm. */
export interface Proposals {
  /** @returns its id, that of before for a nonce that is known */
  propose(acting: Acting, proposal: NewProposal): Promise<string>;
  list(acting: Acting): Promise<readonly ProposalView[]>;
  /**
   * @param digest of what was shown to the person who confirms; the contract always gives it
   * @throws AppError PROPOSAL_UNKNOWN, STAFF_ROLE_NEEDED, SECOND_PERSON_NEEDED for one's own, PROPOSAL_STALE, and whatever carrying it out throws
   */
  confirm(acting: Acting, id: string, digest?: string): Promise<void>;
  /** Digest of what it shows now, for whoever saw it elsewhere than in a list. @throws AppError PROPOSAL_UNKNOWN */
  digestOf(acting: Acting, id: string): Promise<string>;
  /** Also one's own, which is taken back; the reason stays as a note with the person. @throws AppError PROPOSAL_UNKNOWN, STAFF_ROLE_NEEDED */
  refuse(acting: Acting, id: string, reason: string): Promise<void>;
}

/** `kinds`: by the name of the kind. */
export interface ProposalParts extends AuthorityParts {
  readonly kinds: Readonly<Record<string, ProposalKind>>;
  /** Somebody who proposed, with the roles of now. @throws AppError STAFF_UNKNOWN once that person left */
  readonly actingOf: (id: string) => Promise<Acting>;
}

const HOUR = 3_600_000;

/** Of what is shown to everybody alike. */
const digestOf = (shown: Omit<ProposalView, 'digest' | 'because'>): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(shown)) as Json))
    .digest('hex');
/** Not decided, or being carried out when the program ended. */
const OPEN: readonly ProposalRow['state'][] = ['open', 'carrying-out'];

/** The proposals of a store. */
export function openProposals(parts: ProposalParts): Proposals {
  const { store, audit, kinds, nameOf, holders, actingOf } = parts;

  const bodyOf = ({ body }: ProposalRow) => JSON.parse(body) as ProposalBody;
  const rolesOf = (row: ProposalRow) => kinds[row.kind]!.roles(bodyOf(row));

  /** Why this person may not confirm. */
  function obstacle(acting: Acting, row: ProposalRow): 'own' | 'role' | 'lapsed' | null {
    if (row.by === acting.id) return 'own';
    if (!rolesOf(row).some((role) => acting.roles.has(role))) return 'role';
    return Date.parse(row.until) < store.now().getTime() ? 'lapsed' : null;
  }

  async function open(
    acting: Acting,
    id: string,
    db: Kysely<Tables> = store.db,
  ): Promise<{ readonly row: ProposalRow; readonly holder: Holder | null }> {
    const row = await db.selectFrom('credential_proposal').selectAll().where('id', '=', id).where('state', 'in', OPEN).executeTakeFirst();
    const holder = row?.holder ? await holders.get(db, row.holder) : null;
    if (!row || (holder && !sees(acting, holder.association)) || (!holder && acting.association !== null)) throw new AppError('PROPOSAL_UNKNOWN');
    return { row, holder };
  }

  /** One about many that an earlier build wrote has its reason in the body. */
  const reasonOf = (row: ProposalRow, holder: Holder | null): string =>
    row.sealed ? openReason(store, holder, row.sealed) : String(bodyOf(row)['reason'] ?? '');

  async function viewOf(acting: Acting, row: ProposalRow, holder: Holder | null): Promise<ProposalView> {
    const body = bodyOf(row);
    const { object = null, transition = null, count = 1 } = body;
    const { id, at, by, until, kind } = row;
    const reason = reasonOf(row, holder);
    const shown = {
      ...{ id, at, until, kind, object, transition, count, reason },
      by: nameOf(by),
      holder: row.holder,
      name: holder?.fields?.name ?? '',
      details: [...(await kinds[kind]!.details({ body, reason, holder: row.holder }))],
    };
    return { ...shown, digest: digestOf(shown), because: obstacle(acting, row) };
  }

  /** Goes on to another state, once. @throws AppError PROPOSAL_UNKNOWN when it is not where it is to come from */
  async function turn(db: Kysely<Tables>, id: string, from: readonly ProposalRow['state'][], state: ProposalRow['state'], by: string): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable('credential_proposal')
      .set({ state, decided_by: by, decided_at: store.now().toISOString() })
      .where('id', '=', id)
      .where('state', 'in', [...from])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('PROPOSAL_UNKNOWN');
  }

  return {
    async propose(acting, { kind, holder, body, reason, nonce = null }) {
      const id = randomUUID();
      const at = store.now();
      return store.db.transaction().execute(async (tx) => {
        const asked = tx.selectFrom('credential_proposal').select('id').where('by', '=', acting.id).where(sql`body ->> 'nonce'`, '=', nonce);
        const known = nonce === null ? undefined : await asked.executeTakeFirst();
        if (known) return known.id;
        await tx
          .insertInto('credential_proposal')
          .values({
            ...{ id, kind, sealed: sealReason(store, holder, reason), holder: holder?.holder ?? null, by: acting.id, at: at.toISOString() },
            until: new Date(at.getTime() + terms.proposalHours * HOUR).toISOString(),
            body: JSON.stringify(body),
            ...{ state: 'open', decided_by: null, decided_at: null },
          })
          .execute();
        const { object = null, transition = null, count = 1 } = body;
        await audit.append(tx, {
          action: 'credential.proposed',
          facts: { proposal: id, kind, by: acting.id, holder: holder?.holder ?? null, object, transition, count },
        });
        return id;
      });
    },
    async list(acting) {
      const rows = await store.db.selectFrom('credential_proposal').selectAll().where('state', 'in', OPEN).orderBy('at').execute();
      const found = await holders.many(
        store.db,
        rows.flatMap(({ holder }) => holder ?? []),
      );
      const views: ProposalView[] = [];
      for (const row of rows) {
        const holder = row.holder === null ? null : (found.get(row.holder) ?? null);
        if (acting.association !== null && !(holder && sees(acting, holder.association))) continue;
        views.push(await viewOf(acting, row, holder));
      }
      const shown = views.flatMap(({ holder, details }) => [holder, ...details.map((detail) => detail.holder)]);
      await recordListed(
        parts,
        acting,
        'proposals',
        shown.flatMap((each) => each ?? []),
      );
      return views;
    },
    async digestOf(acting, id) {
      const { row, holder } = await open(acting, id);
      return (await viewOf(acting, row, holder)).digest;
    },
    async confirm(acting, id, digest) {
      const { row, holder } = await open(acting, id);
      const because = obstacle(acting, row);
      if (because === 'own') throw new AppError('SECOND_PERSON_NEEDED');
      if (because === 'role') throw new AppError('STAFF_ROLE_NEEDED', { roles: rolesOf(row).join(' ') });
      if (because === 'lapsed') throw new AppError('PROPOSAL_STALE');
      if (digest !== undefined && (await viewOf(acting, row, holder)).digest !== digest) throw new AppError('PROPOSAL_STALE');
      const by = await actingOf(row.by);
      // From here on nobody can refuse what is being carried out; after a crash it is confirmed again and goes on where it was.
      await turn(store.db, id, OPEN, 'carrying-out', acting.id);
      try {
        await kinds[row.kind]!.carryOut({ id, body: bodyOf(row), holder: row.holder, reason: reasonOf(row, holder), by, second: acting });
      } catch (error) {
        await turn(store.db, id, ['carrying-out'], 'open', acting.id);
        throw error;
      }
      await turn(store.db, id, OPEN, 'confirmed', acting.id);
    },
    async refuse(acting, id, reason) {
      const { row, holder } = await open(acting, id);
      if (obstacle(acting, row) === 'role') throw new AppError('STAFF_ROLE_NEEDED', { roles: rolesOf(row).join(' ') });
      await store.db.transaction().execute(async (tx) => {
        await turn(tx, id, ['open'], 'refused', acting.id);
        if (holder?.wrappedKey && reason !== '') await writeNote(store, tx, holder, { by: acting.id, text: reason });
        await audit.append(tx, { action: 'credential.refused', facts: { proposal: id, by: acting.id, reasonGiven: reason !== '' } });
      });
    },
  };
}
