import { withoutSecrets } from '../../pki/network/hosts.ts';
import type { RevocationPlace } from '../api/schema/revocation.ts';
import type { FailureAt } from './fetcher.ts';
import { holds } from './freshness.ts';
import type { Kept, KeptKey } from './kept.ts';

const HOUR_MS = 3_600_000;

/** Everything kept, and what is wanted and is not, by address. */
export function placesOf(
  kept: readonly Kept[],
  wanted: ReadonlySet<string>,
  failureOf: (key: KeptKey) => FailureAt | null,
  now: Date,
): RevocationPlace[] {
  const had = new Set(kept.map(({ address }) => address));
  const missing = [...wanted].filter((address) => !had.has(address)).map((address) => missingPlace(address, failureOf({ address, about: null })));
  return [...kept.map((one) => keptPlace(one, failureOf(one), now)), ...missing].sort((a, b) => a.address.localeCompare(b.address, 'en'));
}

const keptPlace = (kept: Kept, failure: FailureAt | null, now: Date): RevocationPlace => ({
  address: withoutSecrets(kept.address),
  kind: kept.kind,
  issuer: kept.issuer,
  thisUpdate: kept.thisUpdate.toISOString(),
  nextUpdate: kept.nextUpdate?.toISOString() ?? null,
  fetchedAt: kept.fetchedAt.toISOString(),
  ageHours: Math.max(0, (now.getTime() - kept.thisUpdate.getTime()) / HOUR_MS),
  entries: kept.entries,
  state: holds(kept, now) ? 'current' : 'outdated',
  lastFailure: failureView(failure),
});

const missingPlace = (address: string, failure: FailureAt | null): RevocationPlace => ({
  address: withoutSecrets(address),
  kind: 'crl',
  issuer: null,
  thisUpdate: null,
  nextUpdate: null,
  fetchedAt: null,
  ageHours: null,
  entries: null,
  state: 'missing',
  lastFailure: failureView(failure),
});

const failureView = (failure: FailureAt | null): RevocationPlace['lastFailure'] => failure && { ...failure.failure, at: failure.at.toISOString() };
