import type { LibraryFilters, LibrarySigner } from '../../main/api/schema/library.ts';
import { Button } from '../design/button.tsx';
import { Disclosure } from '../design/disclosure.tsx';
import { type Option, Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';

interface LibraryFiltersProps {
  readonly filters: LibraryFilters;
  readonly signers: readonly LibrarySigner[];
  readonly onChange: (filters: LibraryFilters) => void;
}

const ANY = '*';
const ORIGINS = ['made', 'received'] as const;
const VERDICTS = ['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED', 'unreadable', 'never'] as const;
const FORMATS = ['pades', 'xades', 'cades', 'eps'] as const;
const LEVELS = ['B', 'T', 'LT', 'LTA'] as const;
const RETENTIONS = ['over', 'marked', 'unmarked'] as const;

/** Conditions that documents must meet; each is a choice among what there can be. */
export function LibraryFilterBar({ filters, signers, onChange }: LibraryFiltersProps) {
  const { t } = useWords();
  const any: Option<string> = { id: ANY, label: t('documents.filter.any') };
  const set = <Name extends keyof LibraryFilters>(name: Name, value: LibraryFilters[Name]) => {
    const { [name]: _before, ...rest } = filters;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  /** A choice among values that are their own names. */
  const choice = <Value extends string>(
    label: string,
    options: readonly Option<Value>[],
    value: Value | undefined,
    choose: (value: Value | undefined) => void,
  ) => <Select label={label} options={[any, ...options]} value={value ?? ANY} onChange={(id) => choose(id === ANY ? undefined : (id as Value))} />;
  /** A condition that is asked for or not. */
  const only = (name: 'changed' | 'deleted', words: string) =>
    choice(t(`documents.filter.${name}`), [{ id: 'yes', label: words }], filters[name] ? 'yes' : undefined, (value) => set(name, value && true));
  return (
    <div className="library-filters">
      <div className="library-filter-row">
        {choice(
          t('documents.filter.origin'),
          ORIGINS.map((id) => ({ id, label: t(`documents.origin.${id}`) })),
          filters.origin,
          (value) => set('origin', value),
        )}
        {choice(
          t('documents.filter.verdict'),
          VERDICTS.map((id) => ({ id, label: t(`documents.verdict.${id}`) })),
          filters.verdict,
          (value) => set('verdict', value),
        )}
        {choice(
          t('documents.filter.signer'),
          signers.map(({ person, name, documents }) => ({ id: person, label: t('documents.filter.signer-count', { name, count: documents }) })),
          filters.signer,
          (value) => set('signer', value),
        )}
        {Object.keys(filters).length > 0 && (
          <Button kind="quiet" onPress={() => onChange({})}>
            {t('documents.filter.clear')}
          </Button>
        )}
      </div>
      <Disclosure level={2} title={t('documents.filter.more')}>
        <div className="library-filter-row">
          {choice(
            t('documents.filter.format'),
            FORMATS.map((id) => ({ id, label: t(`documents.format.${id}`) })),
            filters.format,
            (value) => set('format', value),
          )}
          {choice(
            t('documents.filter.level'),
            LEVELS.map((id) => ({ id, label: id })),
            filters.level,
            (value) => set('level', value),
          )}
          {choice(
            t('documents.filter.test'),
            (['true', 'false'] as const).map((id) => ({ id, label: t(`documents.filter.tests.${id}`) })),
            filters.test === undefined ? undefined : `${filters.test}`,
            (value) => set('test', value === undefined ? undefined : value === 'true'),
          )}
          <TextField type="date" label={t('documents.filter.from')} value={filters.from ?? ''} onChange={(day) => set('from', day || undefined)} />
          <TextField type="date" label={t('documents.filter.until')} value={filters.until ?? ''} onChange={(day) => set('until', day || undefined)} />
          {choice(
            t('documents.filter.retention'),
            RETENTIONS.map((id) => ({ id, label: t(`documents.filter.retentions.${id}`) })),
            filters.retention,
            (value) => set('retention', value),
          )}
          {choice(t('documents.filter.renewal'), [{ id: 'due' as const, label: t('documents.filter.renewals.due') }], filters.renewal, (value) =>
            set('renewal', value),
          )}
          {only('changed', t('documents.filter.changes.yes'))}
          {only('deleted', t('documents.filter.deletions.yes'))}
        </div>
      </Disclosure>
    </div>
  );
}
