import { useEffect, useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import type { Composed } from '../../../main/api/schema/prescriptions.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { failureOf } from '../../client/failure.ts';

/** Short enough to seem at once, long enough that not every letter is asked about. */
const PAUSE_MS = 150;

/** The draft as a form, with what to look at and what is not right yet; a moment behind the typing. */
export function useComposed(draft: PrescriptionDraft): { readonly value: Composed | null; readonly failure: Failure | null } {
  const { desk } = useDesk();
  const [value, setValue] = useState<Composed | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let current = true;
    const answered = (composed: Composed) => {
      if (!current) return;
      setValue(composed);
      setFailure(null);
    };
    const timer = setTimeout(
      () => desk.prescriptions.compose({ draft }).then(answered, (error: unknown) => current && setFailure(failureOf(error))),
      PAUSE_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [desk, draft]);
  return { value, failure };
}
