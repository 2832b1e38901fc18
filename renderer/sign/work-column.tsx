import { useEffect, useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { Banner } from '../design/banner.tsx';
import { BrowserPage } from './remote/browser-page.tsx';
import { Button } from '../design/button.tsx';
import { Progress } from '../design/progress.tsx';
import { useWords } from '../words/words.tsx';
import { JobItems } from './job-items.tsx';
import { pace } from './pace.ts';
import { PinHeld } from './pin-held.tsx';
import { PinAsked } from './pin-asked.tsx';
import type { Signing } from './use-signing.ts';

/** Milliseconds since the card began, told anew each second so that the time left counts down. */
function useElapsed(startedAt: number | null): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return startedAt === null ? 0 : Math.max(0, now - startedAt);
}

/** The job while it runs: what it waits for, how far it is, and a way to stop it. */
export function WorkColumn({ signing, reader }: { readonly signing: Signing; readonly reader: ReaderView | null }) {
  const { t } = useWords();
  const { job, startedAt, cancel } = signing;
  const elapsed = useElapsed(startedAt);
  if (!job) return null;
  const { items, counts, pinHeld } = job;
  const done = counts.done + counts.failed;
  const known = pace(done, counts.total, elapsed);
  const words = [
    counts.total > 1 && t('sign.progress.count', { done, total: counts.total }),
    counts.signedBefore > 0 && t('sign.progress.before', { count: counts.signedBefore }),
    known && t('sign.progress.rate', { seconds: known.secondsEach }),
    known && t('sign.progress.left', { seconds: known.secondsLeft }),
  ];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard could not scroll a long list */}
      <section className="column-body" tabIndex={0} aria-label={t('sign.document.list')}>
        {job.atReader ? (
          <Banner status="info" live="status" heading={t('sign.progress.at-reader')}>
            {counts.total > 1 && <p>{t('sign.progress.at-reader-count', { number: done + 1, total: counts.total })}</p>}
            <p>{t('sign.progress.at-reader-note', { tries: job.triesLeft ?? 'unknown' })}</p>
          </Banner>
        ) : job.browserPage !== null ? (
          <BrowserPage
            address={job.browserPage}
            heading={t('sign.progress.in-browser')}
            receiver={reader?.service?.host ?? '–'}
            note={t('sign.progress.in-browser-note')}
          />
        ) : job.state === 'awaiting-pin' ? (
          <PinAsked page={job.pinPage} heading={t('sign.progress.awaiting-pin')}>
            <p>{t('sign.progress.awaiting-pin-note')}</p>
          </PinAsked>
        ) : (
          <Progress
            label={job.state === 'signing' ? t('sign.progress.signing') : t('sign.progress.preparing')}
            done={job.state === 'signing' && counts.total > 1 ? done / counts.total : null}
            words={words.filter((word) => typeof word === 'string').join(' ')}
          />
        )}
        {pinHeld && <PinHeld held={pinHeld} />}
        <JobItems items={items} />
      </section>
      <footer className="column-foot">
        <Button wide onPress={cancel}>
          {t('sign.progress.cancel')}
        </Button>
      </footer>
    </>
  );
}
