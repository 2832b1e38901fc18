import { useEffect, useRef, useState } from 'react';
import type { CredentialObject, HolderPage } from '../../../main/api/schema/credentials.ts';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { HolderSearch } from '../search/holder-search.tsx';
import './stop.css';
import { StopCards } from './stop-cards.tsx';
import { StopForm } from './stop-form.tsx';
import { Stopped } from './stopped.tsx';

interface Chosen {
  readonly page: HolderPage;
  readonly card: CredentialObject;
}

/** The emergency stop: find the card, say why; then it is on hold at once, and can be resumed until a second person confirms what cannot be undone. */
export function StopPanel() {
  const { stopping } = useWorkspace();
  return stopping === null ? null : <Stop key={stopping} first={stopping} />;
}

function Stop({ first }: { readonly first: number | 'new' }) {
  const { t } = useWords();
  const { setStopping, changed } = useWorkspace();
  const [holder, setHolder] = useState<number | null>(first === 'new' ? null : first);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [stopped, setStopped] = useState<HolderPage | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    panel.current?.closest('main')?.scrollTo({ top: 0 });
  }, []);
  const end = () => setStopping(null);
  const other = () => {
    setHolder(null);
    setChosen(null);
  };
  return (
    <section
      ref={panel}
      className="stop-panel no-print"
      aria-labelledby="stop-heading"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && !event.nativeEvent.isComposing && end()}
    >
      <div className="stop-head">
        <h2 id="stop-heading" ref={heading} tabIndex={-1}>
          {t('credentials.screen.stop.title')}
        </h2>
        {!stopped && (
          <ol className="stop-steps">
            <li aria-current={chosen ? undefined : 'step'}>{t('credentials.screen.stop.step-card')}</li>
            <li aria-current={chosen ? 'step' : undefined}>{t('credentials.screen.stop.step-why')}</li>
          </ol>
        )}
        <Button kind="quiet" icon="close" aria-label={t('frame.close')} onPress={end} />
      </div>
      {stopped ? (
        <Stopped page={stopped} onEnd={end} />
      ) : (
        <>
          {holder === null && <HolderSearch inline label={t('credentials.screen.stop.find')} onPick={(hit) => setHolder(hit.holder)} />}
          {holder !== null && (
            <StopCards
              key={holder}
              holder={holder}
              chosen={chosen?.card.id ?? null}
              onChoose={(page, card) => setChosen({ page, card })}
              onOther={other}
            />
          )}
          {chosen && (
            <StopForm
              key={chosen.card.id}
              card={chosen.card}
              fields={chosen.page.fields}
              onStopped={(page) => {
                setStopped(page);
                changed();
              }}
            />
          )}
        </>
      )}
    </section>
  );
}
