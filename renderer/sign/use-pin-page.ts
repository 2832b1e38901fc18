import { useCallback, useEffect, useState } from 'react';

/** Addresses that were opened by themselves. Each answers once, and a part of a screen that is drawn anew must not open its page again. */
const opened = new Set<string>();

/** Opens an isolated page (for a PIN, for a passkey) in a window of its own as soon as its address is known; `true` when the browser kept it shut. */
export function usePinPage(page: string | null, name = 'hpki-pin'): { readonly blocked: boolean; readonly open: () => void } {
  const [blocked, setBlocked] = useState(false);
  const open = useCallback(() => {
    if (page) setBlocked(window.open(page, name, 'popup,width=520,height=680') === null);
  }, [page, name]);
  useEffect(() => {
    if (!page || opened.has(page)) return;
    opened.add(page);
    open();
  }, [page, open]);
  return { blocked, open };
}
