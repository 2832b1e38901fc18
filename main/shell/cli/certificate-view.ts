import type { Certificate } from '../../../pki/certificate/certificate.ts';
import { hcRoles } from '../../../pki/hpki/hc-role.ts';
import { words, type Language } from '../../words/words.ts';

/** A certificate as every command prints it (`hpki cert show`). */
export function certificateView(certificate: Certificate) {
  const { subject, issuer, serial, notBefore, notAfter, keyUsage, policies, sha256 } = certificate;
  return {
    subject,
    issuer,
    serial,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    keyUsage: keyUsage ?? [],
    policies,
    hcRoles: hcRoles(certificate).map((role) => role.text),
    sha256,
  };
}

/** Calendar day in Japan, where these certificates begin and end at midnight. */
export const dayInJapan = (time: Date): string => time.toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

export function certificateText(certificate: Certificate, language: Language): string {
  const view = certificateView(certificate);
  const say = words(language);
  const list = (items: readonly string[]) => items.join(', ') || say('cli.none');
  return say('cli.certificate', {
    ...view,
    from: dayInJapan(certificate.notBefore),
    until: dayInJapan(certificate.notAfter),
    usage: list(view.keyUsage),
    policies: list(view.policies),
    roles: list(view.hcRoles),
    keyUsage: null,
    hcRoles: null,
  });
}
