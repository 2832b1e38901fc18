import type { HcCertificate } from '../../main/api/schema/common.ts';
import { DefinitionList } from '../design/definition-list.tsx';
import { dateInBothCalendars } from '../words/dates.ts';
import { fingerprint } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';
import { nameOf } from './reader-state.ts';

interface CertificateDetailsProps {
  readonly kind: 'signature' | 'authentication';
  readonly aid: string;
  readonly certificate: HcCertificate;
}

/** All of one certificate, as it stands in it. */
export function CertificateDetails({ kind, aid, certificate }: CertificateDetailsProps) {
  const { t, language } = useWords();
  const title = t('card.certificate.title', { application: t(`card.application.${kind}`) });
  const day = (iso: string) => dateInBothCalendars(iso, language, t);
  return (
    <section className="certificate-details" aria-label={title}>
      <h2>{title}</h2>
      <DefinitionList
        stacked
        items={[
          { term: t('card.fact.holder'), value: nameOf(certificate) },
          { term: t('card.certificate.roles'), value: certificate.hcRoles.join(', ') || t('card.none') },
          { term: t('card.certificate.validity'), value: t('frame.date.range', { from: day(certificate.notBefore), to: day(certificate.notAfter) }) },
          { term: t('card.certificate.subject'), value: certificate.subject, code: true },
          { term: t('card.certificate.issuer'), value: certificate.issuer, code: true },
          { term: t('card.certificate.serial'), value: certificate.serial, code: true },
          { term: t('card.certificate.usage'), value: certificate.keyUsage.join(', ') || t('card.none'), code: true },
          { term: t('card.certificate.policies'), value: certificate.policies.join(', ') || t('card.none'), code: true },
          { term: t('card.certificate.sha256'), value: fingerprint(certificate.sha256), code: true },
          { term: 'AID', value: aid, code: true },
        ]}
      />
    </section>
  );
}
