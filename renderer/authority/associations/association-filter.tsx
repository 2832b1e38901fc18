import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import { useAssociations } from './use-associations.ts';

const ALL = '*';

interface AssociationFilterProps {
  /** `null`: all. */
  readonly value: string | null;
  readonly onChange: (association: string | null) => void;
}

/** One association, or all of them. */
export function AssociationFilter({ value, onChange }: AssociationFilterProps) {
  const { t } = useWords();
  const known = useAssociations();
  const names = value !== null && !known.includes(value) ? [value, ...known] : known;
  return (
    <Select
      label={t('credentials.screen.association')}
      options={[{ id: ALL, label: t('credentials.screen.all-associations') }, ...names.map((id) => ({ id, label: id }))]}
      value={value ?? ALL}
      onChange={(id) => onChange(id === ALL ? null : id)}
    />
  );
}
