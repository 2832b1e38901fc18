import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';

/** How all cards stand, made anew and given to the hub. */
export function StatusListPart() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [unnamed, setUnnamed] = useState<number | null>(null);
  const publish = () =>
    attempt(async () => {
      setUnnamed(null);
      setUnnamed((await desk.exchange.publishStatus()).unnamed);
    });
  return (
    <>
      <p>
        <Button isDisabled={working} onPress={publish}>
          {t('exchange.status-list.do')}
        </Button>
      </p>
      {working && <Progress label={t('exchange.status-list.working')} done={null} />}
      {unnamed !== null && <Done>{t('exchange.status-list.done')}</Done>}
      {unnamed !== null && unnamed > 0 && <p>{t('exchange.status-list.unnamed', { count: unnamed })}</p>}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
