import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { Select } from '../design/select.tsx';
import { useWords } from '../words/words.tsx';
import type { Choices, Signing } from './use-signing.ts';

type Format = OpenedDocument['signableAs'][number];

/** Formats that every one of the documents can be signed to, in the order of the first. */
export function commonFormats(documents: readonly OpenedDocument[]): readonly Format[] {
  const [first, ...rest] = documents;
  return (first?.signableAs ?? []).filter((format) => rest.every(({ signableAs }) => signableAs.includes(format)));
}

interface FormatChoiceProps {
  readonly documents: readonly OpenedDocument[];
  readonly choices: Choices;
  readonly choose: Signing['choose'];
}

/** Format. By default each document gets the best format it can have. */
export function FormatChoice({ documents, choices, choose }: FormatChoiceProps) {
  const { t } = useWords();
  const best = [...new Set(documents.map(({ signableAs }) => signableAs[0]).filter((format) => format !== undefined))];
  const named = (format: Format) => t(`sign.how.formats.${format}`);
  const options = [
    { id: 'auto' as const, label: best.length === 1 && best[0] ? named(best[0]) : t('sign.how.auto') },
    ...commonFormats(documents)
      .filter((format) => best.length !== 1 || format !== best[0])
      .map((id) => ({ id, label: named(id) })),
  ];
  if (documents.length === 0) return null;
  return (
    <div className="column-part">
      {options.length === 1 && options[0] ? (
        <>
          <h2>{t('sign.how.title')}</h2>
          <p>{options[0].label}</p>
        </>
      ) : (
        <Select
          label={t('sign.how.title')}
          options={options}
          value={choices.format ?? 'auto'}
          onChange={(id) => choose({ format: id === 'auto' ? null : id })}
        />
      )}
    </div>
  );
}
