import { verifyIssuedBy } from '../../pki/certificate/certificate.ts';
import { sameName } from '../../pki/certificate/name.ts';
import { PkiError } from '../../pki/errors.ts';
import type { HttpClient } from '../../pki/network/http-client.ts';
import { type Crl, parseCrl } from '../../pki/revocation/crl.ts';
import type { Kept } from './kept.ts';

/** A key that may sign lists under a name. */
export interface ListIssuer {
  readonly subject: string;
  readonly spki: Uint8Array;
}

export interface ListOrder {
  readonly address: string;
  readonly client: HttpClient;
  readonly allows: (url: URL) => boolean;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** What is kept of the address. */
  readonly kept: Kept | null;
  /** Keys at hand, by which a list is proved before it is kept. */
  readonly issuers: readonly ListIssuer[];
}

const MAX_BYTES = 32 * 1024 * 1024;
const DEADLINE_MS = 15_000;
const NOT_MODIFIED = 304;

/**
 * Fetches the list of an address. What is kept stays when the publisher has nothing newer; a list that nobody at hand signed, of another issuer
 * than before, or older than what is kept, is refused, since anybody on the way can put one in place of the real one.
 * @throws {PkiError} CRL_UNREADABLE, REVOCATION_LIST_FOREIGN, REVOCATION_LIST_OLDER, and of the network
 */
export async function fetchList({ address, client, allows, signal, now, kept, issuers }: ListOrder): Promise<Kept> {
  const headers: Record<string, string> = { accept: 'application/pkix-crl, */*;q=0.5' };
  if (kept?.etag) headers['if-none-match'] = kept.etag;
  if (kept?.lastModified) headers['if-modified-since'] = kept.lastModified;
  const answer = await client.send({ url: address, headers, allows, signal, maxBytes: MAX_BYTES, deadlineMs: DEADLINE_MS });
  const marks = { fetchedAt: now(), etag: answer.headers['etag'] ?? null, lastModified: answer.headers['last-modified'] ?? null };
  if (answer.status === NOT_MODIFIED && kept) return { ...kept, fetchedAt: marks.fetchedAt };
  const crl = parseCrl(answer.body);
  const issuer = [...issuers, ...(kept ? [issuerOf(kept)] : [])].find((candidate) => isIssuedBy(crl, candidate));
  if (!issuer || (kept && !sameName(kept.issuer, crl.issuer))) throw new PkiError('REVOCATION_LIST_FOREIGN', { url: address });
  const list = { ...factsOf(crl), issuerKey: Buffer.from(issuer.spki).toString('base64'), address, ...marks };
  if (kept && isOlder(list, kept)) throw new PkiError('REVOCATION_LIST_OLDER', { url: address });
  return list;
}

type Facts = Omit<Kept, 'address' | 'issuerKey' | 'fetchedAt' | 'etag' | 'lastModified'>;

const factsOf = ({ der, issuer, thisUpdate, nextUpdate, entries, number }: Crl): Facts => ({
  kind: 'crl',
  about: null,
  fresh: null,
  issuer,
  thisUpdate,
  nextUpdate,
  entries: entries.size,
  number: number?.toString() ?? null,
  der,
});

/** By whom the last list was proved, which proves the next one too. */
const issuerOf = ({ issuer, issuerKey }: Kept): ListIssuer => ({ subject: issuer, spki: Buffer.from(issuerKey, 'base64') });

const isIssuedBy = (crl: Crl, issuer: ListIssuer): boolean => sameName(issuer.subject, crl.issuer) && verifyIssuedBy(crl, issuer);

const isOlder = (list: Facts, kept: Kept): boolean =>
  list.thisUpdate < kept.thisUpdate || (list.number !== null && kept.number !== null && BigInt(list.number) < BigInt(kept.number));
