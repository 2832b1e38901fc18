import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import { copyText } from '../client/copy-text.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import './error-panel.css';

/** Code and facts for support. Failures carry no secret, by the contract. */
const details = ({ code, detail }: Failure) => [code, ...Object.entries(detail).map(([name, value]) => `${name}: ${value}`)].join('\n');

interface FailureProps {
  readonly failure: Failure;
  readonly onRetry?: () => void;
}

function useSentence({ code, detail }: Failure) {
  const { t } = useWords();
  return (part: 'heading' | 'happened' | 'todo') => t(knownKey(`errors.${code}.${part}`) ?? `errors.INTERNAL_FAULT.${part}`, detail);
}

/** What happened, what was not lost, and the next step; the code is there for support. */
export function FailureBody({ failure, onRetry }: FailureProps) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const sentence = useSentence(failure);
  return (
    <div className="failure">
      <p>{sentence('happened')}</p>
      <p>
        <strong>{t('frame.failure.next')}</strong>
        <br />
        {sentence('todo')}
      </p>
      <div className="failure-actions">
        {onRetry && <Button onPress={onRetry}>{t('frame.retry')}</Button>}
        <Button kind="quiet" onPress={() => copyText(details(failure)).then(() => setCopied(true))}>
          {copied ? t('frame.failure.copied') : t('frame.failure.copy')}
        </Button>
        <span className="quiet">{t('frame.failure.code', { code: failure.code })}</span>
      </div>
    </div>
  );
}

/** A failure as a whole: the heading names it, the body explains it. */
export function ErrorPanel({ failure, onRetry }: FailureProps) {
  const sentence = useSentence(failure);
  return (
    <Banner status="error" live="alert" heading={sentence('heading')}>
      <FailureBody failure={failure} {...(onRetry ? { onRetry } : {})} />
    </Banner>
  );
}
