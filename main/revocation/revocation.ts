import type { HttpClient } from '../../pki/network/http-client.ts';
import type { RevocationSource } from '../../pki/trust.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import type { Settings } from '../api/schema/application.ts';
import type { RevocationView } from '../api/schema/revocation.ts';
import { offlineClient } from '../network/client.ts';
import { allowedHosts } from './allowed-hosts.ts';
import { openRevocationCache } from './cache.ts';
import { revocationFetcher } from './fetcher.ts';
import type { ListIssuer } from './lists.ts';
import { PUBLISHED_HOSTS, PUBLISHED_LISTS } from './published.ts';
import { mannerOf, type Purpose, revocationSource, type SourceOptions, wantedList } from './source.ts';
import { placesOf } from './view.ts';

/** Revocation data of the desk: kept on disk, fetched when due. */
export interface Revocation extends AsyncDisposable {
  /** By the settings of now. */
  source(purpose: Purpose): RevocationSource;
  view(): Promise<RevocationView>;
  /**
   * Fetches these addresses, or every known one, however young what is kept; what cannot be had is told in the view.
   * @param anchors keys that count beside the built-in ones
   */
  refresh(addresses?: readonly string[], anchors?: readonly ListIssuer[]): Promise<RevocationView>;
}

export interface RevocationOptions {
  /** Folder of the cache. */
  readonly folder: string;
  readonly settings: () => Pick<Settings, 'network' | 'revocationPolicy'>;
  readonly client: HttpClient;
  readonly now: () => Date;
}

export function openRevocation({ folder, settings, client, now }: RevocationOptions): Revocation {
  const cache = openRevocationCache(folder);
  const fetcher = revocationFetcher(cache, now);
  const { anchors: builtIn, pinned } = productionTrust();
  const hosts = allowedHosts();
  const allowedNow = () => [...PUBLISHED_HOSTS, ...settings().network.allowedHosts];

  function present(anchors: readonly ListIssuer[], purpose: Purpose = 'verification'): SourceOptions {
    const { network, revocationPolicy } = settings();
    return {
      fetcher,
      client: network.fetch ? client : offlineClient,
      allows: (url) => hosts.allows(url, allowedNow()),
      issuers: [...anchors, ...builtIn, ...pinned],
      manner: mannerOf(revocationPolicy, purpose),
      ocspWithoutNonce: network.ocspWithoutNonce,
      now,
    };
  }

  async function view(asked: readonly string[] = []): Promise<RevocationView> {
    return {
      places: placesOf(await cache.all(), new Set([...PUBLISHED_LISTS, ...asked]), fetcher.failureOf, now()),
      publishedHosts: [...PUBLISHED_HOSTS],
      refusedHosts: hosts.refused(allowedNow()),
    };
  }

  return {
    source: (purpose) => revocationSource(present([], purpose)),
    view: () => view(),
    async refresh(addresses, anchors = []) {
      const options = present(anchors);
      const lists = (await cache.all()).flatMap(({ kind, address }) => (kind === 'crl' ? [address] : []));
      const wanted = new Set(addresses ?? [...PUBLISHED_LISTS, ...lists]);
      await Promise.all([...wanted].map((place) => fetcher.get(wantedList(place, options.issuers, options), { ...options.manner, force: true })));
      return view([...wanted]);
    },
    [Symbol.asyncDispose]: () => fetcher[Symbol.asyncDispose](),
  };
}
