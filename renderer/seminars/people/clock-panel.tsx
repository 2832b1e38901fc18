import { useState } from 'react';
import type { FactView } from '../../../main/api/schema/attendance.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useStaff } from '../../reception/use-staff.ts';
import { dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { clockSteps } from './clock-steps.ts';
import type { PanelProps } from './panel-props.ts';

const MINUTE_MS = 60_000;
const ALL = 'all';
const SIGNS = ['slow', 'fast'] as const;

/** Minutes as they were entered, at most a hundred years: a clock without battery begins anew decades ago. */
function minutesOf(text: string): number | null {
  const minutes = /^\d{1,8}$/.test(text.normalize('NFKC').trim()) ? Number(text.normalize('NFKC')) : 0;
  return minutes > 0 && minutes <= 100 * 366 * 24 * 60 ? minutes : null;
}

/** Tells how far the clock of one station was off, for its facts of this seminar; the facts themselves stay as they are. */
export function ClockPanel({ seminar, facts, onChanged, onClose }: PanelProps & { readonly facts: readonly FactView[] }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const devices = [...new Set(facts.map(({ device }) => device))];
  const [chosen, setChosen] = useState<string | null>(null);
  const device = chosen ?? devices[0] ?? '';
  const [sign, setSign] = useState<(typeof SIGNS)[number]>('slow');
  const [minutes, setMinutes] = useState('');
  const [last, setLast] = useState(ALL);
  const [reason, setReason] = useState('');
  const [by, setBy] = useStaff();
  const [done, setDone] = useState(false);
  const off = minutesOf(minutes);
  const own = facts.filter((fact) => fact.device === device).sort((a, b) => a.sequence - b.sequence);
  const records = [
    { id: ALL, label: t('training.clock.all') },
    ...clockSteps(own).map(({ sequence, at, next }) => ({
      id: String(sequence),
      label: t('training.clock.up-to', { at: dateAndTimeShort(at, language), next: dateAndTimeShort(next, language) }),
    })),
  ];
  const to = last === ALL ? undefined : Number(last);
  const choose = (id: string) => {
    setChosen(id);
    setLast(ALL);
  };
  const correct = () =>
    attempt(async () => {
      if (off === null) return;
      const offsetMs = (sign === 'slow' ? 1 : -1) * off * MINUTE_MS;
      await desk.attendance.correctClock({ seminar: seminar.id, device, offsetMs, to, reason: reason.trim(), by: by.trim() });
      setDone(true);
      onChanged();
    });
  return (
    <SidePanel title={t('training.tools.clock')} about="clock" onClose={onClose}>
      <p>{t('training.clock.note')}</p>
      {devices.length === 0 ? (
        <p>{t('training.fact.none')}</p>
      ) : (
        <>
          <Select label={t('training.clock.device')} options={devices.map((id) => ({ id, label: id }))} value={device} onChange={choose} />
          <p className="quiet">
            {t('training.clock.span', {
              count: own.length,
              from: dateAndTimeShort(own[0]?.at ?? '', language),
              to: dateAndTimeShort(own.at(-1)?.at ?? '', language),
            })}
          </p>
          {records.length > 1 && <Select label={t('training.clock.records')} options={records} value={last} onChange={setLast} />}
          <Select
            label={t('training.clock.was')}
            options={SIGNS.map((id) => ({ id, label: t(`training.clock.signs.${id}`) }))}
            value={sign}
            onChange={setSign}
          />
          <TextField
            label={t('training.clock.minutes')}
            unit={t('training.policy.minutes')}
            inputMode="numeric"
            value={minutes}
            onChange={setMinutes}
            wrong={minutes !== '' && off === null ? t('training.clock.minutes-wrong') : null}
          />
          <TextField label={t('training.reason')} value={reason} onChange={setReason} />
          <TextField label={t('training.by')} value={by} onChange={setBy} />
          <Button kind="primary" isDisabled={working || off === null || !reason.trim() || !by.trim()} onPress={correct}>
            {t('training.clock.correct')}
          </Button>
          {done && <Done>{t('training.clock.done')}</Done>}
        </>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
