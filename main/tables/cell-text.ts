import { dayText, registrationText, timeText } from './formats.ts';
import type { Cell } from './table.ts';

type Kinds = { readonly [Kind in NonNullable<Cell>['kind']]: (cell: Extract<Cell, { kind: Kind }>) => string };

const KINDS: Kinds = {
  text: ({ text }) => text,
  number: ({ value }) => String(value),
  day: ({ day, format }) => dayText(day, format),
  time: ({ at, format }) => timeText(at, format),
  registration: ({ number, format }) => registrationText(number, format),
};

/** A cell in letters; empty where nothing is known. */
export const cellText = (cell: Cell): string => (cell === null ? '' : (KINDS[cell.kind] as (cell: NonNullable<Cell>) => string)(cell));
