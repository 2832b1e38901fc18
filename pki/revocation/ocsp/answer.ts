import { contextConstructed, contextPrimitive, DerError, type DerNode, expectTag, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readTime } from '../../asn1/time.ts';
import { type Extension, readExtension, readExtensions } from '../../certificate/extensions/extension.ts';
import { EXTENSION } from '../../certificate/extensions/oids.ts';
import { type RevocationReason, readReason } from '../reason.ts';
import { type CertId, readCertId } from './cert-id.ts';
import { OCSP } from './object-identifiers.ts';

/** What a responder says of one certificate. */
export type CertStatus =
  | { readonly status: 'good' | 'unknown' }
  | { readonly status: 'revoked'; readonly revocationDate: Date; readonly reason: RevocationReason | null };

/** One SingleResponse (RFC 6960 section 4.2.1). */
export interface OcspAnswer {
  readonly certId: CertId;
  readonly said: CertStatus;
  readonly thisUpdate: Date;
  /** `null`: newer information is always to be had. */
  readonly nextUpdate: Date | null;
  /** The responder still knows of certificates that expired since (RFC 6960 section 4.4.4). */
  readonly archiveCutoff: Date | null;
  /** When the key is said to have been no longer good (RFC 5280 section 5.3.2). */
  readonly invalidityDate: Date | null;
  readonly extensions: readonly Extension[];
}

export function readAnswer(node: DerNode): OcspAnswer {
  const fields = new Fields(expectTag(node, TAG.SEQUENCE));
  const certId = readCertId(fields.take(TAG.SEQUENCE));
  const said = readStatus(fields.takeAny());
  const thisUpdate = readTime(fields.take(TAG.GENERALIZED_TIME));
  const nextUpdate = fields.optionalExplicit(contextConstructed(0));
  const extensionsNode = fields.optionalExplicit(contextConstructed(1));
  fields.end();
  const extensions = extensionsNode ? readExtensions(extensionsNode) : [];
  return {
    certId,
    said,
    thisUpdate,
    nextUpdate: nextUpdate && readTime(expectTag(nextUpdate, TAG.GENERALIZED_TIME)),
    archiveCutoff: readExtension(extensions, OCSP.archiveCutoff, readTimeValue),
    invalidityDate: readExtension(extensions, EXTENSION.INVALIDITY_DATE, readTimeValue),
    extensions,
  };
}

const readTimeValue = (value: Uint8Array): Date => readTime(parseDer(value, TAG.GENERALIZED_TIME));

function readStatus(node: DerNode): CertStatus {
  if (node.tag === contextConstructed(1)) return readRevoked(node);
  if (node.content.length === 0 && node.tag === contextPrimitive(0)) return { status: 'good' };
  if (node.content.length === 0 && node.tag === contextPrimitive(2)) return { status: 'unknown' };
  throw new DerError('certificate status is of an unknown kind');
}

function readRevoked(node: DerNode): CertStatus {
  const fields = new Fields(node);
  const revocationDate = readTime(fields.take(TAG.GENERALIZED_TIME));
  const reason = fields.optionalExplicit(contextConstructed(0));
  fields.end();
  return { status: 'revoked', revocationDate, reason: reason && readReason(reason.bytes) };
}
