import type { SigningReadiness } from '../../main/api/schema/signing.ts';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

/** Said before anything starts: on a reader with keys the PIN is typed there, for each signature. */
export function PinPlace({ readiness, count }: { readonly readiness: SigningReadiness | null; readonly count: number }) {
  const { t } = useWords();
  return readiness?.pinAtReader && count > 0 ? <StatusLine status="info">{t('sign.who.at-reader', { count })}</StatusLine> : null;
}
