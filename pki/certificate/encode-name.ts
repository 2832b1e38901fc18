import { type Der, objectIdentifier, printableString, sequence, setOf, utf8String } from '../asn1/encode.ts';

/** Attribute types with the string type that HPKI certificates use for them. */
const ATTRIBUTES = {
  C: { oid: '2.5.4.6', encode: printableString },
  O: { oid: '2.5.4.10', encode: utf8String },
  OU: { oid: '2.5.4.11', encode: utf8String },
  CN: { oid: '2.5.4.3', encode: utf8String },
  serialNumber: { oid: '2.5.4.5', encode: printableString },
} as const;

/** Attributes of a distinguished name, country first. */
export type NameTemplate = readonly (readonly [keyof typeof ATTRIBUTES, string])[];

/** Name (RFC 5280 section 4.1.2.4), one attribute to each relative name. */
export const encodeName = (template: NameTemplate): Der =>
  sequence(...template.map(([type, value]) => setOf([sequence(objectIdentifier(ATTRIBUTES[type].oid), ATTRIBUTES[type].encode(value))])));
