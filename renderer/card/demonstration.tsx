import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TestMark } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';

/** The card that needs no reader: offered large at the first start, quietly later. */
export function Demonstration() {
  const { t } = useWords();
  const { desk, info, setInfo } = useDesk();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!info) return null;
  const inserted = info.demonstrationCard === 'in-reader';
  const move = async () => {
    setWorking(true);
    setFailure(null);
    await (inserted ? desk.demonstration.remove() : desk.demonstration.insert()).then(setInfo, (error: unknown) => setFailure(failureOf(error)));
    setWorking(false);
  };
  const fresh = info.demonstrationCard === 'none';
  return (
    <Section title={fresh ? t('card.demonstration.offer') : t('card.demonstration.title')}>
      <div className="demonstration">
        <p>
          <TestMark>{t('frame.test.mark')}</TestMark>
        </p>
        <div>
          <p>{fresh ? t('card.demonstration.offer-text') : inserted ? t('card.demonstration.in') : t('card.demonstration.out')}</p>
          <p>{t('card.demonstration.pin')}</p>
        </div>
        <Button kind={fresh ? 'primary' : 'secondary'} onPress={move} isDisabled={working}>
          {inserted ? t('card.demonstration.remove') : t('card.demonstration.insert')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} onRetry={move} />}
    </Section>
  );
}
