import { useState } from 'react';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { dateAlone } from '../words/dates.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';
import { type Meant, meantWords } from './selection-words.ts';

const WITHOUT_YEARS = 'for-good';

/** Says how long documents must be kept, by the rules on record or as the person decides. */
export function RetentionPanel({ meant, onClose, onDone }: { readonly meant: Meant; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const rules = useAnswer(() => desk.library.retentionRules(), [desk]);
  const [kind, setKind] = useState('chart');
  const [from, setFrom] = useState('');
  const [years, setYears] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const kinds = [...new Set(rules.value?.map(({ id }) => id) ?? [])];
  const rule = rules.value?.findLast(({ id }) => id === kind) ?? null;
  const typed = /^[1-9]\d?$/.test(years.normalize('NFKC').trim()) ? Number(years.normalize('NFKC')) : null;
  const asksYears = rule !== null && rule.years === null && kind !== WITHOUT_YEARS;
  const labelOf = (id: string) => {
    const key = knownKey(`documents.retention.kind.${id}`);
    return key ? t(key) : id;
  };
  const mark = (clear: boolean) =>
    attempt(async () => {
      setDone(null);
      const wanted = clear ? null : { kind, from: from || null, years: asksYears ? typed : null };
      const { documents } = await desk.library.mark({ selection: meant.selection, mark: wanted });
      setDone(t(clear ? 'documents.retention.cleared' : 'documents.retention.done', { count: documents }));
      onDone();
    });
  return (
    <SidePanel title={t('documents.retention.title')} about="retention" onClose={onClose}>
      <p className="lead">{meantWords(meant, t)}</p>
      <p>{t('documents.retention.note')}</p>
      {rules.failure && <ErrorPanel failure={rules.failure} onRetry={rules.ask} />}
      {rule && (
        <>
          <Select
            label={t('documents.retention.kind-label')}
            options={kinds.map((id) => ({ id, label: labelOf(id) }))}
            value={kind}
            onChange={setKind}
          />
          {rule.years !== null && <p>{t('documents.retention.rule', { years: rule.years })}</p>}
          {rule.source !== null && (
            <p className="source">
              {t('documents.retention.source', { source: rule.source, confirmed: dateAlone(`${rule.confirmed}T12:00:00+09:00`, language) })}
            </p>
          )}
          {asksYears && (
            <TextField
              label={t('documents.retention.years')}
              unit={t('documents.retention.years-unit')}
              inputMode="numeric"
              value={years}
              onChange={setYears}
            />
          )}
          {kind !== WITHOUT_YEARS && (
            <TextField type="date" label={t('documents.retention.from')} note={t('documents.retention.from-note')} value={from} onChange={setFrom} />
          )}
          <div className="form-actions">
            <Button kind="primary" isDisabled={working || meant.count === 0 || (asksYears && typed === null)} onPress={() => mark(false)}>
              {t('documents.retention.apply')}
            </Button>
            <Button kind="quiet" isDisabled={working || meant.count === 0} onPress={() => mark(true)}>
              {t('documents.retention.clear')}
            </Button>
          </div>
        </>
      )}
      {done && <Done>{done}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </SidePanel>
  );
}
