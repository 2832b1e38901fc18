import { buildCrl, type Revocation } from './crl.ts';
import { authorityKeyIdentifier, type CrlScope, crlNumber, issuingDistributionPoint } from './extensions.ts';
import { type AuthorityKeys, publicPart } from './keys.ts';
import { AUTHORITY_NAMES } from './names.ts';
import { CRL_PLACES, type CrlName } from './profiles.ts';
import { type Issuer, issuerOfSerial } from './serials.ts';

/** As the real lists: four days, though a newer one is published every day. */
const VALIDITY_MS = 96 * 3_600_000;

/** Which list holds whose revocations; the root's are in two parts. */
const LISTS: readonly { readonly name: CrlName; readonly issuer: Issuer; readonly scope?: CrlScope }[] = [
  { name: 'sarl.crl', issuer: 'root', scope: 'authorityCertificates' },
  { name: 'tsa.crl', issuer: 'root', scope: 'userCertificates' },
  { name: 'sign.crl', issuer: 'signature' },
  { name: 'auth.crl', issuer: 'authentication' },
];

export type RevocationLists = Readonly<Record<CrlName, Uint8Array>>;

/** Everything of an authority that changes. */
export interface AuthorityRecords {
  /** Number of the lists last published, zero before the first. */
  readonly crlNumber: number;
  readonly revocations: readonly Revocation[];
  readonly crls: RevocationLists;
}

/** The records with all lists published anew. */
export function publish(keys: AuthorityKeys, records: Omit<AuthorityRecords, 'crls'>, now: Date): AuthorityRecords {
  const number = records.crlNumber + 1;
  const crls = LISTS.map(({ name, issuer, scope }) => {
    const { privateKey } = keys[issuer];
    const template = {
      issuer: AUTHORITY_NAMES[issuer],
      thisUpdate: now,
      nextUpdate: new Date(now.getTime() + VALIDITY_MS),
      revocations: records.revocations.filter(({ serial }) => issuerOfSerial(serial) === issuer),
      extensions: [
        authorityKeyIdentifier(publicPart(privateKey)),
        crlNumber(number),
        ...(scope ? [issuingDistributionPoint(CRL_PLACES[name], scope)] : []),
      ],
    };
    return [name, buildCrl(template, privateKey)] as const;
  });
  return { ...records, crlNumber: number, crls: Object.fromEntries(crls) as Record<CrlName, Uint8Array> };
}
