import type { ImportAnswer, ImportField, ImportOrder } from '../../main/api/schema/membership.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Progress } from '../design/progress.tsx';
import { Select } from '../design/select.tsx';
import { StatusLine } from '../design/status.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { useWords } from '../words/words.tsx';
import { ImportProblems } from './import-problems.tsx';

interface ImportPreviewProps {
  readonly order: Pick<ImportOrder, 'file' | 'columns' | 'confirmed'>;
  readonly answer: ImportAnswer;
  readonly working: boolean;
  /** Looks again, with other columns or with persons compared. */
  readonly onChange: (part: Pick<ImportOrder, 'columns' | 'confirmed'>) => void;
  readonly onApply: () => void;
  readonly onCancel: () => void;
}

type Told = NonNullable<ImportOrder['columns']>[number];

const UNUSED = '*';
const FIELDS: readonly ImportField[] = [
  'registration',
  'name',
  'familyName',
  'givenName',
  'kana',
  'familyKana',
  'givenKana',
  'affiliation',
  'birthDate',
  'myPage',
  'room',
];
const CHANGES = ['added', 'changed', 'unchanged', 'gone'] as const;

/** What a file says and would change, before it does. */
export function ImportPreview({ order, answer, working, onChange, onApply, onCancel }: ImportPreviewProps) {
  const { t } = useWords();
  const { file, columns = [], confirmed = [] } = order;
  const heading = useLostFocus<HTMLHeadingElement>(file, { atFirst: true });
  const blocked = answer.problems.some(({ id, value }) => id === 'columns-missing' && value === 'name');
  const options = [{ id: UNUSED, label: t('members.preview.unused') }, ...FIELDS.map((id) => ({ id, label: t(`members.field.${id}`) }))];
  const tell = (changed: Told) => onChange({ columns: [...columns.filter(({ heading: of }) => of !== changed.heading), changed], confirmed });
  return (
    <section className="members-preview" aria-label={t('members.preview.title', { name: file.name })}>
      <h3 ref={heading} tabIndex={-1}>
        {t('members.preview.title', { name: file.name })}
      </h3>
      <p>{t('members.preview.summary', { rows: answer.rows, encoding: t(`members.preview.encodings.${answer.encoding}`) })}</p>
      <dl className="members-changes" aria-label={t('members.preview.changes')}>
        {CHANGES.map((id) => (
          <div key={id} className={id === 'gone' && answer.gone > 0 ? 'tone-warning' : undefined}>
            <dt>{t(`members.preview.${id}`)}</dt>
            <dd>{t('members.lists.count', { count: answer[id] })}</dd>
          </div>
        ))}
      </dl>
      {answer.gone > 0 && <StatusLine status="warning">{t('members.preview.gone-note', { count: answer.gone })}</StatusLine>}
      <h4>{t('members.preview.columns')}</h4>
      <p className="quiet">{t('members.preview.told')}</p>
      <ul className="members-columns">
        {answer.columns.map(({ heading: of, field }) => (
          <li key={of}>
            <Select
              label={of}
              options={options}
              value={field ?? UNUSED}
              onChange={(id) => tell({ heading: of, field: id === UNUSED ? null : (id as ImportField) })}
            />
          </li>
        ))}
      </ul>
      {answer.problems.length === 0 ? (
        <StatusLine status="success">{t('members.preview.no-problems')}</StatusLine>
      ) : (
        <ImportProblems problems={answer.problems} confirmed={confirmed} onConfirmed={(numbers) => onChange({ columns, confirmed: [...numbers] })} />
      )}
      {working && <Progress label={t('members.import.working')} done={null} />}
      {blocked && <Banner status="error" live="status" heading={t('members.preview.blocked')} />}
      <div className="members-actions">
        <Button kind="primary" isDisabled={working || blocked} onPress={onApply}>
          {t('members.preview.apply')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('members.preview.cancel')}
        </Button>
      </div>
    </section>
  );
}
