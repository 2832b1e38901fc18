import { contextConstructed, contextPrimitive, type DerNode, parseDer, TAG } from '../asn1/der.ts';
import { Fields } from '../asn1/fields.ts';
import { booleanContent } from '../asn1/values.ts';
import { readDistributionPointName } from '../certificate/extensions/distribution-points.ts';
import { readReasonFlags, type ReasonMask } from '../certificate/extensions/reason-flags.ts';
import type { GeneralName } from '../certificate/general-name.ts';
import type { Name } from '../certificate/name.ts';

/** What a revocation list covers (RFC 5280 section 5.2.5). */
export interface IssuingDistributionPoint {
  /** Empty where the list names no point. */
  readonly names: readonly GeneralName[];
  readonly onlyContainsUserCerts: boolean;
  readonly onlyContainsCACerts: boolean;
  /** Reasons that the list covers, `null` for all. */
  readonly onlySomeReasons: ReasonMask | null;
  readonly indirectCrl: boolean;
  readonly onlyContainsAttributeCerts: boolean;
}

export function readIssuingDistributionPoint(value: Uint8Array, issuer: Name): IssuingDistributionPoint {
  const fields = new Fields(parseDer(value, TAG.SEQUENCE));
  const flag = (number: number): boolean => {
    const node = fields.optional(contextPrimitive(number));
    return node ? booleanContent(node.content) : false;
  };
  const name = fields.optionalExplicit(contextConstructed(0));
  const point: IssuingDistributionPoint = {
    names: name ? readDistributionPointName(name, issuer) : [],
    onlyContainsUserCerts: flag(1),
    onlyContainsCACerts: flag(2),
    onlySomeReasons: reasons(fields.optional(contextPrimitive(3))),
    indirectCrl: flag(4),
    onlyContainsAttributeCerts: flag(5),
  };
  fields.end();
  return point;
}

const reasons = (node: DerNode | null): ReasonMask | null => node && readReasonFlags(node.content);
