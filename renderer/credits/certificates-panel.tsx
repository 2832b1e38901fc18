import { useState } from 'react';
import type { HeldCertificate } from '../../main/api/schema/credits.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import { goalWords } from './account-answer.ts';
import { GOALS } from './goals.ts';
import type { AccountPanelProps } from './panel-props.ts';

type Draft = Omit<HeldCertificate, 'until'> & { readonly until: string };

const draftOf = (certificate: HeldCertificate): Draft => ({ ...certificate, until: certificate.until ?? '' });

/** The certificates the doctor holds; from them the next period runs. */
export function CertificatesPanel({ account, onChanged, onClose }: AccountPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => account.certificates.map(draftOf));
  const [done, setDone] = useState(false);
  const change = (next: readonly Draft[]) => {
    setDone(false);
    setDrafts(next);
  };
  const set = (index: number, part: Partial<Draft>) => change(drafts.map((draft, at) => (at === index ? { ...draft, ...part } : draft)));
  const wrong = ({ since, until }: Draft) => (since !== '' && until !== '' && until <= since ? t('credits.held.until-wrong') : null);
  const complete = drafts.every((draft) => draft.since !== '' && wrong(draft) === null);
  const save = () =>
    attempt(async () => {
      const next = await desk.credits.setCertificates(drafts.map((draft) => ({ ...draft, until: draft.until || null })));
      setDrafts(next.certificates.map(draftOf));
      setDone(true);
      onChanged(next);
    });
  const options = GOALS.map(({ goal }) => ({ id: goal, label: goalWords(goal, t) }));
  return (
    <SidePanel title={t('credits.tools.certificates')} about="certificates" onClose={onClose}>
      <p>{t('credits.held.note')}</p>
      {drafts.length === 0 && <p className="quiet">{t('credits.held.none')}</p>}
      {drafts.map((draft, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a certificate being written has no name of its own; its place is what it is known by
        <fieldset key={index} className="held">
          <legend>{t('credits.held.number', { number: index + 1 })}</legend>
          <Select
            label={t('credits.held.goal')}
            options={options}
            value={draft.goal}
            onChange={(goal) => set(index, { goal, scheme: GOALS.find((known) => known.goal === goal)?.scheme ?? draft.scheme })}
          />
          <TextField type="date" label={t('credits.held.since')} value={draft.since} onChange={(since) => set(index, { since })} />
          <TextField
            type="date"
            label={t('credits.held.until')}
            note={t('credits.held.until-note')}
            value={draft.until}
            onChange={(until) => set(index, { until })}
            wrong={wrong(draft)}
          />
          <Button kind="quiet" onPress={() => change(drafts.filter((_draft, at) => at !== index))}>
            {t('credits.held.remove')}
          </Button>
        </fieldset>
      ))}
      <Button icon="larger" onPress={() => change([...drafts, { ...GOALS[0], since: '', until: '' }])}>
        {t('credits.held.add')}
      </Button>
      <Button kind="primary" isDisabled={working || !complete} onPress={save}>
        {t('settings.save')}
      </Button>
      {done && <Done>{t('credits.held.saved')}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
