import type { ReaderView } from '../../../main/api/schema/card.ts';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';

/** Where a key lies that is not here, and how often somebody has to unlock it. */
export function RemotePart({ service, documents }: { readonly service: NonNullable<ReaderView['service']>; readonly documents: number }) {
  const { t } = useWords();
  const { host, way } = service;
  return (
    <div className="column-part">
      <h2>{t('sign.who.place')}</h2>
      <p>{t('sign.who.remote', { host })}</p>
      {documents > 1 && (way === 'browser' || way === 'one-time') && (
        <StatusLine status="info">{t(`sign.who.remote-each.${way}`, { count: documents })}</StatusLine>
      )}
    </div>
  );
}
