import type { channel } from '../../api/schema/credentials.ts';
import type { z } from 'zod';
import table from '../../../resources/credentials/procedures.json' with { type: 'json' };
import { AppError } from '../../errors.ts';
import type { FeeItem } from '../fees/fee.ts';

/** How an application came. */
export type Channel = z.infer<typeof channel>;

/** A paper that an application must bring. */
export interface ChecklistRule {
  readonly item: string;
  /** Months from its date for which it counts; `null`: always. */
  readonly months: number | null;
  /** Not asked where the application came this way. */
  readonly except: readonly string[];
  /** Asked for these reasons alone; `null`: whatever the reason. */
  readonly reasons: readonly string[] | null;
  readonly optional: boolean;
}

/** When somebody can open a procedure: by the cards that the person has; `live-credential`: or a certificate beside them. */
export const OPENINGS = ['no-card', 'live-card', 'live-credential', 'any-card', 'dead-card', 'held-card', 'always'] as const;
/** One of `OPENINGS`. */
export type Opening = (typeof OPENINGS)[number];

/** What is done once the application is approved: a card is made, the present card takes a step, a certificate without a card is issued, or nothing beyond a letter. */
export type Work = 'order' | 'card' | 'second-certificate' | 'none';

/** A procedure of the authority, as a row of the table. */
export interface Procedure {
  readonly id: string;
  readonly channels: readonly Channel[];
  readonly reasons: readonly string[];
  readonly opens: Opening;
  /** The licence is confirmed at the ministry. */
  readonly licence: boolean;
  readonly fee: FeeItem | null;
  /** Nothing is produced before the fee is paid. */
  readonly paymentFirst: boolean;
  readonly work: Work;
  /** The step that the present card takes. */
  readonly card: string | null;
  /** What ends the certificates of the card that is replaced. */
  readonly cause: string | null;
  /** A day from which, and one until which: both are needed, or the end may be open. */
  readonly dates: 'none' | 'open' | 'needed';
  /** Letter that goes out when it is complete. */
  readonly letter: string | null;
  /** It ends every certificate of the person, also those on no card. */
  readonly every: boolean;
  readonly checklist: readonly ChecklistRule[];
}

type Row = Pick<Procedure, 'id' | 'channels' | 'reasons' | 'opens' | 'licence' | 'fee' | 'paymentFirst' | 'work'> &
  Partial<Pick<Procedure, 'card' | 'dates' | 'letter' | 'every'>> & {
    readonly old?: { readonly cause: string };
    readonly checklist: readonly (Pick<ChecklistRule, 'item'> & Partial<ChecklistRule>)[];
  };

/** The procedures, from `resources/credentials/procedures.json`. */
export const PROCEDURES: readonly Procedure[] = (table.procedures as readonly Row[]).map(
  ({ old, checklist, card = null, dates = 'none', letter = null, every = false, ...row }) => ({
    ...row,
    card,
    dates,
    letter,
    every,
    cause: old?.cause ?? null,
    checklist: checklist.map((rule) => ({ months: null, except: [], reasons: null, optional: false, ...rule })),
  }),
);

/** Documents by which somebody proves who they are, each alone; words `credentials.identity.<id>`. */
export const IDENTITY_DOCUMENTS: readonly string[] = table.identity;

/** @throws AppError PROCEDURE_UNKNOWN */
export function procedureOf(id: string): Procedure {
  const found = PROCEDURES.find((procedure) => procedure.id === id);
  if (!found) throw new AppError('PROCEDURE_UNKNOWN', { procedure: id });
  return found;
}
