import { randomBytes } from 'node:crypto';
import { encodeName, type NameTemplate } from '../certificate/encode-name.ts';
import { type KeyUse, keyUsage } from '../certificate/extensions/encode.ts';
import {
  alternativeName,
  authorityKeyIdentifier,
  certificatePolicy,
  type CrlPlace,
  crlDistributionPoints,
  healthcareRole,
  isAuthority,
  subjectKeyIdentifier,
  timeStampingOnly,
} from './extensions.ts';
import { SARL_NAME } from './names.ts';

/** Nothing answers under `.invalid` (RFC 2606): test lists travel as files. */
const PLACE = 'http://test-authority.invalid';
const CPS = `${PLACE}/cps/`;

/** Where each list of the test authority says it is published; the keys are the names of the files. */
export const CRL_PLACES = {
  'sarl.crl': { uri: `${PLACE}/sarl.crl`, directory: encodeName(SARL_NAME) },
  'tsa.crl': { uri: `${PLACE}/tsa.crl` },
  'sign.crl': { uri: `${PLACE}/sign.crl` },
  'auth.crl': { uri: `${PLACE}/auth.crl` },
} as const satisfies Record<string, CrlPlace>;
export type CrlName = keyof typeof CRL_PLACES;

/** Policies of test cards; the production ones are never issued here. */
export const TEST_POLICIES = { signature: '1.2.392.100495.1.5.1.1.0.1', authentication: '1.2.392.100495.1.5.1.2.0.1' } as const;
export type CardUse = keyof typeof TEST_POLICIES;

/** An issuer as its certificates name it. */
export interface IssuerReference {
  readonly spki: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
}

const CARD_KEY_USAGE: Readonly<Record<CardUse, KeyUse>> = { signature: 'nonRepudiation', authentication: 'digitalSignature' };
const CARD_CRL: Readonly<Record<CardUse, CrlName>> = { signature: 'sign.crl', authentication: 'auth.crl' };

/** Extensions of the root: no policy, no path length. */
export const rootProfile = (spki: Uint8Array): Uint8Array[] => [
  authorityKeyIdentifier(spki),
  subjectKeyIdentifier(spki),
  isAuthority(),
  keyUsage('authority'),
];

export const authorityProfile = (spki: Uint8Array, issuer: IssuerReference, use: CardUse): Uint8Array[] => [
  authorityKeyIdentifier(issuer.spki, issuer),
  subjectKeyIdentifier(spki),
  isAuthority(),
  certificatePolicy(TEST_POLICIES[use], CPS),
  keyUsage('authority'),
  crlDistributionPoints(CRL_PLACES['sarl.crl']),
];

export const timeStampingProfile = (spki: Uint8Array, issuer: IssuerReference): Uint8Array[] => [
  authorityKeyIdentifier(issuer.spki, issuer),
  subjectKeyIdentifier(spki),
  keyUsage('digitalSignature'),
  timeStampingOnly(),
  crlDistributionPoints(CRL_PLACES['tsa.crl']),
];

/** A person as a card names one. The registration number is no part of it. */
export interface CardHolder {
  readonly nameRomaji: string;
  readonly nameKanji: string;
  /** hcRole text, verbatim, for example `Medical Doctor`. */
  readonly role: string;
  /** With organization and the kanji identity in subjectAltName as on MEDIS cards; without either as on JMA cards. */
  readonly withKanji: boolean;
}

/** Opaque identifier for subject serialNumber. */
export const opaqueIdentifier = (): string => `TEST-${randomBytes(4).toString('hex').toUpperCase()}`;

export const cardSubject = (holder: CardHolder, identifier: string): NameTemplate => [
  ['C', 'JP'],
  ...(holder.withKanji ? ([['O', 'TEST UNIVERSITY HOSPITAL']] as const) : []),
  ['CN', holder.nameRomaji],
  ['serialNumber', identifier],
];

const kanjiIdentity = (holder: CardHolder, identifier: string): NameTemplate => [
  ['C', 'JP'],
  ['O', '検証用大学病院'],
  ['CN', holder.nameKanji],
  ['serialNumber', identifier],
];

export const cardProfile = (use: CardUse, spki: Uint8Array, issuer: IssuerReference, holder: CardHolder, identifier: string): Uint8Array[] => [
  authorityKeyIdentifier(issuer.spki, issuer),
  subjectKeyIdentifier(spki),
  keyUsage(CARD_KEY_USAGE[use]),
  ...(holder.withKanji ? [alternativeName(encodeName(kanjiIdentity(holder, identifier)))] : []),
  crlDistributionPoints(CRL_PLACES[CARD_CRL[use]]),
  healthcareRole(holder.role),
  certificatePolicy(TEST_POLICIES[use], CPS),
];
