import type { ImportAnswerView, ListProblemView } from '../../../main/api/schema/hub-administration.ts';
import { Button } from '../../design/button.tsx';
import { StatusLine } from '../../design/status.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { PagedTable } from './paged-table.tsx';

interface ImportPreviewProps {
  readonly name: string;
  readonly association: string;
  readonly answer: ImportAnswerView;
  readonly working: boolean;
  readonly onApply: () => void;
  readonly onCancel: () => void;
}

/** Rows that are not taken come first: they are what somebody has to see to. */
const byWeight = (a: ListProblemView, b: ListProblemView): number => Number(a.taken) - Number(b.taken) || a.line - b.line;

/** What a list says and would change, before it does. */
export function ImportPreview({ name, association, answer, working, onApply, onCancel }: ImportPreviewProps) {
  const { t } = useWords();
  const heading = useLostFocus<HTMLHeadingElement>(answer, { atFirst: true });
  const { added, changed, ended, problems, unchanged, heldBack, rows, encoding } = answer;
  const left = problems.filter(({ taken }) => !taken).length;
  const counts = { added: added.length, changed: changed.length, ended: ended.length, unchanged, problems: problems.length };
  const nothing = added.length + changed.length + ended.length === 0;
  const fieldName = (field: string) => {
    const key = knownKey(`hub.field.${field}`);
    return key ? t(key) : field;
  };
  const problemWords = ({ id, value }: ListProblemView) => {
    const key = knownKey(`membership.import.${id}`);
    return key ? t(key, { value }) : `${id} ${value}`;
  };
  const line = { id: 'line', title: t('hub.imports.line'), align: 'end', tight: true } as const;
  const registration = { id: 'registration', title: t('membership.ledger.registration'), tight: true } as const;
  const tabs = [
    {
      id: 'added',
      content: (
        <PagedTable
          label={t('hub.imports.added')}
          columns={[
            { ...line, cell: (row) => row.line },
            { ...registration, cell: (row) => row.registration },
            { id: 'name', title: t('membership.ledger.name'), names: true, cell: ({ fields }) => <span lang="ja">{fields.name ?? ''}</span> },
            { id: 'affiliation', title: t('membership.ledger.affiliation'), cell: (row) => <span lang="ja">{row.affiliation}</span> },
            { id: 'class', title: t('membership.ledger.class'), tight: true, cell: (row) => row.class },
          ]}
          rows={added}
          rowId={(row) => row.line}
        />
      ),
    },
    {
      id: 'changed',
      content: (
        <PagedTable
          label={t('hub.imports.changed')}
          columns={[
            { ...line, cell: ({ member }) => member.line },
            { ...registration, cell: ({ member }) => member.registration },
            { id: 'name', title: t('membership.ledger.name'), names: true, cell: ({ member }) => <span lang="ja">{member.fields.name ?? ''}</span> },
            {
              id: 'fields',
              title: t('hub.imports.what'),
              cell: ({ fields }) => (
                <ul className="hub-fields">
                  {fields.map(({ field, before, after }) => (
                    <li key={field}>
                      {t('hub.imports.from-to', {
                        field: fieldName(field),
                        before: before || t('hub.imports.blank'),
                        after: after || t('hub.imports.blank'),
                      })}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
          rows={changed}
          rowId={({ member }) => member.line}
        />
      ),
    },
    {
      id: 'ended',
      content: (
        <PagedTable
          label={t('hub.imports.ended')}
          columns={[
            { ...registration, names: true, cell: (row) => row.registration },
            { id: 'affiliation', title: t('membership.ledger.affiliation'), cell: (row) => <span lang="ja">{row.affiliation}</span> },
            { id: 'class', title: t('membership.ledger.class'), tight: true, cell: (row) => row.class },
          ]}
          rows={ended}
          rowId={(row) => row.id}
        />
      ),
    },
    {
      id: 'problems',
      content: (
        <PagedTable
          label={t('hub.imports.problems')}
          columns={[
            { ...line, cell: (row) => row.line },
            { id: 'problem', title: t('hub.imports.problem'), names: true, cell: problemWords },
            { id: 'value', title: t('hub.imports.value'), cell: ({ value }) => <code lang="ja">{value}</code> },
            {
              id: 'outcome',
              title: t('hub.imports.outcome'),
              tight: true,
              cell: ({ taken }) => (
                <StatusLine status={taken ? 'info' : 'warning'}>{t(taken ? 'hub.imports.taken' : 'hub.imports.not-taken')}</StatusLine>
              ),
            },
          ]}
          rows={problems.toSorted(byWeight)}
          rowId={({ line: at, id, value }) => `${at} ${id} ${value}`}
        />
      ),
    },
  ] as const;
  return (
    <section className="hub-preview" aria-label={t('hub.imports.preview', { name })}>
      <h2 ref={heading} tabIndex={-1}>
        {t('hub.imports.preview', { name })}
      </h2>
      <p>{t('hub.imports.read', { association, rows, encoding: encoding.toUpperCase() })}</p>
      <dl className="hub-counts" aria-label={t('hub.imports.counts')}>
        {(['added', 'changed', 'ended', 'unchanged', 'problems'] as const).map((id) => (
          <div key={id}>
            <dt>{t(`hub.imports.${id}`)}</dt>
            <dd>{t('hub.number', { count: counts[id] })}</dd>
          </div>
        ))}
      </dl>
      {left > 0 && <StatusLine status="warning">{t('hub.imports.left', { count: left })}</StatusLine>}
      {heldBack > 0 && <StatusLine status="warning">{t('hub.imports.held-back', { count: heldBack })}</StatusLine>}
      <Tabs
        label={t('hub.imports.counts')}
        items={tabs.map(({ id, content }) => ({ id, title: t('hub.imports.tab', { name: t(`hub.imports.${id}`), count: counts[id] }), content }))}
      />
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || nothing} onPress={onApply}>
          {t('hub.imports.apply')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('hub.imports.cancel')}
        </Button>
        {nothing && <span className="quiet">{t('hub.imports.nothing')}</span>}
      </div>
    </section>
  );
}
