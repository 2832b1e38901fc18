import type { HandOverCard } from '../../../main/api/schema/issuing.ts';
import { Banner } from '../../design/banner.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { type Status, StatusLine, TestMark } from '../../design/status.tsx';
import { dateAlone } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

const PATH: Readonly<Record<HandOverCard['certificates'][number]['path'], Status>> = { proved: 'success', 'not-provable': 'unsure', wrong: 'error' };

/** What the card says of itself, and what speaks against handing it over. */
export function SeenCard({ card }: { readonly card: HandOverCard }) {
  const { t, language } = useWords();
  const stops = card.findings.filter((finding) => finding.stops);
  const others = card.findings.filter((finding) => !finding.stops);
  const words = (id: string) => {
    const key = knownKey(`credentials.hand-over.finding.${id}`);
    return key ? t(key) : id;
  };
  const list = (findings: HandOverCard['findings']) => (
    <ul className="bullets">
      {findings.map(({ id }) => (
        <li key={id}>{words(id)}</li>
      ))}
    </ul>
  );
  return (
    <>
      {stops.length > 0 ? (
        <Banner status="error" live="alert" heading={t('credentials.screen.hand-over.stopped')}>
          {list(stops)}
        </Banner>
      ) : (
        <Banner
          status={others.length > 0 ? 'warning' : 'success'}
          live="status"
          heading={t(others.length > 0 ? 'credentials.screen.hand-over.look-again' : 'credentials.screen.hand-over.fits')}
        >
          {others.length > 0 && list(others)}
        </Banner>
      )}
      {card.certificates.map((certificate) => (
        <section key={certificate.sha256} className="card" aria-label={t(`credentials.usage.${certificate.usage}`)}>
          <h3 className="seen-head">
            {t(`credentials.usage.${certificate.usage}`)} {certificate.test && <TestMark>{t('frame.test.mark')}</TestMark>}
          </h3>
          <DefinitionList
            items={[
              { term: t('credentials.screen.hand-over.name'), value: <span lang="ja">{certificate.nameKanji ?? certificate.subject}</span> },
              { term: t('credentials.screen.fact.issuer'), value: certificate.issuer, code: true },
              { term: t('credentials.screen.fact.serial'), value: certificate.serial, code: true },
              { term: t('credentials.screen.fact.expires'), value: dateAlone(certificate.notAfter, language) },
              {
                term: t('credentials.screen.hand-over.path-label'),
                value: <StatusLine status={PATH[certificate.path]}>{t(`credentials.screen.hand-over.path.${certificate.path}`)}</StatusLine>,
              },
              {
                term: t('credentials.screen.hand-over.revoked-label'),
                value: (
                  <StatusLine status={certificate.revoked === null ? 'unsure' : certificate.revoked ? 'error' : 'success'}>
                    {t(`credentials.screen.hand-over.revoked.${certificate.revoked === null ? 'unknown' : certificate.revoked ? 'yes' : 'no'}`)}
                  </StatusLine>
                ),
              },
              { term: t('credentials.screen.hand-over.sha256'), value: fingerprint(certificate.sha256), code: true },
            ]}
          />
        </section>
      ))}
    </>
  );
}
