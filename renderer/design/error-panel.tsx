import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import { copyText } from '../client/copy-text.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/** Code and facts for support. Failures carry no secret, by the contract. */
const details = ({ code, detail }: Failure) => [code, ...Object.entries(detail).map(([name, value]) => `${name}: ${value}`)].join('\n');

/** What happened, what was not lost, and the next step; the code is there for support. */
export function ErrorPanel({ failure, onRetry }: { readonly failure: Failure; readonly onRetry?: () => void }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const sentence = (part: 'heading' | 'happened' | 'todo') =>
    t(knownKey(`errors.${failure.code}.${part}`) ?? `errors.INTERNAL_FAULT.${part}`, failure.detail);
  return (
    <Banner
      status="error"
      live="alert"
      heading={sentence('heading')}
      actions={
        <>
          {onRetry && <Button onPress={onRetry}>{t('frame.retry')}</Button>}
          <Button kind="quiet" onPress={() => copyText(details(failure)).then(() => setCopied(true))}>
            {copied ? t('frame.failure.copied') : t('frame.failure.copy')}
          </Button>
        </>
      }
    >
      <p>{sentence('happened')}</p>
      <p>
        <strong>{t('frame.failure.next')}</strong>　{sentence('todo')}
      </p>
      <p className="quiet">
        <small>{t('frame.failure.code', { code: failure.code })}</small>
      </p>
    </Banner>
  );
}
