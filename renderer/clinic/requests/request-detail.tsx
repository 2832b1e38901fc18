import { useState } from 'react';
import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import { copyText } from '../../client/copy-text.ts';
import { Button } from '../../design/button.tsx';
import { type Definition, DefinitionList } from '../../design/definition-list.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { dateAlone, dateAndTimeShort, dateOfEightDigits } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { AnswerFindings } from './answer-findings.tsx';
import { LaterAnswers } from './later-answers.tsx';
import { answerWord, inFours, requestStatus, requestWord } from './request-state.ts';
import { SettleForm } from './settle-form.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

interface DetailProps {
  readonly request: PrescriptionRequestView;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** One request: the number that the patient takes along, large, and everything that the service said. */
export function RequestDetail({ request, onChanged, onClose }: DetailProps) {
  const { t, language } = useWords();
  const { about, response, later, words } = request;
  const issued = about && dateOfEightDigits(about.issuedOn);
  const at = (iso: string | null): string => (iso ? dateAndTimeShort(iso, language) : '—');
  const facts: readonly Definition[] = [
    { term: t('requests.detail.patient'), value: about?.patient ?? t('requests.list.deleted') },
    { term: t('requests.detail.issued'), value: issued ? dateAlone(issued, language) : (about?.issuedOn ?? '—') },
    { term: t('requests.detail.issue'), value: t(`requests.issues.${request.issue}`) },
    { term: t('requests.detail.document'), value: about?.name ?? t('requests.list.deleted') },
    { term: t('requests.detail.made'), value: at(request.madeAt) },
    { term: t('requests.detail.answered'), value: at(request.answeredAt) },
    ...(response && later.length > 0 ? [{ term: t('requests.detail.first'), value: answerWord(response, t) }] : []),
    ...(response?.prescriptionId ? [{ term: t('requests.detail.prescription'), value: response.prescriptionId, code: true }] : []),
  ];
  return (
    <SidePanel title={t('requests.detail.title')} about={request.id} onClose={onClose}>
      <StatusLine status={requestStatus(request)}>{requestWord(request, t)}</StatusLine>
      {request.state === 'uncertain' && <SettleForm key={request.id} request={request} onSettled={onChanged} />}
      {request.state === 'kept' && <WithdrawForm key={request.id} request={request} onWithdrawn={onChanged} />}
      {later.length > 0 && <LaterAnswers later={later} />}
      {response?.accessCode && <AccessCode code={response.accessCode} />}
      {!response?.accessCode && request.state !== 'withdrawn' && <p className="quiet">{t('requests.detail.no-code')}</p>}
      <DefinitionList stacked items={facts} />
      {response && <AnswerFindings response={response} />}
      {words.map(({ at: when, decision, reason, by }) => (
        <p key={when}>
          {t(decision === 'withdrawn' ? 'requests.detail.withdrawn-recorded' : 'requests.detail.reason-recorded', {
            at: at(when),
            decision: t(`requests.decisions.${decision}`),
            reason: reason ?? t('requests.list.deleted'),
            by: by ?? t('requests.list.deleted'),
          })}
        </p>
      ))}
    </SidePanel>
  );
}

function AccessCode({ code }: { readonly code: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <div className="access-code">
      <p>{t('requests.detail.code')}</p>
      <p className="access-code-digits">{inFours(code)}</p>
      <p className="access-code-note">{t('requests.detail.print-note')}</p>
      <div className="tools no-print">
        <Button onPress={() => copyText(code).then(() => setCopied(true))}>{t(copied ? 'requests.detail.copied' : 'requests.detail.copy')}</Button>
        <Button kind="quiet" onPress={() => window.print()}>
          {t('requests.detail.print')}
        </Button>
      </div>
    </div>
  );
}
