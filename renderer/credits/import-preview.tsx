import type { CertificateSignature, CreditsImport } from '../../main/api/schema/credits.ts';
import type { Scheme } from '../../main/api/schema/training.ts';
import { DefinitionList } from '../design/definition-list.tsx';
import { type Status, StatusLine, TestMark } from '../design/status.tsx';
import { creditWords } from '../seminars/credit-words.ts';
import { dateAlone, dateAndTimeShort } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';

const STANDING: Readonly<Record<CertificateSignature['standing'], Status>> = {
  valid: 'success',
  doubtful: 'unsure',
  wrong: 'error',
  test: 'warning',
  unsigned: 'warning',
};

/** What a file would bring: of a certificate whose it is, of what and who signed it; of every file the units. */
export function ImportPreview({
  answer: { certificate, records },
  schemes,
}: {
  readonly answer: CreditsImport;
  readonly schemes: readonly Scheme[];
}) {
  const { t, language } = useWords();
  return (
    <>
      {certificate && <Certificate certificate={certificate} />}
      {records.length > 0 && (
        <>
          <h4>{t('credits.import.records')}</h4>
          <ul className="import-records">
            {records.map((record, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two records of a file may say the same, and their order never changes
              <li key={index}>
                <strong>{creditWords(record.credit, schemes, language, t)}</strong>
                <span className="under">{[dateAlone(`${record.day}T00:00:00+09:00`, language), record.title].join('　')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Certificate({
  certificate: { name, registration, seminar, number, signature },
}: {
  readonly certificate: NonNullable<CreditsImport['certificate']>;
}) {
  const { t, language } = useWords();
  const { standing, signer, at } = signature;
  return (
    <>
      <DefinitionList
        stacked
        items={[
          { term: t('credits.import.holder'), value: <span lang="ja">{name}</span> },
          { term: t('credits.import.registration'), value: registration },
          { term: t('credits.import.seminar'), value: seminar },
          { term: t('credits.import.number'), value: number },
          {
            term: t('credits.import.signature'),
            value: (
              <>
                <StatusLine status={STANDING[standing]}>{t(`credits.signature.${standing}`)}</StatusLine>
                {standing === 'test' && <TestMark>{t('frame.test.mark')}</TestMark>}
              </>
            ),
          },
          ...(signer ? [{ term: t('credits.import.signer'), value: [signer, at && dateAndTimeShort(at, language)].filter(Boolean).join('　') }] : []),
        ]}
      />
      {standing === 'test' && <p className="quiet">{t('credits.import.test-note')}</p>}
    </>
  );
}
