import { children, type DerNode, DerError, expectTag, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readBoolean, readOid } from '../../asn1/values.ts';

/** One extension of a certificate, a revocation list or one of its entries. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** DER inside the OCTET STRING. */
  readonly value: Uint8Array;
}

/** Extensions of one object; certificates in use have a dozen. */
const MAX_EXTENSIONS = 256;

/** Extensions in order; the same one twice is refused (RFC 5280 section 4.2). */
export function readExtensions(sequence: DerNode): Extension[] {
  const extensions = children(expectTag(sequence, TAG.SEQUENCE), MAX_EXTENSIONS).map((node): Extension => {
    const fields = new Fields(expectTag(node, TAG.SEQUENCE));
    const oid = readOid(fields.takeAny());
    const flag = fields.optional(TAG.BOOLEAN);
    const value = fields.take(TAG.OCTET_STRING).content;
    fields.end();
    return { oid, critical: flag ? readBoolean(flag) : false, value };
  });
  if (new Set(extensions.map((extension) => extension.oid)).size < extensions.length) throw new DerError('an extension is given twice');
  return extensions;
}

/** Reads one extension's value, `null` where it is absent. */
export function readExtension<T>(extensions: readonly Extension[], oid: string, read: (value: Uint8Array) => T): T | null {
  const found = extensions.find((extension) => extension.oid === oid);
  return found ? read(found.value) : null;
}
