import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { pathRevocation } from '../../pki/revocation/path-revocation.ts';
import type { RevocationTimes } from '../../pki/revocation/status.ts';
import type { NameTemplate } from '../../pki/certificate/encode-name.ts';
import {
  basicConstraints,
  type CertificateSpec,
  certificate,
  type CrlSpec,
  crl,
  crlNumber,
  type DistributionPointSpec,
  deltaIndicator,
  distributionPointList,
  type Entry,
  issuingDistributionPoint,
  keyUsage,
} from './certificates.ts';
import { days, hours, hpkiChain, keys, NOW } from './hpki-chain.ts';

/** Lists about the holder of a chain, and the answers that they give. */
export const chain = hpkiChain();
export const holder = parseCertificate(chain.holder);
export const authority = parseCertificate(chain.authority);
export const SERIAL = 0x1234;
export const AUTHORITY: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example'],
  ['CN', 'Example SignCA-forNonRepudiation'],
];
export const ROOT: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Example Ministry'],
  ['OU', 'Example HPKI Root CA'],
];
export const LISTER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'Lister'],
];

export const list = (change: Partial<CrlSpec> = {}): Uint8Array =>
  crl({ issuer: AUTHORITY, key: keys.authority, thisUpdate: hours(-10), nextUpdate: hours(86), ...change });
export const revoked = (date: Date, change: Partial<Entry> = {}): Partial<CrlSpec> => ({ entries: [{ serial: SERIAL, date, ...change }] });
export const point = (...spec: Parameters<typeof issuingDistributionPoint>): Partial<CrlSpec> => ({
  extensions: [issuingDistributionPoint(...spec)],
});
export const numbered = (number: number, change: Partial<CrlSpec> = {}): Uint8Array =>
  list({ ...change, extensions: [crlNumber(number), ...(change.extensions ?? [])] });
export const delta = (base: number, number: number, change: Partial<CrlSpec> = {}): Uint8Array =>
  numbered(number, { thisUpdate: hours(-1), ...change, extensions: [deltaIndicator(base), ...(change.extensions ?? [])] });

export interface World {
  readonly times?: Partial<RevocationTimes>;
  /** Distribution points of the holder in place of the usual one. */
  readonly points?: readonly DistributionPointSpec[];
  readonly candidates?: readonly Uint8Array[];
  readonly authority?: Partial<CertificateSpec>;
}

export const issued = (spec: Partial<CertificateSpec>): Uint8Array =>
  certificate({
    subject: LISTER,
    issuer: ROOT,
    key: keys.other,
    issuerKey: keys.root,
    serial: 77,
    from: days(-1000),
    to: days(4000),
    extensions: [keyUsage('cRLSign')],
    ...spec,
  });

export function statusOf(lists: readonly Uint8Array[], { times, points, candidates = [], authority: change }: World = {}) {
  const signer = points
    ? parseCertificate(
        issued({
          subject: [['CN', 'Holder']],
          issuer: AUTHORITY,
          issuerKey: keys.authority,
          serial: SERIAL,
          extensions: [distributionPointList(...points)],
        }),
      )
    : holder;
  const issuer = change
    ? parseCertificate(
        issued({ subject: AUTHORITY, key: keys.authority, extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')], ...change }),
      )
    : authority;
  const path = { valid: true, reason: null, faults: [], path: [signer, issuer], anchor: chain.anchor, policies: [] };
  const data = { crls: lists.map(parseCrl), ocspResponses: [], candidates: candidates.map(parseCertificate) };
  const [answer] = pathRevocation(path, data, { at: NOW, ...times });
  const { sources, vouchers, kind, number, ...status } = { sources: [], vouchers: [], kind: null, number: null, ...answer!.status };
  return status;
}

export const good = (since: number, ageHours = -since) => ({ status: 'good', asOf: hours(since), ageHours });
export const unknown = (why: string) => ({ status: 'unknown', why });
export const stale = (why: string) => ({ ...unknown(why), asOf: hours(-10), ageHours: 10 });
export const REVOKED = {
  status: 'revoked',
  asOf: hours(-10),
  ageHours: 10,
  revocationDate: hours(-20),
  invalidityDate: null,
  effectiveDate: hours(-20),
  reason: null,
  released: false,
};

/** KeyCompromise alone, and all reasons but that. */
export const [COMPROMISE, OTHERS] = [0x4000, 0x3f80];
