import { isAmong } from '../../pki/network/hosts.ts';

/** Hosts remembered; beyond, the longest known go. */
const MAX_REFUSED = 32;

/** Which hosts may be asked, and which ones were wanted and may not; a person decides about each. */
export interface AllowedHosts {
  /** @param hosts those that may be asked now */
  allows(url: URL, hosts: readonly string[]): boolean;
  /** Hosts that were refused and may not be asked now either, the latest first. */
  refused(hosts: readonly string[]): string[];
}

export function allowedHosts(): AllowedHosts {
  const refused = new Map<string, URL>();
  return {
    allows(url, hosts) {
      if (isAmong(url, hosts)) return true;
      refused.delete(url.host);
      refused.set(url.host, new URL(`${url.protocol}//${url.host}/`));
      const [oldest] = refused.keys();
      if (refused.size > MAX_REFUSED && oldest !== undefined) refused.delete(oldest);
      return false;
    },
    refused: (hosts) => [...refused].flatMap(([host, url]) => (isAmong(url, hosts) ? [] : [host])).reverse(),
  };
}
