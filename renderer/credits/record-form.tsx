import { useState } from 'react';
import type { CreditRecordOrder } from '../../main/api/schema/credits.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { CreditFields } from '../seminars/plan/credit-fields.tsx';
import { emptyCredit } from '../seminars/plan/new-plan.ts';
import type { CreditDraft } from '../seminars/plan/plan-draft.ts';
import { unitsOf } from '../seminars/plan/plan-draft.ts';
import { useWords } from '../words/words.tsx';
import type { AccountPanelProps } from './panel-props.ts';

const ORIGINS = ['elsewhere', 'opening'] as const;
type Origin = (typeof ORIGINS)[number];
const WAYS = [
  'e-learning',
  'lecture',
  'paper',
  'teaching',
  'journal-answers',
  'training-post',
  'other',
] as const satisfies readonly CreditRecordOrder['way'][];

/** Units earned up to this day are in the paper booklet and not in the national system (kamisuism.com/ohp_inquiry). */
const BOOKLET_UNTIL = '2025-03-31';

/** Enters units earned elsewhere, or the balance of the paper booklet. */
export function RecordForm({ schemes, onChanged, onClose }: AccountPanelProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [origin, setOrigin] = useState<Origin>('elsewhere');
  const [day, setDay] = useState('');
  const [title, setTitle] = useState('');
  const [way, setWay] = useState<CreditRecordOrder['way']>('e-learning');
  const [credit, setCredit] = useState<CreditDraft>(() => emptyCredit(schemes[0]));
  const [certifiedNumber, setNumber] = useState('');
  const [note, setNote] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const units = unitsOf(credit.units);
  const late = origin === 'opening' && day > BOOKLET_UNTIL;
  const complete = day !== '' && !late && title.trim() !== '' && units !== null;
  const choose = (next: Origin) => {
    setOrigin(next);
    if (next === 'opening') {
      setDay(BOOKLET_UNTIL);
      setTitle(t('credits.booklet'));
    }
  };
  const add = () =>
    attempt(async () => {
      if (units === null) return;
      const { scheme, category, code } = credit;
      const entered = title.trim();
      const account = await desk.credits.add({
        origin,
        day,
        title: entered,
        credit: { scheme, category: category || null, code: code.trim() || null, units },
        way: origin === 'opening' ? 'other' : way,
        certifiedNumber: certifiedNumber.trim(),
        note: note.trim(),
      });
      setTitle('');
      setCredit({ ...credit, code: '', units: '' });
      setDone(entered);
      onChanged(account);
    });
  return (
    <SidePanel title={t('credits.tools.add')} about="add" onClose={onClose}>
      <Select
        label={t('credits.filter-origin')}
        options={ORIGINS.map((id) => ({ id, label: t(`credits.origin.${id}`) }))}
        value={origin}
        onChange={choose}
      />
      {origin === 'opening' && <p className="quiet">{t('credits.opening-note')}</p>}
      {origin === 'elsewhere' && (
        <Select label={t('credits.way-label')} options={WAYS.map((id) => ({ id, label: t(`credits.way.${id}`) }))} value={way} onChange={setWay} />
      )}
      <TextField label={t('credits.column.title')} value={title} onChange={setTitle} />
      <TextField type="date" label={t('credits.column.day')} value={day} onChange={setDay} wrong={late ? t('credits.opening-day-wrong') : null} />
      <CreditFields
        credit={credit}
        schemes={schemes}
        wrong={credit.units !== '' && units === null ? 'units-wrong' : undefined}
        onChange={setCredit}
        severalCodes={origin === 'opening'}
      />
      {origin === 'elsewhere' && <TextField label={t('credits.certified-number')} value={certifiedNumber} onChange={setNumber} />}
      <TextField label={t('credits.note')} value={note} onChange={setNote} />
      <Button kind="primary" isDisabled={working || !complete} onPress={add}>
        {t('credits.add')}
      </Button>
      {done && <Done>{t('credits.added', { title: done })}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
