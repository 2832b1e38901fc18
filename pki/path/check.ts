import type { Certificate } from '../certificate/certificate.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import type { PathFault, PathFaultCode } from './fault.ts';

/** Critical extensions whose meaning is applied in this module or by its callers. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  EXTENSION.SUBJECT_DIRECTORY_ATTRIBUTES,
  EXTENSION.SUBJECT_KEY_IDENTIFIER,
  EXTENSION.KEY_USAGE,
  EXTENSION.SUBJECT_ALT_NAME,
  EXTENSION.BASIC_CONSTRAINTS,
  EXTENSION.CRL_DISTRIBUTION_POINTS,
  EXTENSION.CERTIFICATE_POLICIES,
  EXTENSION.POLICY_MAPPINGS,
  EXTENSION.POLICY_CONSTRAINTS,
  EXTENSION.INHIBIT_ANY_POLICY,
  EXTENSION.NAME_CONSTRAINTS,
  EXTENSION.AUTHORITY_KEY_IDENTIFIER,
  EXTENSION.EXTENDED_KEY_USAGE,
]);

type Rule = (
  certificate: Certificate,
  context: { readonly at: Date; readonly intermediatesBelow: number; readonly isIssuer: boolean },
) => PathFaultCode[];

const validity: Rule = ({ notBefore, notAfter }, { at }) => {
  if (at < notBefore) return ['NOT_YET_VALID'];
  return at > notAfter ? ['EXPIRED'] : [];
};

const extensions: Rule = (certificate) =>
  certificate.extensions.some(({ oid, critical }) => critical && !UNDERSTOOD.has(oid)) ? ['CRITICAL_EXTENSION_UNKNOWN'] : [];

const authority: Rule = (certificate, { isIssuer, intermediatesBelow }) => {
  if (!isIssuer) return [];
  const { basicConstraints, keyUsage, version } = certificate;
  const faults: PathFaultCode[] = [];
  if (version !== 3 || !basicConstraints?.ca) faults.push('NOT_A_CA');
  if (keyUsage && !keyUsage.includes('keyCertSign')) faults.push('CA_MAY_NOT_SIGN_CERTIFICATES');
  if (basicConstraints && basicConstraints.pathLength !== null && intermediatesBelow > basicConstraints.pathLength) faults.push('PATH_TOO_LONG');
  return faults;
};

const RULES: readonly Rule[] = [validity, extensions, authority];

/** What is wrong with single certificates of a path whose names and signatures chain, nearest the anchor first (RFC 5280 sections 6.1.3 and 6.1.4). */
export function checkCertificates(certificates: readonly Certificate[], at: Date): PathFault[] {
  return certificates
    .flatMap((certificate, index) => {
      const below = certificates.slice(1, index).filter((lower) => lower.subjectName.key !== lower.issuerName.key);
      const context = { at, intermediatesBelow: below.length, isIssuer: index > 0 };
      return RULES.flatMap((rule) => rule(certificate, context)).map((code): PathFault => ({ code, certificate }));
    })
    .reverse();
}
