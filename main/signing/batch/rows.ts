import type { Selectable } from 'kysely';
import type { Failure } from '../../api/schema/common.ts';
import type { BatchItem, SigningBatch } from '../../api/schema/signing.ts';
import type { Tables } from '../../store/schema.ts';

export type Row = Selectable<Tables['signing_batch']>;
export type ItemRow = Selectable<Tables['signing_batch_item']>;

/** What a sealed value of a batch is bound to. */
export const placeOf = (batch: string, part: string | number): string => `signing batch ${batch} ${part}`;

export const stateOf = ({ entry, failure }: Pick<ItemRow, 'entry' | 'failure'>): BatchItem['state'] =>
  entry !== null ? 'done' : failure !== null ? 'failed' : 'waiting';

export const failureOf = (kept: string | null): Failure | null => (kept === null ? null : (JSON.parse(kept) as Failure));

/** A batch with what became of its documents, in numbers. */
export function summaryOf({ id, made_at, level, stopped_by, until }: Row, items: readonly ItemRow[]): SigningBatch {
  const states = items.map(stateOf);
  const count = (state: BatchItem['state']) => states.filter((each) => each === state).length;
  return {
    ...{ id, madeAt: made_at, level: level as SigningBatch['level'], total: states.length },
    ...{ done: count('done'), failed: count('failed'), waiting: count('waiting') },
    ...{ stoppedBy: failureOf(stopped_by), until },
  };
}
