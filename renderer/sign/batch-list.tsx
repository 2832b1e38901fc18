import { useState } from 'react';
import type { SigningBatch } from '../../main/api/schema/signing.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { ConfirmActions } from '../design/confirm-actions.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StatusLine } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { dateAndTime } from '../words/dates.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { reasonOf } from './batch-state.ts';
import { PinPlace } from './pin-place.tsx';
import { RevocationPart } from './revocation-part.tsx';
import type { Signing } from './use-signing.ts';

/** Batches that were cut off: what is signed, why it stopped, and the ways on. */
export function BatchList({ signing }: { readonly signing: Signing }) {
  const { t } = useWords();
  const { batches, readiness, choices, choose, resumeObstacle } = signing;
  if (batches.failure) return <ErrorPanel failure={batches.failure} onRetry={batches.ask} />;
  if (!batches.value || batches.value.length === 0) return null;
  return (
    <Section title={t('sign.batch.title')} note={t('sign.batch.note')}>
      {readiness.value?.certificate && readiness.value.revocation.status !== 'good' && (
        <RevocationPart readiness={readiness.value} choices={choices} choose={choose} />
      )}
      {resumeObstacle && <p className="quiet">{t(knownKey(`sign.action.needs-${resumeObstacle}`) ?? 'sign.batch.not-now')}</p>}
      <ul className="batch-list">
        {batches.value.map((batch) => (
          <li key={batch.id}>
            <BatchEntry batch={batch} signing={signing} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function BatchEntry({ batch, signing }: { readonly batch: SigningBatch; readonly signing: Signing }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [closing, setClosing] = useState(false);
  const { failure, working, attempt } = useTrying();
  const { id, madeAt, total, done, failed, waiting } = batch;
  const close = () => attempt(() => desk.signing.closeBatch({ batch: id }).then(signing.batches.ask));
  return (
    <div className="batch">
      <p>
        <StatusLine status="warning">{t('sign.batch.counts', { done, total, waiting, failed })}</StatusLine>
      </p>
      <p className="quiet">{t('sign.batch.when', { date: dateAndTime(madeAt, language), reason: t(reasonOf(batch)) })}</p>
      {failure && <ErrorPanel failure={failure} />}
      {closing ? (
        <>
          <p>{t('sign.batch.close-note', { count: total - done })}</p>
          <ConfirmActions label={t('sign.batch.close')} kind="danger" isDisabled={working} onConfirm={close} onCancel={() => setClosing(false)} />
        </>
      ) : (
        <>
          {waiting > 0 && <PinPlace readiness={signing.readiness.value} count={waiting} />}
          <div className="form-actions">
            {waiting > 0 && (
              <Button kind="primary" isDisabled={signing.resumeObstacle !== null} onPress={() => signing.resume(id)}>
                {t('sign.batch.resume', { count: waiting })}
              </Button>
            )}
            <Button kind="quiet" onPress={() => setClosing(true)}>
              {t('sign.batch.close')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
