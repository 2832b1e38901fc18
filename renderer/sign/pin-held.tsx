import { useEffect, useState } from 'react';
import type { SigningProgress } from '../../main/api/schema/signing.ts';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';

const MINUTE_MS = 60_000;

/** For how long the PIN of a batch has been held, until when it is at most, and the key that ends it. */
export function PinHeld({ held }: { readonly held: NonNullable<SigningProgress['pinHeld']> }) {
  const { t } = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const [since, until] = [Date.parse(held.since), Date.parse(held.until)];
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <p className="pin-held">
      <StatusLine status="warning">{t('sign.progress.held', { time, minutes: Math.round((until - since) / MINUTE_MS) })}</StatusLine>
    </p>
  );
}
