import { useState } from 'react';
import type { Failure } from '../../../main/api/schema/common.ts';
import type { ExportOrder } from '../../../main/api/schema/training.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { saveCopy } from '../../documents/save-copy.ts';

export interface Exporting {
  readonly working: boolean;
  readonly failure: Failure | null;
  /** Name of the file that was made last. */
  readonly made: string | null;
  readonly make: (order: ExportOrder) => Promise<void>;
}

/** Makes a file of a seminar and hands it to the browser's own download. */
export function useExport(): Exporting {
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [made, setMade] = useState<string | null>(null);
  const make = (order: ExportOrder) => {
    setMade(null);
    return attempt(async () => {
      const file = await desk.training.export(order);
      saveCopy(file, file.name);
      setMade(file.name);
    });
  };
  return { working, failure, made, make };
}
