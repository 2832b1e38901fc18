import type { SigningProgress } from '../../main/api/schema/signing.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import type { Status } from '../design/status.tsx';
import { EntryActions } from '../documents/entry-actions.tsx';
import type { Translate } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { JobItems } from './job-items.tsx';
import { PinPlace } from './pin-place.tsx';
import type { Signing } from './use-signing.ts';

/** The first sentence of a result: the answer. */
function answerOf({ state, items }: SigningProgress, t: Translate): { status: Status; heading: string } {
  const total = items.length;
  const done = items.filter((item) => item.state === 'done').length;
  if (state === 'done' && done === total) return { status: 'success', heading: t('sign.result.done', { count: total }) };
  if (state === 'cancelled')
    return { status: 'info', heading: done > 0 ? t('sign.result.cancelled-some', { done, total }) : t('sign.result.cancelled') };
  return done > 0 ? { status: 'warning', heading: t('sign.result.some', { done, total }) } : { status: 'error', heading: t('sign.result.failed') };
}

/** What became of the job: a green line with the file's name, and where to go from there. */
export function ResultColumn({ signing }: { readonly signing: Signing }) {
  const { t } = useWords();
  const { job, jobFailure } = signing;
  if (!job) return jobFailure && <ErrorPanel failure={jobFailure} />;
  const answer = answerOf(job, t);
  const failure = jobFailure ?? job.failure;
  const complete = answer.status === 'success';
  const level = job.items.find(({ entry }) => entry)?.entry?.level;
  const waits = signing.batches.value?.find(({ id, waiting }) => id === job.batch && waiting > 0);
  const only = job.items.length === 1 ? job.items[0]?.entry : null;
  return (
    <>
      <div className="column-body">
        <Banner status={answer.status} heading={answer.heading} live="status">
          {only && <p className="result-name">{only.outputName}</p>}
          {level && <p>{t('sign.result.level', { level: t(`sign.how.levels.${level}`) })}</p>}
        </Banner>
        {only && <EntryActions entry={only} />}
        {failure && failure.code !== 'PIN_CANCELLED' && job.state !== 'cancelled' && <ErrorPanel failure={failure} />}
        {!only && (
          <JobItems
            items={job.items}
            more={(item) =>
              item.entry ? (
                <EntryActions entry={item.entry} />
              ) : (
                item.failure && item.failure.code !== failure?.code && <ErrorPanel failure={item.failure} />
              )
            }
          />
        )}
      </div>
      <footer className="column-foot">
        {waits ? (
          <>
            <PinPlace readiness={signing.readiness.value} count={waits.waiting} />
            <Button kind="primary" wide isDisabled={signing.resumeObstacle !== null} onPress={() => signing.resume(waits.id)}>
              {t('sign.batch.resume', { count: waits.waiting })}
            </Button>
            <Button wide onPress={signing.next}>
              {t('sign.batch.later')}
            </Button>
          </>
        ) : (
          <Button kind="primary" wide onPress={signing.next}>
            {complete ? t('sign.result.next') : t('sign.result.back')}
          </Button>
        )}
      </footer>
    </>
  );
}
