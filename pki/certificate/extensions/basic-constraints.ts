import { parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readBoolean, smallInteger } from '../../asn1/values.ts';

export interface BasicConstraints {
  readonly ca: boolean;
  /** Greatest number of further CA certificates below this one, `null` for no limit. */
  readonly pathLength: number | null;
}

/** RFC 5280 section 4.2.1.9. */
export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  const fields = new Fields(parseDer(value, TAG.SEQUENCE));
  const ca = fields.optional(TAG.BOOLEAN);
  const pathLength = fields.optional(TAG.INTEGER);
  fields.end();
  return { ca: ca ? readBoolean(ca) : false, pathLength: pathLength && smallInteger(pathLength.content) };
}
