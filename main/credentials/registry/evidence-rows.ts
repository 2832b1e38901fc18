import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { Holder } from './holders.ts';
import { EVIDENCE_PLACE } from './papers-of.ts';

/** A paper to be recorded. */
export interface NewPaper {
  readonly holder: Holder;
  readonly object: string;
  readonly item: string;
  /** ISO day of its issue. */
  readonly dated: string | null;
  readonly by: string;
  readonly note: string;
  readonly scan?: { readonly bytes: Uint8Array; readonly type: string };
}

const SCAN_PLACE = 'credential scan';

/** Records a paper, its note and picture sealed under the key of the person. @returns its id */
export async function writePaper({ store }: { readonly store: Store }, tx: Kysely<Tables>, paper: NewPaper): Promise<string> {
  const { holder, object, item, dated, by, note, scan } = paper;
  const { persons, now } = store;
  const seal = (value: unknown, place: string) => (holder.wrappedKey ? persons.sealWith(holder.wrappedKey, holder.person, value, place) : null);
  const id = randomUUID();
  await tx
    .insertInto('credential_evidence')
    .values({
      ...{ id, object, holder: holder.holder, item, dated, by },
      at: now().toISOString(),
      sealed: note === '' ? null : seal({ note }, EVIDENCE_PLACE),
      scan: scan ? seal(Buffer.from(scan.bytes).toString('base64'), SCAN_PLACE) : null,
      scan_type: scan?.type ?? null,
      withdrawn_at: null,
    })
    .execute();
  return id;
}

/** The picture of a paper; `null` where there is none, or once the person was deleted. */
export function openScan({ persons }: Store, { person, wrappedKey }: Holder, scan: Uint8Array | null): Uint8Array | null {
  const opened = scan ? (persons.openWith(wrappedKey, person, scan, SCAN_PLACE) as string | null) : null;
  return opened === null ? null : Buffer.from(opened, 'base64');
}
