import { Select } from '../design/select.tsx';
import { useWords } from '../words/words.tsx';

const ENCODINGS = ['utf-8', 'shift_jis'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How the letters of a CSV are written; printers and older office programs want Shift_JIS. */
export function EncodingChoice({ value, onChange }: { readonly value: Encoding; readonly onChange: (encoding: Encoding) => void }) {
  const { t } = useWords();
  return (
    <Select
      label={t('credentials.screen.encoding')}
      options={ENCODINGS.map((id) => ({ id, label: t(`credentials.screen.encodings.${id}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}
