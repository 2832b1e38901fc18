import { type Certificate, parseCertificate } from '../../../pki/certificate/certificate.ts';
import { validatePath } from '../../../pki/path/validate-path.ts';
import { readable } from '../../../pki/readable.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { readRevocationData } from '../../../pki/revocation/data.ts';
import { pathRevocation } from '../../../pki/revocation/path-revocation.ts';
import type { RevocationSource } from '../../../pki/trust.ts';
import { trustingAlgorithms } from '../../../pki/validation/algorithm-policy.ts';
import type { Trust } from '../../verification/trust.ts';
import type { AuthorityParts } from '../parts.ts';
import { openScan } from '../registry/evidence-rows.ts';
import { openCase } from '../registry/case-file.ts';
import { PROGRAM } from '../registry/program.ts';
import { type CredentialRecord, factText, recordOf } from '../registry/record.ts';

/** Looks whether the certification authority's list shows what was asked for. */
export interface RevocationWatch {
  /**
   * Also finds certificates that were revoked without a request of this desk.
   * @returns how many requests were open, how many certificates the lists show now, for how many no list could be had
   */
  look(): Promise<{ readonly asked: number; readonly listed: number; readonly unanswered: number }>;
  /** How a certificate stands by the lists at hand and those that can be fetched; one that is held counts as revoked. */
  statusOf(der: Uint8Array, chain?: readonly Uint8Array[]): Promise<'good' | 'revoked' | 'unknown'>;
}

/** `trust`: what counts now, with what fetches lists. */
export interface RevocationWatchParts extends AuthorityParts {
  readonly trust: () => Promise<Trust & { readonly revocationSource?: RevocationSource }>;
}

/** Serial numbers that one question names. */
const AT_ONCE = 500;

const STATE_OF_CERTIFICATE = { 'revoke-requested': 'confirm-revocation', active: 'find-revoked', 'on-hold': 'find-revoked' } as const;

/** The watch over the certificates of a store. */
export function openRevocationWatch(parts: RevocationWatchParts): RevocationWatch {
  const { store, holders, tokens, trust } = parts;

  /** @param seen receives the lists that were looked at @returns `hold` for what may end again */
  async function judge(der: Uint8Array, chain: readonly Uint8Array[], seen: Set<Uint8Array>): Promise<'good' | 'hold' | 'revoked' | 'unknown'> {
    const { anchors, pinned, crls, chain: known, revocationSource } = await trust();
    const at = store.now();
    const certificate = parseCertificate(der);
    const candidates = readable([...chain, ...known], parseCertificate);
    const published = pinned.filter(({ use }) => use !== 'root').map(({ subject, spki, sha256 }) => ({ subject, spki, sha256, test: false }));
    const whole = validatePath({ certificate, candidates, anchors, at });
    const path = whole.anchor ? whole : validatePath({ certificate, candidates, anchors: [...anchors, ...published], at });
    if (!path.anchor) return 'unknown';
    const fetched = await revocationSource?.dataFor(path.path as readonly Certificate[], at, path.anchor);
    const lists = [...crls, ...(fetched?.crls ?? [])];
    for (const list of lists) seen.add(list);
    const data = readRevocationData({ crls: lists, ocspResponses: fetched?.ocspResponses ?? [], certificates: [] });
    const [own] = pathRevocation(path, { ...data, candidates }, { at, trusts: trustingAlgorithms(() => at) });
    const status = own?.status;
    return status?.status === 'revoked' && status.reason === 'certificateHold' ? 'hold' : (status?.status ?? 'unknown');
  }

  async function confirm(object: string, holderId: number): Promise<void> {
    await store.db.transaction().execute(async (tx) => {
      const holder = await holders.get(tx, holderId);
      const file = await openCase(parts, tx, { holder, by: PROGRAM, second: null, nonce: `listed/${object}` });
      const { state } = file.find(object);
      const transition = STATE_OF_CERTIFICATE[state as keyof typeof STATE_OF_CERTIFICATE];
      if (transition) file.move({ object, transition, evidence: ['revocation-list'] });
      await file.close();
      await tx
        .updateTable('revocation_request')
        .set({ listed_at: store.now().toISOString() })
        .where('object', '=', object)
        .where('listed_at', 'is', null)
        .execute();
      await parts.audit.append(tx, { action: 'revocation.listed', facts: { object, holder: holderId } });
    });
  }

  async function statusOfObject(record: CredentialRecord, seen: Set<Uint8Array>): ReturnType<typeof judge> {
    const paper = await store.db
      .selectFrom('credential_evidence')
      .select('scan')
      .where('id', '=', factText(record, 'certificateEvidence'))
      .executeTakeFirst();
    const der = paper ? openScan(store, await holders.get(store.db, record.holder), paper.scan) : null;
    return der ? judge(der, [], seen) : 'unknown';
  }

  /** Valid certificates with the serial number of an entry of these lists. Whether the entry means them, their issuer tells. */
  async function named(lists: Iterable<Uint8Array>): Promise<readonly CredentialRecord[]> {
    const serials = [...new Set(readable([...lists], parseCrl).flatMap(({ entries }) => Array.from(entries, ({ serial }) => serial)))];
    const found: CredentialRecord[] = [];
    for (let start = 0; start < serials.length; start += AT_ONCE) {
      const some = serials.slice(start, start + AT_ONCE);
      const own = store.db
        .selectFrom('credential_token')
        .select('holder')
        .where(
          'token',
          'in',
          some.map((serial) => tokens.serial(serial)),
        );
      const rows = await store.db
        .selectFrom('credential_object')
        .selectAll()
        .where('kind', '=', 'certificate')
        .where('state', 'in', ['active', 'on-hold'])
        .where('holder', 'in', own)
        .execute();
      found.push(...rows.map(recordOf).filter((record) => some.includes(factText(record, 'serial'))));
    }
    return found;
  }

  return {
    async statusOf(der, chain = []) {
      const status = await judge(der, chain, new Set());
      return status === 'hold' ? 'revoked' : status;
    },
    async look() {
      const seen = new Set((await trust()).crls);
      const open = await store.db.selectFrom('revocation_request').select('object').distinct().where('listed_at', 'is', null).execute();
      let [listed, unanswered] = [0, 0];
      for (const { object } of open) {
        const row = await store.db.selectFrom('credential_object').selectAll().where('id', '=', object).executeTakeFirstOrThrow();
        const record = recordOf(row);
        const status = await statusOfObject(record, seen);
        if (status === 'revoked') {
          await confirm(object, record.holder);
          listed += 1;
        }
        if (status === 'unknown') unanswered += 1;
      }
      for (const record of await named(seen)) {
        if ((await statusOfObject(record, seen)) !== 'revoked') continue;
        await confirm(record.id, record.holder);
        listed += 1;
      }
      return { asked: open.length, listed, unanswered };
    },
  };
}
