import { createContext, useContext } from 'react';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import type { TextKey } from '../../words/catalogue.ts';
import { useWords } from '../../words/words.tsx';
import { valueAt } from './paths.ts';

/** A form over one value, each field of which is named by its place. */
export interface FormState {
  readonly value: unknown;
  readonly set: (path: string, value: unknown) => void;
  /** Places that are not right, and are to be told so: somebody has been there. */
  readonly wrong: ReadonlySet<string>;
  readonly visit: (path: string) => void;
}

const Context = createContext<FormState | null>(null);
export const FormProvider = Context.Provider;

export function useForm(): FormState {
  const form = useContext(Context);
  if (!form) throw new Error('a field needs a form');
  return form;
}

const textAt = ({ value }: FormState, path: string): string => String(valueAt(value, path) ?? '');

/** What is wrong at a place, in words; `null` where nothing is. */
export function useWrong(path: string): string | null {
  const { t } = useWords();
  const form = useForm();
  if (!form.wrong.has(path)) return null;
  return t(textAt(form, path) === '' ? 'compose.wrong.needed' : 'compose.wrong.form');
}

interface FieldProps {
  readonly path: string;
  readonly label: TextKey;
  readonly note?: TextKey;
  readonly type?: 'text' | 'date';
  readonly unit?: string;
  readonly digits?: boolean;
}

export function Field({ path, label, note, type = 'text', unit, digits = false }: FieldProps) {
  const { t } = useWords();
  const form = useForm();
  return (
    <TextField
      label={t(label)}
      {...(note && { note: t(note) })}
      {...(unit && { unit })}
      {...(digits && { inputMode: 'decimal' as const })}
      type={type}
      value={textAt(form, path)}
      onChange={(text) => form.set(path, digits ? text.normalize('NFKC') : text)}
      wrong={useWrong(path)}
      onLeave={() => form.visit(path)}
    />
  );
}

/** Stands for the empty value, which no option may have. */
const NONE = '-';

interface ChoiceProps {
  readonly path: string;
  readonly label: TextKey;
  /** Values with their words; the empty value stands for none. */
  readonly options: readonly (readonly [value: string, words: string])[];
}

export function Choice({ path, label, options }: ChoiceProps) {
  const { t } = useWords();
  const form = useForm();
  return (
    <Select
      label={t(label)}
      options={options.map(([value, words]) => ({ id: value || NONE, label: words }))}
      value={textAt(form, path) || NONE}
      onChange={(id) => form.set(path, id === NONE ? '' : id)}
      wrong={useWrong(path)}
      onLeave={() => form.visit(path)}
    />
  );
}
