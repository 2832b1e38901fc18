import { PkiError, type PkiErrorCode } from '../errors.ts';
import { withoutSecrets } from './hosts.ts';

/** What the system or Node.js says, and what it means to people; the certificate faults of TLS have their own pattern. */
const CODES: Readonly<Record<string, PkiErrorCode>> = {
  ENOTFOUND: 'NETWORK_HOST_NOT_FOUND',
  EAI_AGAIN: 'NETWORK_HOST_NOT_FOUND',
  EAI_NODATA: 'NETWORK_HOST_NOT_FOUND',
  ECONNREFUSED: 'NETWORK_REFUSED',
  EHOSTUNREACH: 'NETWORK_REFUSED',
  ENETUNREACH: 'NETWORK_REFUSED',
  EADDRNOTAVAIL: 'NETWORK_REFUSED',
  EACCES: 'NETWORK_REFUSED',
  EPERM: 'NETWORK_REFUSED',
  ETIMEDOUT: 'NETWORK_TIMEOUT',
  EPROTO: 'NETWORK_TLS',
  ERR_PROXY_TUNNEL: 'NETWORK_PROXY',
  ERR_PROXY_INVALID_CONFIG: 'NETWORK_PROXY',
};

/** Codes of OpenSSL's certificate verification (X509_V_ERR_*) and of Node.js's TLS. */
const TLS = /^(CERT|CRL|CA)_|_CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO|^(SELF|DEPTH_ZERO)|^(INVALID|PATH_LENGTH)_|^HOSTNAME_MISMATCH/;

/** Faults on the way to the next computer, which is the proxy where there is one. */
const ON_THE_WAY: ReadonlySet<PkiErrorCode> = new Set(['NETWORK_HOST_NOT_FOUND', 'NETWORK_REFUSED', 'NETWORK_INTERRUPTED']);

export interface Way {
  readonly url: URL;
  readonly proxy: string | null;
}

/** A fault of the network as an error of ours: what happened, at which address, by which proxy. */
export function networkFault(error: unknown, way: Way): PkiError {
  if (error instanceof PkiError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const meaning = CODES[code] ?? (TLS.test(code) ? 'NETWORK_TLS' : 'NETWORK_INTERRUPTED');
  return networkError(way.proxy !== null && ON_THE_WAY.has(meaning) ? 'NETWORK_PROXY' : meaning, way, { note: code || message }, error);
}

export function networkError(
  code: PkiErrorCode,
  { url, proxy }: Way,
  detail: Readonly<Record<string, string | number>> = {},
  cause?: unknown,
): PkiError {
  const by: Record<string, string> = proxy === null ? {} : { proxy: withoutSecrets(proxy) };
  return new PkiError(code, { url: withoutSecrets(url.href), host: url.host, ...by, ...detail }, { cause });
}
