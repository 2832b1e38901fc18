import { contextConstructed } from '../asn1/der.ts';
import { explicit, integer, objectIdentifier, sequence, setOf } from '../asn1/encode.ts';
import { sameBytes } from '../asn1/values.ts';
import type { ValidationData } from '../validation/evidence.ts';
import { type Attribute, encodeAttribute } from './attributes.ts';
import { OID } from './object-identifiers.ts';
import type { SignedData, SignerInfo } from './parse.ts';
import { ocspRevocationInfo } from './revocation-values.ts';

/** What is put beside a finished signature; nothing of it is signed. */
export interface Additions {
  readonly data?: ValidationData;
  /** Attributes for each signer, in the order of `signers`. */
  readonly unsignedAttributes?: readonly (readonly Attribute[])[];
}

/** Version of SignedData with revocation data that is no list (RFC 5652 section 5.1). */
const VERSION_WITH_OTHER_REVOCATION = 5;

/**
 * SignedData with additions, DER. What was there goes in byte for byte: content, certificates, lists, attributes, and of each signer everything
 * that is signed. What is there already is not added again.
 */
export function extendSignedData({ received, signers }: SignedData, { data, unsignedAttributes = [] }: Additions): Uint8Array {
  const certificates = union(received.certificates, data?.certificates ?? []);
  const revocationInfo = union(received.revocationInfo, [...(data?.crls ?? []), ...(data?.ocspResponses ?? []).map(ocspRevocationInfo)]);
  const version = data && data.ocspResponses.length > 0 ? VERSION_WITH_OTHER_REVOCATION : received.version;
  return sequence(
    objectIdentifier(OID.signedData),
    explicit(
      0,
      sequence(
        integer(version),
        received.digestAlgorithms,
        received.encapContentInfo,
        ...optionalSet(0, certificates),
        ...optionalSet(1, revocationInfo),
        setOf(signers.map((signer, index) => signerInfo(signer, unsignedAttributes[index] ?? []))),
      ),
    ),
  );
}

const signerInfo = ({ signedFields, unsignedAttributes }: SignerInfo, further: readonly Attribute[]): Uint8Array =>
  sequence(
    signedFields,
    ...optionalSet(
      1,
      union(
        unsignedAttributes.map(({ der }) => der),
        further.map(encodeAttribute),
      ),
    ),
  );

const optionalSet = (number: number, members: readonly Uint8Array[]): Uint8Array[] =>
  members.length > 0 ? [setOf(members, contextConstructed(number))] : [];

const union = (present: readonly Uint8Array[], further: readonly Uint8Array[]): Uint8Array[] =>
  [...present, ...further].filter((der, index, all) => all.findIndex((other) => sameBytes(other, der)) === index);
