import { contextConstructed, contextPrimitive, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { integerHex, toHex } from '../../asn1/values.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';

/** Issuer's key as the certificate names it; a hint for finding the issuer, never a proof. */
export interface AuthorityKeyIdentifier {
  /** Upper-case hexadecimal. */
  readonly keyIdentifier: string | null;
  readonly issuer: readonly GeneralName[];
  readonly serial: string | null;
}

/** RFC 5280 section 4.2.1.2, upper-case hexadecimal. */
export const readSubjectKeyIdentifier = (value: Uint8Array): string => toHex(parseDer(value, TAG.OCTET_STRING).content);

/** RFC 5280 section 4.2.1.1. */
export function readAuthorityKeyIdentifier(value: Uint8Array): AuthorityKeyIdentifier {
  const fields = new Fields(parseDer(value, TAG.SEQUENCE));
  const keyIdentifier = fields.optional(contextPrimitive(0));
  const issuer = fields.optional(contextConstructed(1));
  const serial = fields.optional(contextPrimitive(2));
  fields.end();
  return {
    keyIdentifier: keyIdentifier && toHex(keyIdentifier.content),
    issuer: issuer ? readGeneralNames(issuer) : [],
    serial: serial && integerHex(serial.content),
  };
}
