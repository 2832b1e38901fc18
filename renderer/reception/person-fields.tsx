import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import { readTyped } from './typed.ts';

/** Somebody whom this desk does not know yet, as staff write them down. */
export interface PersonDraft {
  readonly registration: string;
  readonly name: string;
  readonly kana: string;
  readonly affiliation: string;
  readonly birthDate: string;
}

export const emptyDraft: PersonDraft = { registration: '', name: '', kana: '', affiliation: '', birthDate: '' };

/** The number as it is kept; `undefined`: what was typed is none. */
export function registrationOf({ registration }: Pick<PersonDraft, 'registration'>): string | null | undefined {
  const typed = readTyped(registration);
  if (typed.kind === 'nothing') return null;
  return typed.kind === 'number' ? typed.registration : undefined;
}

interface PersonFieldsProps {
  readonly draft: PersonDraft;
  readonly onChange: (draft: PersonDraft) => void;
  /** Leaves the number out, where it was asked for already. */
  readonly withoutNumber?: boolean;
}

const FIELDS = ['registration', 'name', 'kana', 'affiliation', 'birthDate'] as const;

export function PersonFields({ draft, onChange, withoutNumber = false }: PersonFieldsProps) {
  const { t } = useWords();
  const wrong = registrationOf(draft) === undefined ? t('reception.receive.needs-registration') : null;
  return FIELDS.filter((field) => !(withoutNumber && field === 'registration')).map((field) => (
    <TextField
      key={field}
      label={t(`reception.receive.fields.${field}`)}
      type={field === 'birthDate' ? 'date' : 'text'}
      value={draft[field]}
      onChange={(value) => onChange({ ...draft, [field]: value })}
      wrong={field === 'registration' ? wrong : null}
    />
  ));
}
