import type { ReaderView } from '../../main/api/schema/card.ts';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

/** Where a key lies that is not here, and how often somebody has to unlock it. */
export function RemotePart({ service, documents }: { readonly service: NonNullable<ReaderView['service']>; readonly documents: number }) {
  const { t } = useWords();
  const { host, way } = service;
  return (
    <div className="column-part">
      <StatusLine status="info">{t('sign.who.remote', { host })}</StatusLine>
      {documents > 1 && (way === 'browser' || way === 'one-time') && <p>{t(`sign.who.remote-each.${way}`, { count: documents })}</p>}
    </div>
  );
}
