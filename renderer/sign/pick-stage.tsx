import { useDesk } from '../client/desk-context.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { Progress } from '../design/progress.tsx';
import { Page, Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { BatchList } from './batch-list.tsx';
import { DocumentList } from './document-list.tsx';
import type { Signing } from './use-signing.ts';
import { WatchedQueue } from './watched-queue.tsx';

/** Choosing what to sign. What is open already stays in sight. */
export function PickStage({ signing }: { readonly signing: Signing }) {
  const { t } = useWords();
  const { info } = useDesk();
  const { desk, review } = signing;
  const andReview = (work: Promise<void>) => work.then(review);
  return (
    <Page title={t('sign.title')} note={t('sign.pick.heading')}>
      <BatchList signing={signing} />
      <WatchedQueue signing={signing} />
      <FileDrop
        heading={t('sign.pick.drop')}
        note={t('sign.pick.drop-note')}
        choose={t('sign.pick.choose')}
        multiple
        onFiles={(files) => andReview(desk.take(files))}
      />
      {desk.opening > 0 && <Progress label={t('sign.pick.opening', { count: desk.opening })} done={null} />}
      {desk.rejected.length > 0 && (
        <Section title={t('sign.not-opened')}>
          {desk.rejected.map(({ name, failure }) => (
            <div key={name}>
              <h3>{name}</h3>
              <ErrorPanel failure={failure} />
            </div>
          ))}
        </Section>
      )}
      {desk.open.length > 0 && (
        <Section title={t('sign.pick.open')}>
          <DocumentList desk={desk} onShow={review} />
          <p>
            <Button kind="primary" onPress={review}>
              {t('sign.pick.continue')}
            </Button>
          </p>
        </Section>
      )}
      {info && info.demonstrationCard !== 'none' && (
        <p className="samples">
          <Button onPress={() => andReview(desk.takeSamples())}>{t('sign.pick.samples')}</Button>
          <span className="quiet">{t('sign.pick.samples-note')}</span>
        </p>
      )}
    </Page>
  );
}
