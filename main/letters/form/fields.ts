import { type LetterForm, LETTER_TEXTS } from '../../api/schema/letters.ts';

/** Every text of a letter that the paper shows, with its path, in the order of the form. */
export function fieldsOf(form: LetterForm): readonly { readonly path: string; readonly text: string }[] {
  const group = (name: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, text]) => ({ path: `${name}.${key}`, text }));
  return [
    ...group('addressee', form.addressee),
    ...group('sender', form.sender),
    ...group('patient', form.patient),
    ...LETTER_TEXTS.map((path) => ({ path, text: form[path] })),
    ...(form.answers ? group('answers', form.answers) : []),
  ];
}
