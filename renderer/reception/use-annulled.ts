import { useCallback, useState } from 'react';

/** Records that were annulled from this window, by hash. */
export function useAnnulled(): { readonly annulled: ReadonlySet<string>; readonly annul: (fact: string) => void } {
  const [annulled, setAnnulled] = useState<ReadonlySet<string>>(new Set());
  const annul = useCallback((fact: string) => setAnnulled((before) => new Set([...before, fact])), []);
  return { annulled, annul };
}
