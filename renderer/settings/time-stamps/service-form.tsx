import { useState } from 'react';
import type { TimeStampServiceView, TimeStampTest } from '../../../main/api/schema/time-stamping.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { EMPTY_DRAFT, orderOf, type ServiceDraft } from './service-draft.ts';
import { TestResult } from './test-result.tsx';

const DIGESTS = ['sha256', 'sha384', 'sha512'] as const;

const draftOf = (service: Omit<TimeStampServiceView, 'hasPassword'> | null): ServiceDraft =>
  service ? { url: service.url, digest: service.digest, policy: service.policy ?? '', user: service.user ?? '', password: '' } : EMPTY_DRAFT;

interface ServiceFormProps {
  readonly service: TimeStampServiceView | null;
  /** Hosts from which revocation data may always be fetched. */
  readonly published: readonly string[];
  readonly onChange: () => void;
}

/** The service that makes time stamps: where it is, what it is asked for, who asks; and a try. */
export function ServiceForm({ service, published, onChange }: ServiceFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [draft, setDraft] = useState(() => draftOf(service));
  const [test, setTest] = useState<TimeStampTest | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const set = (part: Partial<ServiceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { order, wrong } = orderOf(draft, service);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(service));
  const begin = (work: () => Promise<unknown>) => {
    setTest(null);
    setDone(null);
    return attempt(work);
  };
  const save = (next: typeof order, said: string) =>
    begin(async () => {
      await desk.timeStamping.setService(next);
      setDraft(draftOf(next && { ...next, user: next.authorization?.user ?? null }));
      setDone(said);
      onChange();
    });
  const sentence = (field: keyof ServiceDraft) => (wrong === field && draft[field] !== '' ? t(`settings.service.wrong.${field}`) : null);
  return (
    <>
      <TextField type="url" code label={t('settings.service.url')} value={draft.url} onChange={(url) => set({ url })} wrong={sentence('url')} />
      <div className="settings-row">
        <Select
          label={t('settings.service.digest')}
          options={DIGESTS.map((id) => ({ id, label: t(`settings.service.digests.${id}`) }))}
          value={draft.digest}
          onChange={(digest) => set({ digest })}
        />
        <TextField
          code
          label={t('settings.service.policy')}
          note={t('settings.service.policy-note')}
          value={draft.policy}
          onChange={(policy) => set({ policy })}
          wrong={sentence('policy')}
        />
      </div>
      <div className="settings-row">
        <TextField
          label={t('settings.service.user')}
          note={t('settings.service.user-note')}
          value={draft.user}
          onChange={(user) => set({ user })}
          wrong={sentence('user')}
        />
        <TextField
          type="password"
          label={t('settings.service.password')}
          note={t(service?.hasPassword ? 'settings.service.password-kept' : 'settings.service.password-note')}
          value={draft.password}
          onChange={(password) => set({ password })}
          wrong={sentence('password')}
        />
      </div>
      <div className="settings-actions">
        <Button kind="primary" isDisabled={working || !changed || !order} onPress={() => save(order, t('settings.service.saved'))}>
          {t('settings.save')}
        </Button>
        {service && (
          <Button isDisabled={working || changed} onPress={() => begin(async () => setTest(await desk.timeStamping.testService()))}>
            {t('settings.service.test')}
          </Button>
        )}
        {service && (
          <Button kind="quiet" isDisabled={working} onPress={() => save(null, t('settings.service.forgotten'))}>
            {t('settings.service.forget')}
          </Button>
        )}
      </div>
      {working && <Progress label={t('settings.service.working')} done={null} />}
      {done && !working && <Done>{done}</Done>}
      {failure && <ErrorPanel failure={failure} />}
      {test && !working && !failure && <TestResult test={test} published={published} />}
    </>
  );
}
