import type { ProcedureView } from '../../api/schema/credentials.ts';
import { closedBecause } from '../procedures/openings.ts';
import { type Procedure, PROCEDURES } from '../procedures/table.ts';

/** A procedure as a form offers it. @param closed why it cannot be opened now; `null`: it can */
export const procedureView = ({ id, channels, reasons, work, dates }: Procedure, closed: string | null): ProcedureView => ({
  ...{ id, closed, dates },
  channels: [...channels],
  reasons: [...reasons],
  order: work === 'order',
});

/** A contact cannot change before there is one. */
const OF_SOMEBODY_KNOWN: ReadonlySet<string> = new Set(['contact-change']);

/** What somebody can apply for who is not known yet. */
export const proceduresForNewcomer = (): ProcedureView[] =>
  PROCEDURES.filter((procedure) => closedBecause(procedure, []) === null && !OF_SOMEBODY_KNOWN.has(procedure.id)).map((procedure) =>
    procedureView(procedure, null),
  );
