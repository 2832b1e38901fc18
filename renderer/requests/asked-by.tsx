import { useWords } from '../words/words.tsx';
import { usePrograms } from './programs-context.tsx';
import './request-notice.css';
import { placeOf } from './who-asks.ts';

/** Above a document: which program asks for its signature; nothing where nobody does. */
export function AskedBy({ document }: { readonly document: string }) {
  const { t } = useWords();
  const request = usePrograms()?.requests.find(({ opened }) => opened === document);
  if (!request) return null;
  const { caller, state, format } = request;
  const note = state === 'expired' || state === 'withdrawn' ? state : 'asked-by';
  return (
    <p className="request-line">
      <strong>{t('programs.signing.asked-by', { program: caller.name })}</strong>
      <span>{t('programs.signing.origin', { origin: placeOf(caller, t) })}</span>
      {format && <span>{t('programs.signing.format', { format: t(`sign.how.formats.${format}`) })}</span>}
      <span className="quiet">{t(`programs.signing.${note}-note`)}</span>
    </p>
  );
}
