import { useEffect, useRef } from 'react';
import type { AdvanceAnswer } from '../../../main/api/schema/credentials.ts';
import { Banner } from '../../design/banner.tsx';
import { useWords } from '../../words/words.tsx';
import { partAddress } from '../frame/parts.ts';
import { SenderMissing } from '../sender-missing.tsx';
import { LetterButtons } from './letter-buttons.tsx';

interface AnswerNoticeProps {
  /** What was done, or asked for. */
  readonly words: string;
  readonly answer: AdvanceAnswer;
}

/** What became of a step: it was made, and its letters are ready; or it waits for a second person. It comes into sight, however far below the step was. */
export function AnswerNotice({ words, answer }: AnswerNoticeProps) {
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each answer
  useEffect(() => void place.current?.scrollIntoView({ block: 'nearest' }), [answer]);
  return (
    <div ref={place} className="answer-notice">
      <Notice words={words} answer={answer} />
      {answer.letters.length > 0 && <SenderMissing />}
    </div>
  );
}

function Notice({ words, answer }: AnswerNoticeProps) {
  const { t } = useWords();
  const { outcome, letters } = answer;
  return outcome === 'proposed' ? (
    <Banner
      status="warning"
      live="status"
      heading={t('credentials.screen.answer.proposed', { what: words })}
      actions={<a href={partAddress('proposals')}>{t('credentials.screen.queue.to-proposals')}</a>}
    >
      <p>{t('credentials.screen.answer.proposed-note')}</p>
    </Banner>
  ) : (
    <Banner
      status="success"
      live="status"
      heading={t('credentials.screen.answer.done', { what: words })}
      actions={letters.length > 0 && <LetterButtons letters={letters} />}
    />
  );
}
