import { bitString, boolean, type Der, objectIdentifier, octetString, sequence } from '../../asn1/encode.ts';
import { EXTENSION } from './oids.ts';

/** An extension of a certificate or revocation list (RFC 5280 section 4.1). */
export const extension = (oid: string, value: Uint8Array): Der => sequence(objectIdentifier(oid), octetString(value));
/** The same, where readers that do not know it must refuse. */
export const critical = (oid: string, value: Uint8Array): Der => sequence(objectIdentifier(oid), boolean(true), octetString(value));

export type KeyUse = 'digitalSignature' | 'nonRepudiation' | 'authority';

/** Named bit lists; an authority signs certificates and revocation lists. */
const KEY_USAGE: Readonly<Record<KeyUse, Der>> = {
  digitalSignature: bitString(Uint8Array.of(0x80), 7),
  nonRepudiation: bitString(Uint8Array.of(0x40), 6),
  authority: bitString(Uint8Array.of(0x06), 1),
};

/** keyUsage with what the key is for (RFC 5280 section 4.2.1.3). */
export const keyUsage = (use: KeyUse): Der => critical(EXTENSION.KEY_USAGE, KEY_USAGE[use]);
