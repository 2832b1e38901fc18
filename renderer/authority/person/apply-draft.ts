import type { ApplyOrder, ProcedureView } from '../../../main/api/schema/credentials.ts';

/** A procedure as it is being opened. */
export interface ApplyDraft {
  readonly procedure: string;
  readonly channel: ApplyOrder['channel'];
  /** Empty where none is asked. */
  readonly reason: string;
  readonly receivedOn: string;
  readonly heldFrom: string;
  readonly heldUntil: string;
  readonly delivery: 'desk' | 'post';
  /** Association at whose desk the card is picked up. */
  readonly desk: string;
  /** Receipt number of the national portal; asked where the application came by it. */
  readonly portalReceipt: string;
}

/** Procedures that hold for a time. */
const DATED: ReadonlySet<string> = new Set(['hold', 'suspension-from-business']);
/** Dates of a suspension stand in the notice of the ministry; the holder's own wish may be open. */
const NEEDS_DATES: ReadonlySet<string> = new Set(['suspension-from-business']);

/** Came by the portal, which stands for papers and a fee. */
export const isPortal = ({ channel }: Pick<ApplyDraft, 'channel'>): boolean => channel === 'myna-portal';

export const isDated = ({ id }: Pick<ProcedureView, 'id'>): boolean => DATED.has(id);

/** The beginning of a form for one procedure. */
export const draftFor = ({ id, channels, reasons }: ProcedureView, receivedOn: string, desk: string): ApplyDraft => ({
  procedure: id,
  channel: channels[0] ?? 'paper',
  reason: reasons[0] ?? '',
  receivedOn,
  heldFrom: isDated({ id }) ? receivedOn : '',
  heldUntil: '',
  delivery: 'desk',
  desk,
  portalReceipt: '',
});

/** What keeps a draft from being sent: the first thing that is wrong with its days or its receipt number. */
export function draftWrong(
  { procedure, channel, receivedOn, heldFrom, heldUntil, portalReceipt }: ApplyDraft,
  today: string,
): 'received' | 'portal-receipt' | 'dates-missing' | 'dates-order' | null {
  if (receivedOn === '' || receivedOn > today) return 'received';
  if (isPortal({ channel }) && portalReceipt.trim() === '') return 'portal-receipt';
  if (NEEDS_DATES.has(procedure) && (heldFrom === '' || heldUntil === '')) return 'dates-missing';
  return heldFrom !== '' && heldUntil !== '' && heldUntil < heldFrom ? 'dates-order' : null;
}

/** The facts of a draft, only those that its procedure has. */
export function factsOf(
  { procedure, channel, heldFrom, heldUntil, delivery, desk, portalReceipt }: ApplyDraft,
  { order }: Pick<ProcedureView, 'order'>,
): NonNullable<ApplyOrder['facts']> {
  return {
    ...(DATED.has(procedure) && heldFrom ? { heldFrom } : {}),
    ...(DATED.has(procedure) && heldUntil ? { heldUntil } : {}),
    ...(isPortal({ channel }) ? { portalReceipt: portalReceipt.trim() } : {}),
    ...(order ? { delivery } : {}),
    ...(order && delivery === 'desk' && desk.trim() ? { desk: desk.trim() } : {}),
  };
}
