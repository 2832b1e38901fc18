import { children, contextPrimitive, expectTag, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readOid, smallInteger } from '../../asn1/values.ts';

/** One policy of the issuer's domain that the subject's domain considers its own (RFC 5280 section 4.2.1.5). */
export interface PolicyMapping {
  readonly issuerDomainPolicy: string;
  readonly subjectDomainPolicy: string;
}

/** Mappings of one certificate; cross-certificates have dozens at most. */
const MAX_MAPPINGS = 1_024;

export function readPolicyMappings(value: Uint8Array): PolicyMapping[] {
  return children(parseDer(value, TAG.SEQUENCE), MAX_MAPPINGS).map((node) => {
    const fields = new Fields(expectTag(node, TAG.SEQUENCE));
    const mapping = { issuerDomainPolicy: readOid(fields.takeAny()), subjectDomainPolicy: readOid(fields.takeAny()) };
    fields.end();
    return mapping;
  });
}

/** After how many further certificates a rule begins, `null` for never (RFC 5280 section 4.2.1.11). */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
}

export function readPolicyConstraints(value: Uint8Array): PolicyConstraints {
  const fields = new Fields(parseDer(value, TAG.SEQUENCE));
  const explicit = fields.optional(contextPrimitive(0));
  const mapping = fields.optional(contextPrimitive(1));
  fields.end();
  return { requireExplicitPolicy: explicit && smallInteger(explicit.content), inhibitPolicyMapping: mapping && smallInteger(mapping.content) };
}

/** After how many further certificates anyPolicy stops to count (RFC 5280 section 4.2.1.14). */
export const readInhibitAnyPolicy = (value: Uint8Array): number => smallInteger(parseDer(value, TAG.INTEGER).content);
