import { useCallback, useEffect, useState } from 'react';

/** Opens an isolated page (for a PIN, for a passkey) in a window of its own as soon as its address is known; `true` when the browser kept it shut. */
export function usePinPage(page: string | null, name = 'hpki-pin'): { readonly blocked: boolean; readonly open: () => void } {
  const [blocked, setBlocked] = useState(false);
  const open = useCallback(() => {
    if (page) setBlocked(window.open(page, name, 'popup,width=520,height=680') === null);
  }, [page, name]);
  useEffect(open, [open]);
  return { blocked, open };
}
