import { useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import type { QualificationProgress } from '../../main/api/schema/qualification.ts';
import { ReaderList } from '../card/reader-list.tsx';
import { holderCertificate, nameOf } from '../card/reader-state.ts';
import { useDesk } from '../client/desk-context.tsx';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Progress } from '../design/progress.tsx';
import { PinAsked } from '../sign/pin-asked.tsx';
import { useWords } from '../words/words.tsx';
import { ResultPart } from './result-part.tsx';
import { useCheck } from './use-check.ts';

interface CheckProps {
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** The candidate's card on the reader, the PIN where the candidate types it, and what came of it. */
export function CheckPart({ reader, onChoose }: CheckProps) {
  const { t } = useWords();
  const { cards } = useDesk();
  const checking = useCheck();
  const [possession, setPossession] = useState(true);
  const { progress, failure } = checking;
  const shown = failure ?? progress?.failure ?? null;
  // What was left out for one candidate is not left out for the next.
  const next = () => {
    checking.clear();
    setPossession(true);
  };
  if (progress?.state === 'done' && progress.result) {
    return <ResultPart result={progress.result} insertion={checking.insertion} reader={reader} onNext={next} />;
  }
  if (progress && progress.state !== 'failed') return <Running progress={progress} onStop={checking.stop} />;
  const certificate = reader?.state === 'hpki' ? holderCertificate(reader) : null;
  return (
    <div className="stack">
      {shown && <ErrorPanel failure={shown} />}
      <p className="lead">{certificate ? t('qualification.check.on-reader', { name: nameOf(certificate) }) : t('qualification.check.lead')}</p>
      {reader?.state === 'foreign' && <p>{t('qualification.check.not-hpki')}</p>}
      <Checkbox
        label={t('qualification.check.with-possession')}
        note={t('qualification.check.with-possession-note')}
        on={possession}
        onChange={setPossession}
      />
      <p>
        <Button
          kind="primary"
          isDisabled={reader?.state !== 'hpki'}
          onPress={() => reader && checking.start({ reader: reader.name, possession }, reader.insertion)}
        >
          {t('qualification.check.start')}
        </Button>
      </p>
      {(cards?.readers.length ?? 0) > 1 && <ReaderList readers={cards?.readers ?? []} current={reader} onChoose={onChoose} />}
    </div>
  );
}

function Running({ progress, onStop }: { readonly progress: QualificationProgress; readonly onStop: () => void }) {
  const { t } = useWords();
  const { state, pinPage, triesLeft } = progress;
  const asking = state === 'awaiting-pin' && pinPage !== null;
  return (
    <div className="stack">
      {asking ? (
        <PinAsked page={pinPage} heading={t('qualification.check.awaiting')}>
          {triesLeft !== null && <p>{t('qualification.check.tries', { tries: triesLeft })}</p>}
        </PinAsked>
      ) : (
        <Progress label={t(state === 'reading' ? 'qualification.check.reading' : 'qualification.check.proving')} done={null} />
      )}
      <p>
        <Button onPress={onStop}>{t('qualification.check.stop')}</Button>
      </p>
    </div>
  );
}
