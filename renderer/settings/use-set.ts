import { useState } from 'react';
import type { Settings } from '../../main/api/schema/application.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

/** Changes settings, in effect at once; what could not be changed says why. */
export function useSet(): { readonly set: (part: Partial<Settings>) => Promise<void>; readonly failure: Failure | null } {
  const { change } = useDesk();
  const [failure, setFailure] = useState<Failure | null>(null);
  const set = (part: Partial<Settings>) =>
    change(part).then(
      () => setFailure(null),
      (error: unknown) => setFailure(failureOf(error)),
    );
  return { set, failure };
}
