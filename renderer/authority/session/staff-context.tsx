import { createContext, type ReactNode, useContext } from 'react';
import type { SeatedStaff, StaffSession } from '../../../main/api/schema/staff.ts';

interface AtDesk {
  readonly staff: SeatedStaff;
  readonly session: StaffSession;
}

const StaffContext = createContext<AtDesk | null>(null);

export function StaffProvider({ at, children }: { readonly at: AtDesk; readonly children: ReactNode }) {
  return <StaffContext value={at}>{children}</StaffContext>;
}

/** Who sits at the desk, for everything beneath the sign-in. */
export function useStaffAtDesk(): AtDesk {
  const at = useContext(StaffContext);
  if (!at) throw new Error('useStaffAtDesk needs a StaffProvider');
  return at;
}
