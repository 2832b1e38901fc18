import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { StatusList } from './read.ts';

type Signed = Pick<StatusList, 'thumbprint' | 'jwk' | 'claims'>;

/** Keys that may sign lists, each for the authority for which somebody has compared its fingerprint. */
export interface StatusAuthorities {
  isConfirmed(list: Signed): Promise<boolean>;
  /** The key of the list may sign for the authority that it names from now on; its fingerprint was compared. */
  confirm(list: Signed): Promise<void>;
  /** Other keys of that authority no longer count; called once a list by the newest is at hand. */
  retireOthers(transaction: Kysely<Tables>, list: Signed): Promise<void>;
}

export function statusAuthorities({ db, now }: Pick<Store, 'db' | 'now'>, audit: Pick<AuditLog, 'append'>): StatusAuthorities {
  return {
    async isConfirmed({ thumbprint, claims }) {
      const row = await db.selectFrom('status_authority').select('name').where('thumbprint', '=', thumbprint).executeTakeFirst();
      return row?.name === claims.authority;
    },
    async confirm({ thumbprint, jwk, claims: { authority: name } }) {
      const facts = { name, jwk, confirmed_at: now().toISOString() };
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('status_authority')
          .values({ thumbprint, ...facts })
          .onConflict((conflict) => conflict.column('thumbprint').doUpdateSet(facts))
          .execute();
        await audit.append(transaction, { action: 'status-authority.confirmed', facts: { thumbprint, authority: name } });
      });
    },
    async retireOthers(transaction, { thumbprint, claims }) {
      await transaction.deleteFrom('status_authority').where('name', '=', claims.authority).where('thumbprint', '!=', thumbprint).execute();
    },
  };
}
