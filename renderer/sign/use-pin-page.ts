import { useCallback, useEffect, useState } from 'react';

/** Opens the isolated PIN page in a window of its own as soon as its address is known; `true` when the browser kept it shut. */
export function usePinPage(page: string | null): { readonly blocked: boolean; readonly open: () => void } {
  const [blocked, setBlocked] = useState(false);
  const open = useCallback(() => {
    if (page) setBlocked(window.open(page, 'hpki-pin', 'popup,width=520,height=680') === null);
  }, [page]);
  useEffect(open, [open]);
  return { blocked, open };
}
