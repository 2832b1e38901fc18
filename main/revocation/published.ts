import places from '../../resources/trust/revocation-places.json' with { type: 'json' };

/** Hosts that publish revocation lists for the healthcare PKI. */
export const PUBLISHED_HOSTS: readonly string[] = places.hosts;

/** Addresses of the lists that answer for signature cards and their issuers. */
export const PUBLISHED_LISTS: readonly string[] = places.lists.map(({ address }) => address);
