import { useCallback, useEffect, useState } from 'react';

/**
 * Pages that were opened by themselves, and whether the browser kept them shut. Each answers once, and a part of a screen that is drawn anew must
 * neither open its page again nor forget that it is shut.
 */
const opened = new Map<string, boolean>();

/** Opens an isolated page (for a PIN, for a passkey) in a window of its own as soon as its address is known; `true` when the browser kept it shut. */
export function usePinPage(page: string | null, name = 'hpki-pin'): { readonly blocked: boolean; readonly open: () => void } {
  const [blocked, setBlocked] = useState(false);
  const open = useCallback(() => {
    if (!page) return;
    const shut = window.open(page, name, 'popup,width=520,height=680') === null;
    opened.set(page, shut);
    setBlocked(shut);
  }, [page, name]);
  useEffect(() => {
    const known = page === null ? false : opened.get(page);
    if (known === undefined) open();
    else setBlocked(known);
  }, [page, open]);
  return { blocked, open };
}
