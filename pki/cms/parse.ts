import { plainAlgorithm } from '../algorithms/signature-algorithms.ts';
import { withDefiniteLengths } from '../asn1/ber.ts';
import { children, contextConstructed, contextPrimitive, DerError, type DerNode, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { objectIdentifier } from '../asn1/encode.ts';
import { Fields } from '../asn1/fields.ts';
import { readOid, sameBytes, smallInteger } from '../asn1/values.ts';
import { PkiError } from '../errors.ts';
import type { Attribute } from './attributes.ts';
import { OID } from './object-identifiers.ts';
import { otherRevocationInfo } from './revocation-values.ts';

/** Who signed: issuer and serial number, or the subject key identifier. All DER as received. */
export type SignerIdentifier = { readonly issuer: Uint8Array; readonly serial: Uint8Array } | { readonly subjectKeyIdentifier: Uint8Array };

export interface SignerInfo {
  readonly identifier: SignerIdentifier;
  /** OID. */
  readonly digestAlgorithm: string;
  /** AlgorithmIdentifier. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  /** Original bytes under the SET OF tag, the very message that was signed; `null` without signed attributes. */
  readonly signedAttributesDer: Uint8Array | null;
  readonly signedAttributes: readonly Attribute[];
  readonly unsignedAttributes: readonly ReceivedAttribute[];
  /** version to signature as received, one after the other: all but the unsigned attributes. */
  readonly signedFields: Uint8Array;
}

export interface ReceivedAttribute extends Attribute {
  readonly der: Uint8Array;
}

export interface SignedData {
  readonly eContentType: string;
  /** Content that travels inside; `null` when detached. */
  readonly eContent: Uint8Array | null;
  /** X.509 certificates, in the order received. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** OCSPResponses among the revocation data. */
  readonly ocspResponses: readonly Uint8Array[];
  readonly signers: readonly SignerInfo[];
  /** As received, for proofs over the structure and for adding to it. */
  readonly received: {
    readonly version: number;
    /** SET OF AlgorithmIdentifier. */
    readonly digestAlgorithms: Uint8Array;
    readonly encapContentInfo: Uint8Array;
    /** Every CertificateChoices and RevocationInfoChoice, of whatever kind. */
    readonly certificates: readonly Uint8Array[];
    readonly revocationInfo: readonly Uint8Array[];
  };
}

export interface ParseOptions {
  /** Zero bytes may follow, as in the reserved space of a PDF signature. */
  readonly zeroPadding?: boolean;
}

/** Far above any real signature with its revocation lists; keeps a hostile file from costing memory. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MEMBERS = 256;

const SIGNED_DATA = objectIdentifier(OID.signedData);

/** Whether the bytes start as a CMS SignedData does, however they go on. */
export function isSignedData(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes;
  const start = length > 0x80 ? 2 + (length & 0x7f) : 2;
  return tag === TAG.SEQUENCE && sameBytes(bytes.subarray(start, start + SIGNED_DATA.length), SIGNED_DATA);
}

/**
 * Reads CMS SignedData in DER or BER (RFC 5652 section 5.1). Slices of the input are handed out, nothing is encoded anew.
 * @throws PkiError DOCUMENT_UNREADABLE, `detail.note` says where it is malformed
 */
export function parseSignedData(bytes: Uint8Array, options: ParseOptions = {}): SignedData {
  try {
    if (bytes.length > MAX_BYTES) throw new DerError('too large');
    const { der, rest } = withDefiniteLengths(bytes);
    if (rest.length > 0 && !(options.zeroPadding && rest.every((byte) => byte === 0))) throw new DerError('bytes after the end');
    return readContentInfo(parseDer(der, TAG.SEQUENCE));
  } catch (cause) {
    if (cause instanceof DerError) throw new PkiError('DOCUMENT_UNREADABLE', { note: `CMS: ${cause.message}` }, { cause });
    throw cause;
  }
}

function readContentInfo(node: DerNode): SignedData {
  const members = new Fields(node);
  if (readOid(members.take(TAG.OID)) !== OID.signedData) throw new DerError('no SignedData');
  const content = members.take(contextConstructed(0));
  members.end();
  return readSignedData(parseDer(content.content, TAG.SEQUENCE));
}

function readSignedData(node: DerNode): SignedData {
  const members = new Fields(node);
  const version = smallInteger(members.take(TAG.INTEGER).content);
  if (![1, 3, 4, 5].includes(version)) throw new DerError('unknown version of SignedData');
  const announced = members.take(TAG.SET);
  const digestAlgorithms = children(announced, MAX_MEMBERS).map(plainAlgorithm);
  const encapContentInfo = members.take(TAG.SEQUENCE);
  const encapsulated = new Fields(encapContentInfo);
  const eContentType = readOid(encapsulated.take(TAG.OID));
  const eContent = encapsulated.optional(contextConstructed(0));
  encapsulated.end();
  const certificates = choices(members.optional(contextConstructed(0)));
  const revocationInfo = choices(members.optional(contextConstructed(1)));
  const signers = children(members.take(TAG.SET), MAX_MEMBERS).map(readSignerInfo);
  members.end();
  if (signers.some((signer) => !digestAlgorithms.includes(signer.digestAlgorithm)))
    throw new DerError('digest algorithm of a signer is not announced');
  return {
    eContentType,
    eContent: eContent && parseDer(eContent.content, TAG.OCTET_STRING).content,
    certificates: sequencesOf(certificates),
    crls: sequencesOf(revocationInfo),
    ocspResponses: revocationInfo.flatMap(otherRevocationInfo),
    signers,
    received: {
      version,
      digestAlgorithms: announced.bytes,
      encapContentInfo: encapContentInfo.bytes,
      certificates: certificates.map(({ bytes }) => bytes),
      revocationInfo: revocationInfo.map(({ bytes }) => bytes),
    },
  };
}

const choices = (list: DerNode | null): DerNode[] => (list ? children(list, MAX_MEMBERS) : []);

/** X.509 members of a list of choices: the other kinds have context-specific tags. */
const sequencesOf = (members: readonly DerNode[]): Uint8Array[] => members.filter(({ tag }) => tag === TAG.SEQUENCE).map(({ bytes }) => bytes);

function readSignerInfo(node: DerNode): SignerInfo {
  const members = new Fields(expectTag(node, TAG.SEQUENCE));
  const version = smallInteger(members.take(TAG.INTEGER).content);
  const identifier = readIdentifier(version, members.takeAny());
  const digestAlgorithm = plainAlgorithm(members.take(TAG.SEQUENCE));
  const signed = members.optional(contextConstructed(0));
  const signatureAlgorithm = members.take(TAG.SEQUENCE).bytes;
  const signature = members.take(TAG.OCTET_STRING).content;
  const unsigned = members.optional(contextConstructed(1));
  members.end();
  const signedLength = node.content.length - (unsigned?.bytes.length ?? 0);
  return {
    signedFields: node.content.subarray(0, signedLength),
    identifier,
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    signedAttributesDer: signed && retagged(signed),
    signedAttributes: signed ? readAttributes(signed) : [],
    unsignedAttributes: unsigned ? readAttributes(unsigned) : [],
  };
}

/** Version and kind of identifier belong together (RFC 5652 section 5.3). */
function readIdentifier(version: number, node: DerNode): SignerIdentifier {
  if (version === 3) return { subjectKeyIdentifier: expectTag(node, contextPrimitive(0)).content };
  if (version !== 1) throw new DerError('unknown version of SignerInfo');
  const members = new Fields(expectTag(node, TAG.SEQUENCE));
  const issuer = members.take(TAG.SEQUENCE).bytes;
  const serial = members.take(TAG.INTEGER).bytes;
  members.end();
  return { issuer, serial };
}

/** The bytes that were signed: the received ones with [0] replaced by SET OF, never encoded anew (RFC 5652 section 5.4). */
function retagged(attributes: DerNode): Uint8Array {
  const message = Uint8Array.from(attributes.bytes);
  message[0] = TAG.SET;
  return message;
}

const readAttributes = (list: DerNode): ReceivedAttribute[] =>
  children(list, MAX_MEMBERS).map((attribute) => {
    const members = new Fields(expectTag(attribute, TAG.SEQUENCE));
    const type = readOid(members.take(TAG.OID));
    const values = children(members.take(TAG.SET), MAX_MEMBERS).map((value) => value.bytes);
    members.end();
    return { type, values, der: attribute.bytes };
  });
