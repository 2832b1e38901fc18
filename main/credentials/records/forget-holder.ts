import { type Kysely, sql } from 'kysely';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { signerIdentity } from '../../../pki/hpki/signer-identity.ts';
import { readable } from '../../../pki/readable.ts';
import { destroySubject } from '../../audit/delete-person.ts';
import type { Tables } from '../../store/schema.ts';
import type { AuthorityParts } from '../parts.ts';
import { openScan } from '../registry/evidence-rows.ts';
import type { Holder } from '../registry/holders.ts';

/** What of a card or certificate leads to its holder for whoever has a copy of it elsewhere. */
const TELLING = ['serial', 'sha256', 'issuer', 'issuerName'] as const;

/**
 * Destroys everything by which somebody could be found: the key of the holder, the keys under which the audit log sealed what it read from the holder's
 * cards, and the numbers of cards and certificates. Events, which are append-only, keep the numbers that they were written with.
 */
export async function forgetHolder({ store, audit, holders }: AuthorityParts, tx: Kysely<Tables>, holder: Holder): Promise<void> {
  const papers = await tx
    .selectFrom('credential_evidence')
    .select('scan')
    .where('holder', '=', holder.holder)
    .where('item', '=', 'certificate')
    .execute();
  const files = papers.flatMap(({ scan }) => openScan(store, holder, scan) ?? []);
  const subjects = new Set(readable(files, parseCertificate).map((certificate) => signerIdentity(certificate).subject));
  for (const subject of subjects) await destroySubject(store, audit, tx, subject);
  const paths = sql.join(TELLING.map((name) => sql.lit(`$.${name}`)));
  await tx
    .updateTable('credential_object')
    .set({ facts: sql`json_remove(facts, ${paths})` })
    .where('holder', '=', holder.holder)
    .execute();
  await holders.destroy(tx, holder);
}
