import type { AuditLog } from '../../audit/audit-log.ts';
import type { Store } from '../../store/store.ts';

/** Another station that this one is paired with. */
export interface Peer {
  /** SHA-256 of its certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** As it calls itself. */
  readonly name: string;
  /** Host and port where it listens, empty where that is not known. */
  readonly address: string;
}

/** The stations that this one is paired with. */
export interface PeerBook {
  list(): Promise<readonly Peer[]>;
  /** Keeps a pairing, in place of an earlier one with the same station. */
  add(peer: Peer): Promise<void>;
  /** Keeps what a paired station says of itself. */
  update(peer: Peer): Promise<void>;
  remove(fingerprint: string): Promise<void>;
}

export function peerBook({ db, now }: Pick<Store, 'db' | 'now'>, audit: AuditLog): PeerBook {
  return {
    list: () => db.selectFrom('station_peer').select(['fingerprint', 'name', 'address']).orderBy('paired_at').orderBy('fingerprint').execute(),
    add: (peer) =>
      db.transaction().execute(async (transaction) => {
        const values = { ...peer, paired_at: now().toISOString() };
        await transaction
          .insertInto('station_peer')
          .values(values)
          .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet(values))
          .execute();
        await audit.append(transaction, { action: 'station.paired', facts: { station: peer.fingerprint, address: peer.address } });
      }),
    update: async ({ fingerprint, name, address }) => {
      await db.updateTable('station_peer').set({ name, address }).where('fingerprint', '=', fingerprint).execute();
    },
    remove: (fingerprint) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('station_peer').where('fingerprint', '=', fingerprint).execute();
        await audit.append(transaction, { action: 'station.left', facts: { station: fingerprint } });
      }),
  };
}
