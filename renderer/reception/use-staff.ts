import { useState } from 'react';

const STAFF_KEY = 'hpki-desk-staff';

/** Who is on duty at this window; remembered until it is closed. */
export function useStaff(): readonly [name: string, change: (name: string) => void] {
  const [name, setName] = useState(() => sessionStorage.getItem(STAFF_KEY) ?? '');
  const change = (next: string) => {
    sessionStorage.setItem(STAFF_KEY, next);
    setName(next);
  };
  return [name, change];
}
