import type { ReaderView } from '../../main/api/schema/card.ts';
import { useDesk } from '../client/desk-context.tsx';
import { Button } from '../design/button.tsx';
import { ToggleSwitch } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { Cautions } from './cautions.tsx';
import { DocumentList } from './document-list.tsx';
import { FormatChoice } from './format-choice.tsx';
import { LevelChoice } from './level-choice.tsx';
import { PinPlace } from './pin-place.tsx';
import { RemotePart } from './remote/remote-part.tsx';
import { RevocationPart } from './revocation-part.tsx';
import { SignerPart } from './signer-part.tsx';
import { UnseenPart } from './unseen-part.tsx';
import { type Signing, signable } from './use-signing.ts';

interface DecisionColumnProps {
  readonly signing: Signing;
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** Who will sign as what, with which certificate, to which level; and the one button. */
export function DecisionColumn({ signing, reader, onChoose }: DecisionColumnProps) {
  const { t } = useWords();
  const { cards } = useDesk();
  const { desk, choices, choose, readiness, obstacle } = signing;
  const ready = signable(desk.open);
  const cardReaders = (cards?.readers ?? []).filter(({ state }) => state === 'hpki');
  const failure = readiness.failure ?? readiness.value?.failure ?? null;
  return (
    <>
      <div className="column-body">
        {desk.open.length > 1 && (
          <div className="column-part">
            <h2>{t('sign.document.count', { count: desk.open.length })}</h2>
            <DocumentList desk={desk} />
          </div>
        )}
        {desk.current?.failure && <ErrorPanel failure={desk.current.failure} />}
        <Cautions cautions={desk.current?.cautions ?? []} />
        <SignerPart
          readiness={readiness.value}
          waiting={reader?.state === 'hpki' && !readiness.value && !failure}
          pin={reader?.service?.way !== 'browser'}
        />
        {reader?.service && <RemotePart service={reader.service} documents={ready.length} />}
        {cardReaders.length > 1 && reader && (
          <Select
            label={t('sign.who.reader')}
            options={cardReaders.map(({ name }) => ({ id: name, label: name }))}
            value={reader.name}
            onChange={onChoose}
          />
        )}
        {failure && <ErrorPanel failure={failure} onRetry={readiness.ask} />}
        {readiness.value?.certificate && !failure && <RevocationPart readiness={readiness.value} choices={choices} choose={choose} />}
        <FormatChoice documents={ready} choices={choices} choose={choose} />
        {ready.length > 0 && <LevelChoice signing={signing} />}
        {ready.some(({ kind }) => kind === 'pdf') && (
          <ToggleSwitch
            label={t('sign.how.stamp')}
            words={[t('settings.on'), t('settings.off')]}
            on={choices.stamp}
            onChange={(stamp) => choose({ stamp })}
          />
        )}
      </div>
      <footer className="column-foot">
        <UnseenPart desk={desk} />
        <PinPlace readiness={readiness.value} count={ready.length} />
        <Button kind="primary" icon="sign" wide isDisabled={obstacle !== null} onPress={signing.start}>
          {ready.length > 1 ? t('sign.action.sign-many', { count: ready.length }) : t('sign.action.sign')}
        </Button>
        <div className="column-hint">
          <Button kind="quiet" onPress={signing.back}>
            {t('sign.action.back')}
          </Button>
          <p className="quiet">{t(knownKey(`sign.action.needs-${obstacle}`) ?? 'sign.action.key')}</p>
        </div>
      </footer>
    </>
  );
}
