import type { Failure } from '../../../main/api/schema/common.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

interface ToldProps {
  readonly failure: Failure;
  readonly onRetry?: () => void;
}

/** What the hub refused, in words: those of the program's errors, or of the hub's own refusals. */
export function Told({ failure, onRetry }: ToldProps) {
  const { t } = useWords();
  const retry = onRetry ? { onRetry } : {};
  if (knownKey(`errors.${failure.code}.heading`)) return <ErrorPanel failure={failure} {...retry} />;
  const heading = knownKey(`hub.refusal.${failure.code}.heading`) ?? 'hub.refusal.other.heading';
  const todo = knownKey(`hub.refusal.${failure.code}.todo`) ?? 'hub.refusal.other.todo';
  const values = { seconds: null, ...failure.detail, code: failure.code };
  return (
    <Banner status="error" live="alert" heading={t(heading, values)} actions={onRetry && <Button onPress={onRetry}>{t('frame.retry')}</Button>}>
      <p>{t(todo, values)}</p>
    </Banner>
  );
}
