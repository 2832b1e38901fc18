import type { LibraryDocument } from '../../main/api/schema/library.ts';
import { StatusLine } from '../design/status.tsx';
import { dateAlone } from '../words/dates.ts';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

/** Midday in Japan, so that the day is the same wherever it is worded. */
const noon = (day: string): string => `${day}T12:00:00+09:00`;

/** Until when a document must be kept, as its mark says. */
export function RetentionWords({ retention }: Pick<LibraryDocument, 'retention'>) {
  const { t, language } = useWords();
  if (!retention) return t('documents.retention.none');
  const key = knownKey(`documents.retention.kind.${retention.kind}`);
  const kind = key ? t(key) : retention.kind;
  if (retention.until === null) return t('documents.retention.for-good', { kind });
  const over = Date.parse(noon(retention.until)) + 86_400_000 / 2 <= Date.now();
  const values = { kind, until: dateAlone(noon(retention.until), language) };
  return <StatusLine status={over ? 'info' : 'success'}>{t(over ? 'documents.retention.over' : 'documents.retention.until', values)}</StatusLine>;
}
