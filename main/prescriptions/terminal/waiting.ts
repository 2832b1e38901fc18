import type { RegisterEntry } from '../../api/schema/document.ts';
import type { Register } from '../../documents/register.ts';
import { documentKind } from '../../../pki/document-kind.ts';
import type { Store } from '../../store/store.ts';
import { requestedDocuments } from './request-list.ts';

/** How far back signed prescriptions are offered; an older one can still be found among the documents. */
const MOST = 50;
const DAYS_MS = 14 * 86_400_000;

/** Signed prescriptions of late that no request is about, newest first. One that was raised to another level counts as the one it was made of. */
export async function waitingPrescriptions(store: Store, register: Pick<Register, 'list' | 'read'>): Promise<RegisterEntry[]> {
  const since = new Date(store.now().getTime() - DAYS_MS).toISOString();
  const requested = await requestedDocuments(store);
  const entries = (await register.list()).filter(({ format, signedAt }) => format === 'eps' && signedAt >= since);
  const given = new Set(entries.filter(({ id }) => requested.has(id)).flatMap(({ id, extendedFrom }) => [id, extendedFrom]));
  const waiting: RegisterEntry[] = [];
  for (const entry of entries) {
    if (given.has(entry.id) || given.has(entry.extendedFrom)) continue;
    const kind = await register.read(entry.id).then(
      ({ bytes }) => documentKind(bytes),
      () => null,
    );
    if (kind === 'prescription-xml') waiting.push(entry);
    if (waiting.length === MOST) break;
  }
  return waiting;
}
