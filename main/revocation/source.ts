import type { Certificate } from '../../pki/certificate/certificate.ts';
import type { EvidenceOrigin, FetchedRevocation, RevocationPolicy, RevocationSource } from '../../pki/trust.ts';
import { webAddress, withoutSecrets } from '../../pki/network/hosts.ts';
import type { HttpClient } from '../../pki/network/http-client.ts';
import { ocspAddresses } from '../../pki/revocation/ocsp/addresses.ts';
import type { FetchManner, Had, RevocationFetcher, Wanted } from './fetcher.ts';
import { DAILY, EAGER } from './freshness.ts';
import { fetchAnswer } from './answers.ts';
import { fetchList, type ListIssuer } from './lists.ts';
import type { Kept } from './kept.ts';

export interface SourceOptions {
  readonly fetcher: RevocationFetcher;
  readonly client: HttpClient;
  /** Whether an address may be asked; no document widens that. */
  readonly allows: (url: URL) => boolean;
  /** Keys at hand beside those of the path and its anchor. */
  readonly issuers: readonly ListIssuer[];
  readonly manner: FetchManner;
  /** Take OCSP answers that do not repeat our nonce. */
  readonly ocspWithoutNonce: boolean;
  readonly now: () => Date;
}

type FailureNote = FetchedRevocation['failures'][number];

/** Addresses looked at for one certificate; published certificates have one or two. */
const MAX_ADDRESSES = 4;

/** How long the network is waited for. Who signs has a card in the reader and had its lists fetched when it was put there. */
const PATIENCE_MS = {
  verification: { holding: 3_000, nothing: 15_000 },
  signing: { holding: 0, nothing: 3_000 },
  // Nothing is waited for: who is asked for a doctor now has no network to wait for.
  'at-hand': { holding: 0, nothing: 0 },
} as const satisfies Record<string, FetchManner['patienceMs']>;
export type Purpose = keyof typeof PATIENCE_MS;

export const mannerOf = (policy: RevocationPolicy, purpose: Purpose): FetchManner => ({
  freshness: policy === 'issued-after' ? EAGER : DAILY,
  patienceMs: PATIENCE_MS[purpose],
});

/** Where a certificate says that lists about it are published, by HTTP or HTTPS. */
export const listAddresses = ({ crlDistributionPoints }: Pick<Certificate, 'crlDistributionPoints'>): string[] =>
  crlDistributionPoints
    .flatMap(({ names }) => names)
    .flatMap((name) => (name.kind === 'uri' && webAddress(name.text) ? [name.text] : []))
    .slice(0, MAX_ADDRESSES);

/** How the list of an address is had. */
export const wantedList = (
  address: string,
  issuers: readonly ListIssuer[],
  { client, allows, now }: Pick<SourceOptions, 'client' | 'allows' | 'now'>,
): Wanted => ({
  key: { address, about: null },
  fetch: (kept, signal) => fetchList({ address, client, allows, signal, now, kept, issuers }),
});

/**
 * Revocation data for a path from the cache on disk and, when that is due, from the network: the lists that the certificates name, and OCSP
 * where a certificate has no list to be had. Nothing outside the allowed hosts is ever asked, whatever a document suggests.
 */
export function revocationSource(options: SourceOptions): RevocationSource {
  const { fetcher, allows, issuers, manner, client, ocspWithoutNonce, now } = options;

  async function had(wanted: Wanted): Promise<Had & { readonly refused: FailureNote | null }> {
    const url = webAddress(wanted.key.address);
    if (url && allows(url)) return { ...(await fetcher.get(wanted, manner)), refused: null };
    const place = withoutSecrets(wanted.key.address);
    const note = 'The host is not among those from which revocation data is fetched.';
    return { kept: null, failure: null, fetched: false, refused: { code: 'HOST_NOT_ALLOWED', place, note } };
  }

  /** The first of several places of the same thing that has it; failures of the others are told where none has. */
  async function first(places: readonly Wanted[]): Promise<{ readonly had: Had | null; readonly failures: readonly FailureNote[] }> {
    const failures: FailureNote[] = [];
    for (const place of places) {
      const { refused, ...found } = await had(place);
      if (refused) failures.push(refused);
      if (found.failure) failures.push(noteOf(place.key.address, found));
      if (found.kept) return { had: found, failures: found.failure ? failures : [] };
    }
    return { had: null, failures };
  }

  async function forCertificate(certificate: Certificate, issuer: ListIssuer | undefined) {
    const keys: readonly ListIssuer[] = issuer ? [issuer, ...issuers] : issuers;
    const list = await first(listAddresses(certificate).map((address) => wantedList(address, keys, options)));
    if (list.had || !issuer) return list;
    const answers = ocspAddresses(certificate).map(
      (address): Wanted => ({
        key: { address, about: certificate.sha256 },
        fetch: (_kept, signal) =>
          fetchAnswer({
            url: address,
            client,
            allows,
            signal,
            certificate,
            issuer,
            withoutNonce: ocspWithoutNonce,
            now,
          }),
      }),
    );
    const answer = await first(answers);
    return { had: answer.had, failures: [...list.failures, ...answer.failures] };
  }

  return {
    async dataFor(path, _at, anchor) {
      const results = await Promise.all(path.map((certificate, index) => forCertificate(certificate, path[index + 1] ?? anchor)));
      const found = [...new Map(results.flatMap(({ had }) => (had?.kept ? [[had.kept.der, had] as const] : []))).values()];
      const of = (kind: Kept['kind']) => found.flatMap(({ kept }) => (kept?.kind === kind ? [kept.der] : []));
      return {
        crls: of('crl'),
        ocspResponses: of('ocsp'),
        origins: new Map(found.flatMap(({ kept, fetched }) => (kept ? [[kept.der, originOf(kept, fetched)] as const] : []))),
        failures: [...results.flatMap(({ failures }) => failures), ...found.flatMap(({ kept }) => (kept?.fresh === false ? [notFresh(kept)] : []))],
      };
    },
  };
}

const originOf = ({ address, fetchedAt }: Kept, fetched: boolean): EvidenceOrigin => ({
  kind: fetched ? 'fetched' : 'cache',
  place: withoutSecrets(address),
  fetchedAt: fetchedAt.toISOString(),
});

const notFresh = ({ address }: Kept): FailureNote => ({
  code: 'OCSP_WITHOUT_NONCE',
  place: withoutSecrets(address),
  note: 'The answer does not repeat the nonce of the question, so that it may have been made before; it was taken because the settings say so.',
});

function noteOf(address: string, { failure, kept }: Had): FailureNote {
  const { code = 'INTERNAL_FAULT', detail = {} } = failure?.failure ?? {};
  const serves = kept ? `what was fetched on ${kept.fetchedAt.toISOString()} serves` : 'nothing was fetched before';
  return {
    code,
    place: withoutSecrets(address),
    note: `Failed on ${failure?.at.toISOString()}${detail['note'] ? ` (${detail['note']})` : ''}; ${serves}.`,
  };
}
