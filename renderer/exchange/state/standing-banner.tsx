import { useState } from 'react';
import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { address } from '../../frame/routes.ts';
import { useWords } from '../../words/words.tsx';
import { ageOf, failureWords } from '../exchange-words.ts';
import { failureNow, heardAt, LOOKS, standingOf } from '../standing.ts';

interface StandingBannerProps {
  readonly state: ExchangeState;
  readonly now: number;
  readonly onState: (state: ExchangeState) => void;
}

/** One sentence that answers whether this desk is up to date, and the button that makes it so. */
export function StandingBanner({ state, now, onState }: StandingBannerProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [passed, setPassed] = useState<string | null>(null);
  const standing = standingOf(state, now);
  const heard = heardAt(state);
  const age = heard === null ? t('exchange.age.never') : ageOf(heard, now, t);
  const because = failureNow(state);
  const run = () =>
    attempt(async () => {
      setPassed(null);
      const { sent, came, state: next } = await desk.exchange.run();
      onState(next);
      setPassed(t('exchange.ran', { sent, came }));
    });
  return (
    <div className="stack">
      <Banner
        status={LOOKS[standing]}
        heading={t(`exchange.standing.${standing}`, { age })}
        actions={
          state.hub && (
            <Button kind={standing === 'good' ? 'secondary' : 'primary'} isDisabled={working} onPress={run}>
              {t('exchange.run')}
            </Button>
          )
        }
      >
        <p>{t(`exchange.standing-note.${state.hub?.kind === 'person' ? 'person' : standing}`, { age })}</p>
        {state.hub?.kind === 'person' && <a href={address('members', 'procedures')}>{t('procedures.self.open')}</a>}
        {because !== null && standing !== 'good' && !failure && <p>{t('exchange.because', { reason: failureWords(because, t) })}</p>}
      </Banner>
      {working && <Progress label={t('exchange.running')} done={null} />}
      {passed && !working && <Done>{passed}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
