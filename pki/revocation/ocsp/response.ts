import { children, contextConstructed, DerError, type DerNode, expectTag, parseDer, readNode, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readTime } from '../../asn1/time.ts';
import { readOid, smallInteger, toHex } from '../../asn1/values.ts';
import { type Certificate, parseCertificate } from '../../certificate/certificate.ts';
import { type Extension, readExtension, readExtensions } from '../../certificate/extensions/extension.ts';
import { readName } from '../../certificate/name.ts';
import { type SignedObject, takeSignedParts } from '../../certificate/signed-object.ts';
import { PkiError } from '../../errors.ts';
import { type OcspAnswer, readAnswer } from './answer.ts';
import { OCSP } from './object-identifiers.ts';

/** An answer about certificates, signed by a responder, read once (BasicOCSPResponse, RFC 6960 section 4.2.1). */
export interface OcspResponse extends SignedObject {
  /** As it was given. */
  readonly der: Uint8Array;
  /** The responder by name (RFC 4514), or by the SHA-1 of its key, upper-case hexadecimal. */
  readonly responder: { readonly kind: 'name'; readonly text: string } | { readonly kind: 'key'; readonly hash: string };
  readonly producedAt: Date;
  readonly answers: readonly OcspAnswer[];
  /** What the responder sends along to prove who it is; never trusted by itself. */
  readonly certificates: readonly Certificate[];
  readonly extensions: readonly Extension[];
  /** `null` where the request's nonce is not repeated. */
  readonly nonce: Uint8Array | null;
}

/** Far above any answer in use: one certificate asked for, one or two sent along. */
const MAX_BYTES = 512 * 1024;
const MAX_ANSWERS = 256;
const MAX_CERTIFICATES = 16;

/** OCSPResponseStatus; 4 is not used. */
const STATUSES = ['successful', 'malformedRequest', 'internalError', 'tryLater', null, 'sigRequired', 'unauthorized'] as const;

/**
 * Reads an OCSPResponse, or the BasicOCSPResponse inside one, as signatures store it. Strict DER, nothing after its end.
 * @throws {PkiError} OCSP_UNREADABLE, OCSP_REFUSED with the responder's `status`
 */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  try {
    if (der.length > MAX_BYTES) throw new DerError('too large');
    const copy = Uint8Array.from(der);
    const outer = parseDer(copy, TAG.SEQUENCE);
    return { ...readBasic(readNode(outer.content).tag === TAG.ENUMERATED ? basicOf(outer) : outer), der: copy };
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new PkiError('OCSP_UNREADABLE', { note: cause.message }, { cause });
  }
}

/** @throws DerError; PkiError OCSP_REFUSED */
function basicOf(outer: DerNode): DerNode {
  const fields = new Fields(outer);
  const status = STATUSES[smallInteger(fields.take(TAG.ENUMERATED).content)];
  const bytes = fields.optionalExplicit(contextConstructed(0));
  fields.end();
  if (!status) throw new DerError('response status is unknown');
  if (status !== 'successful') throw new PkiError('OCSP_REFUSED', { status });
  if (!bytes) throw new DerError('response is missing');
  const typed = new Fields(expectTag(bytes, TAG.SEQUENCE));
  if (readOid(typed.takeAny()) !== OCSP.basicResponse) throw new DerError('response is of an unknown type');
  const { content } = typed.take(TAG.OCTET_STRING);
  typed.end();
  return parseDer(content, TAG.SEQUENCE);
}

function readBasic(node: DerNode): Omit<OcspResponse, 'der'> {
  const members = new Fields(node);
  const { tbs, signed } = takeSignedParts(members);
  const certificates = members.optionalExplicit(contextConstructed(0));
  members.end();

  const fields = new Fields(tbs);
  const version = fields.optionalExplicit(contextConstructed(0));
  if (version) throw new DerError('version is the default or unknown');
  const responder = readResponder(fields.takeAny());
  const producedAt = readTime(fields.take(TAG.GENERALIZED_TIME));
  const answers = children(fields.take(TAG.SEQUENCE), MAX_ANSWERS).map(readAnswer);
  const extensionsNode = fields.optionalExplicit(contextConstructed(1));
  fields.end();
  const extensions = extensionsNode ? readExtensions(extensionsNode) : [];
  return {
    ...signed,
    responder,
    producedAt,
    answers,
    certificates: certificates ? children(expectTag(certificates, TAG.SEQUENCE), MAX_CERTIFICATES).flatMap(readable) : [],
    extensions,
    nonce: readExtension(extensions, OCSP.nonce, readNonce),
  };
}

function readResponder(node: DerNode): OcspResponse['responder'] {
  if (node.tag === contextConstructed(1)) return { kind: 'name', text: readName(parseDer(node.content)).text };
  if (node.tag === contextConstructed(2)) return { kind: 'key', hash: toHex(parseDer(node.content, TAG.OCTET_STRING).content) };
  throw new DerError('responder is named in an unknown way');
}

/** A certificate that cannot be read proves nothing of anybody, and spoils nothing. */
function readable({ bytes }: DerNode): Certificate[] {
  try {
    return [parseCertificate(bytes)];
  } catch (error) {
    if (error instanceof PkiError) return [];
    throw error;
  }
}

/** An OCTET STRING (RFC 9654 section 2.1); some responders leave its header out. */
function readNonce(value: Uint8Array): Uint8Array {
  if (value[0] === TAG.OCTET_STRING && value[1] === value.length - 2) return value.subarray(2);
  return value;
}
