import { children, contextConstructed, contextPrimitive, type DerNode, DerError, expectTag, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { type Name, nameOf, readRelativeName } from '../name.ts';
import { readReasonFlags, type ReasonMask } from './reason-flags.ts';

/** Where revocation lists for a certificate are published (RFC 5280 section 4.2.1.13). */
export interface DistributionPoint {
  /** Names of the point, a name relative to the CRL issuer made whole; empty where only the CRL issuer is named. */
  readonly names: readonly GeneralName[];
  /** Reasons that the point covers, `null` for all. */
  readonly reasons: ReasonMask | null;
  /** Signer of an indirect list, empty where the certificate's issuer signs. */
  readonly crlIssuer: readonly GeneralName[];
}

/** Points of one certificate; those in use have two or three. */
const MAX_POINTS = 16;
const MAX_POINT_NAMES = 32;

export function readDistributionPoints(value: Uint8Array, issuer: Name): DistributionPoint[] {
  return children(parseDer(value, TAG.SEQUENCE), MAX_POINTS).map((node) => {
    const fields = new Fields(expectTag(node, TAG.SEQUENCE));
    const name = fields.optionalExplicit(contextConstructed(0));
    const reasons = fields.optional(contextPrimitive(1));
    const crlIssuerNode = fields.optional(contextConstructed(2));
    fields.end();
    const crlIssuer = crlIssuerNode ? readGeneralNames(crlIssuerNode, MAX_POINT_NAMES) : [];
    const base = crlIssuer.find((general) => general.kind === 'directory');
    return {
      names: name ? readDistributionPointName(name, base?.name ?? issuer) : [],
      reasons: reasons && readReasonFlags(reasons.content),
      crlIssuer,
    };
  });
}

/** DistributionPointName: full names, or one relative to `base`. */
export function readDistributionPointName(node: DerNode, base: Name): GeneralName[] {
  if (node.tag === contextConstructed(0)) return readGeneralNames(node, MAX_POINT_NAMES);
  if (node.tag === contextConstructed(1)) return [{ kind: 'directory', name: nameOf([...base.relativeNames, readRelativeName(node)]) }];
  throw new DerError('distribution point name is of an unknown kind');
}
