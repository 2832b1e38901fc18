import type { Certificate } from '../certificate/certificate.ts';
import { ATTRIBUTE, attributeValue } from '../certificate/name.ts';
import type { HcRole } from '../report.ts';
import { hcRoles } from './hc-role.ts';
import { hpkiPolicies, isTestCertificate, type PolicyUse } from './policies.ts';

/** What the healthcare PKI says of a certificate's holder and purpose. */
export interface HpkiProfile {
  /** `null` where the certificate carries no known policy of the healthcare PKI. */
  readonly use: PolicyUse | null;
  readonly test: boolean;
  readonly hcRoles: readonly HcRole[];
  readonly commonName: string;
  readonly nameKanji: string | null;
}

export function hpkiProfile(certificate: Certificate): HpkiProfile {
  return {
    use: hpkiPolicies(certificate)[0]?.use ?? null,
    test: isTestCertificate(certificate),
    hcRoles: hcRoles(certificate),
    commonName: commonName(certificate),
    nameKanji: kanjiName(certificate),
  };
}

/** Common name of the subject (romaji), empty where there is none. */
export const commonName = (certificate: Certificate): string => attributeValue(certificate.subjectName, ATTRIBUTE.COMMON_NAME) ?? '';

/** Name in kanji: common name of the directoryName in subjectAltName, `null` where the certificate has none (JMA and JPA cards). */
export function kanjiName(certificate: Certificate): string | null {
  const directory = certificate.subjectAltNames.find((name) => name.kind === 'directory');
  return directory ? attributeValue(directory.name, ATTRIBUTE.COMMON_NAME) : null;
}
