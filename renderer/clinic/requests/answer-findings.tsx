import type { IssueResponseView } from '../../../main/api/schema/prescription-requests.ts';
import { useWords } from '../../words/words.tsx';

type Finding = IssueResponseView['xmlFindings'][number];

/** What the service found, in its own words. */
export function AnswerFindings({ response }: { readonly response: IssueResponseView }) {
  const { t } = useWords();
  const { xmlFindings, csvFindings, signatures, addition } = response;
  const ofSignatures = signatures.flatMap(({ signature, status, message, failures }): readonly Finding[] => [
    { code: [signature, status].filter(Boolean).join(' '), message },
    ...failures,
  ]);
  const lists: readonly (readonly [string, readonly Finding[]])[] = [
    [t('requests.detail.xml'), xmlFindings],
    [t('requests.detail.csv'), csvFindings],
    [t('requests.detail.signatures'), ofSignatures],
    [t('requests.detail.addition'), addition.code || addition.message ? [addition] : []],
  ];
  const found = lists.filter(([, findings]) => findings.length > 0);
  if (found.length === 0) return null;
  return (
    <section className="stack" aria-label={t('requests.detail.findings')}>
      <h3>{t('requests.detail.findings')}</h3>
      {found.map(([title, findings]) => (
        <div key={title}>
          <h4>{title}</h4>
          <ul className="refused">
            {findings.map((finding) => (
              <li key={`${finding.code} ${finding.message}`}>{t('requests.detail.finding', finding)}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
