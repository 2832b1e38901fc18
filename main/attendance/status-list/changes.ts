import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { type ListedStatus, STATUSES } from './format.ts';
import type { StatusList } from './read.ts';
import { type CertificateName, statusTokens } from './token.ts';

/** That a card stands otherwise than on a list, as its authority told after the list was made. */
export interface StatusChange {
  /** Of the card's authentication certificate under `key`, `TOKEN_LENGTH` bytes. */
  readonly token: Uint8Array;
  /** Of a status list, or of this change alone; 32 bytes. */
  readonly key: Uint8Array;
  readonly status: ListedStatus;
  /** By the authority's clock, cut to the second. */
  readonly happenedAt: Date;
}

/** `superseded`: what was told of the card later is at hand. */
export type ChangeOutcome = 'applied' | 'superseded';

/** What authorities told of single cards since the lists at hand were made: on disk, and in memory for whoever asks. */
export interface StatusChanges {
  /** What was told last of a certificate, unless a list that tells of it was made afterwards; `null` where the lists alone count. */
  statusOf(certificate: CertificateName, lists: Iterable<StatusList>): ListedStatus | null;
  /** Takes a change within the caller's transaction, in any order and any number of times; it counts from `reload` on. */
  write(tx: Kysely<Tables>, change: StatusChange): Promise<ChangeOutcome>;
  /** Forgets what every list at hand contains. */
  prune(tx: Kysely<Tables>, lists: Iterable<StatusList>): Promise<void>;
  /** Reads what is committed. */
  reload(): Promise<void>;
}

interface Told {
  readonly status: ListedStatus;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const SECOND = 1_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const at = (time: string): number => Date.parse(time);

/** Graver last: of what was told in one second, what stops a card counts, in whatever order it came. */
const GRAVITY: readonly ListedStatus[] = ['good', 'expired', 'superseded', 'held', 'revoked', 'lost'];
const counts = (a: Told, b: Told): boolean => a.at > b.at || (a.at === b.at && GRAVITY.indexOf(a.status) >= GRAVITY.indexOf(b.status));

/** A list holds what had happened before it was begun; a time that was cut to the second may have been any moment of it. */
const contains = ({ claims }: StatusList, told: Told): boolean => at(claims.issuedAt) >= told.at + SECOND;

/** Opens the changes that rest in the store. */
export async function openStatusChanges({ db }: Pick<Store, 'db'>): Promise<StatusChanges> {
  /** By key, since one key serves all that was told under one list. */
  let known: readonly { readonly tokenOf: ReturnType<typeof statusTokens>; readonly told: ReadonlyMap<string, Told> }[] = [];

  async function reload(): Promise<void> {
    const rows = await db.selectFrom('status_change').selectAll().execute();
    known = [...Map.groupBy(rows, ({ key }) => hex(key)).values()].map((of) => ({
      tokenOf: statusTokens(of[0]!.key),
      told: new Map(of.map(({ token, status, happened_at }) => [hex(token), { status: STATUSES[status]!, at: at(happened_at) }])),
    }));
  }
  await reload();

  function newest(certificate: CertificateName): Told | null {
    let found: Told | null = null;
    for (const { tokenOf, told } of known) {
      const its = told.get(hex(tokenOf(certificate)));
      if (its && (found === null || counts(its, found))) found = its;
    }
    return found;
  }

  return {
    reload,
    statusOf(certificate, lists) {
      const told = newest(certificate);
      const later = told && [...lists].some((list) => contains(list, told) && list.statusOf(certificate) !== 'unknown');
      return told && !later ? told.status : null;
    },
    async write(tx, { token, key, status, happenedAt }) {
      const row = { key, status: STATUSES.indexOf(status), happened_at: happenedAt.toISOString() };
      const before = await tx.selectFrom('status_change').select(['status', 'happened_at']).where('token', '=', token).executeTakeFirst();
      const superseded = before && !counts({ status, at: happenedAt.getTime() }, { status: STATUSES[before.status]!, at: at(before.happened_at) });
      if (superseded) return 'superseded';
      await tx
        .insertInto('status_change')
        .values({ token, ...row })
        .onConflict((conflict) => conflict.column('token').doUpdateSet(row))
        .execute();
      return 'applied';
    },
    async prune(tx, lists) {
      const oldest = Math.min(...[...lists].map(({ claims }) => at(claims.issuedAt)));
      if (!Number.isFinite(oldest)) return;
      const until = new Date(oldest - SECOND).toISOString();
      await tx.deleteFrom('status_change').where('happened_at', '<=', until).execute();
    },
  };
}
