import { useEffect, useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { follow } from '../../client/follow.ts';
import { PinAsked } from '../../sign/pin-asked.tsx';
import { useWords } from '../../words/words.tsx';

/** While the holder is asked for the PIN: the page for it opens by itself, or by a button where the browser keeps it shut. */
export function HolderPin() {
  const { t } = useWords();
  const { desk } = useDesk();
  const [page, setPage] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const openStream = (signal: AbortSignal) => desk.credentials.handOver.pinPage(undefined, { signal });
    follow({ open: openStream, onValue: ({ page: next }) => setPage(next), onLoss: () => setPage(null) }, stop.signal);
    return () => stop.abort();
  }, [desk]);
  if (!page) return null;
  return <PinAsked page={page} heading={t('credentials.screen.hand-over.pin-asked')} />;
}
