import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { Banner } from '../../design/banner.tsx';
import { type Definition, DefinitionList } from '../../design/definition-list.tsx';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { AnswerFindings } from './answer-findings.tsx';
import { answerWord, inFours } from './request-state.ts';

type Later = PrescriptionRequestView['later'][number];

/** What the service answered after the answer that counts, each whole. */
export function LaterAnswers({ later }: { readonly later: readonly Later[] }) {
  const { t, language } = useWords();
  const factsOf = ({ arrivedAt, sha256, response }: Later): readonly Definition[] => [
    { term: t('requests.detail.arrived'), value: dateAndTimeShort(arrivedAt, language) },
    { term: t('requests.detail.outcome'), value: response ? answerWord(response, t) : t('requests.list.deleted') },
    ...(response?.accessCode ? [{ term: t('requests.detail.code'), value: inFours(response.accessCode) }] : []),
    ...(sha256 ? [{ term: t('requests.detail.digest'), value: sha256, code: true }] : []),
  ];
  return (
    <Banner status="unsure" heading={t('requests.detail.later')}>
      <div className="stack">
        <p>{t('requests.detail.later-note')}</p>
        {later.map((answer) => (
          <div key={`${answer.arrivedAt} ${answer.sha256}`} className="stack">
            <DefinitionList stacked items={factsOf(answer)} />
            {answer.response && <AnswerFindings response={answer.response} />}
          </div>
        ))}
      </div>
    </Banner>
  );
}
