import { plainAlgorithm } from '../algorithms/signature-algorithms.ts';
import { contextConstructed, contextPrimitive, DerError, type DerNode, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { readTime } from '../asn1/time.ts';
import { readBoolean, readIntegerHex, readOid, smallInteger } from '../asn1/values.ts';
import { type Extension, readExtensions } from '../certificate/extensions/extension.ts';
import { type GeneralName, readGeneralName } from '../certificate/general-name.ts';
import { type DigestName, digestByOid } from '../digest/algorithms.ts';

/** What a time stamp is over. */
export interface MessageImprint {
  /** `null` when the algorithm is none of ours. */
  readonly algorithm: DigestName | null;
  readonly oid: string;
  readonly hash: Uint8Array;
}

/** What a time-stamping authority says (RFC 3161 section 2.4.2). */
export interface TimeStampInfo {
  readonly policy: string;
  readonly imprint: MessageImprint;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  /** genTime, to the millisecond. */
  readonly time: Date;
  /** Greatest deviation of genTime in milliseconds, `null` when not told. */
  readonly accuracy: number | null;
  readonly ordering: boolean;
  /** INTEGER with its header, as in the request. */
  readonly nonce: Uint8Array | null;
  readonly tsa: GeneralName | null;
  readonly extensions: readonly Extension[];
}

/** Far above any in use: the standard has serial numbers of 20 octets and nonces of 8. */
const MAX_INTEGER_OCTETS = 128;
const MAX_INFO_BYTES = 64 * 1024;

/** @throws DerError */
export function readTimeStampInfo(der: Uint8Array): TimeStampInfo {
  if (der.length > MAX_INFO_BYTES) throw new DerError('too large');
  const members = new Fields(parseDer(der, TAG.SEQUENCE));
  if (smallInteger(members.take(TAG.INTEGER).content) !== 1) throw new DerError('unknown version');
  const policy = readOid(members.take(TAG.OID));
  const imprint = readMessageImprint(members.take(TAG.SEQUENCE));
  const serial = readIntegerHex(bounded(members.take(TAG.INTEGER)));
  const time = readTime(members.take(TAG.GENERALIZED_TIME));
  const accuracy = members.optional(TAG.SEQUENCE);
  const ordering = members.optional(TAG.BOOLEAN);
  const nonce = members.optional(TAG.INTEGER);
  const tsa = members.optionalExplicit(contextConstructed(0));
  const extensions = members.optional(contextConstructed(1));
  members.end();
  if (nonce) readIntegerHex(bounded(nonce));
  return {
    policy,
    imprint,
    serial,
    time,
    accuracy: accuracy && readAccuracy(accuracy),
    ordering: ordering !== null && readBoolean(ordering),
    nonce: nonce?.bytes ?? null,
    tsa: tsa && readGeneralName(tsa),
    extensions: extensions ? readExtensions({ ...extensions, tag: TAG.SEQUENCE }) : [],
  };
}

/** MessageImprint: the digest has the length of its algorithm, where that is known. @throws DerError */
export function readMessageImprint(node: DerNode): MessageImprint {
  const members = new Fields(node);
  const identifier = members.take(TAG.SEQUENCE);
  const hash = members.take(TAG.OCTET_STRING).content;
  members.end();
  const oid = readOid(new Fields(identifier).take(TAG.OID));
  const known = digestByOid(oid);
  if (known) plainAlgorithm(identifier);
  if (known && hash.length !== known.length) throw new DerError('the digest has not the length of its algorithm');
  return { algorithm: known?.name ?? null, oid, hash };
}

function bounded(node: DerNode): DerNode {
  if (node.content.length > MAX_INTEGER_OCTETS) throw new DerError('integer is too long');
  return node;
}

function readAccuracy(node: DerNode): number {
  const members = new Fields(node);
  const seconds = members.optional(TAG.INTEGER);
  const thousandths = [members.optional(contextPrimitive(0)), members.optional(contextPrimitive(1))].map(readThousandths);
  members.end();
  const [millis = 0, micros = 0] = thousandths;
  return (seconds ? smallInteger(seconds.content) : 0) * 1000 + millis + micros / 1000;
}

function readThousandths(node: DerNode | null): number {
  if (!node) return 0;
  const value = smallInteger(node.content);
  if (value < 1 || value > 999) throw new DerError('accuracy is out of range');
  return value;
}
