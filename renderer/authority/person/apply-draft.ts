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

/** Came by the portal, which stands for papers and a fee. */
export const isPortal = ({ channel }: Pick<ApplyDraft, 'channel'>): boolean => channel === 'myna-portal';

/** It holds for a time. */
export const isDated = ({ dates }: Pick<ProcedureView, 'dates'>): boolean => dates !== 'none';

/** The beginning of a form for one procedure. */
export const draftFor = ({ id, channels, reasons, dates }: ProcedureView, receivedOn: string, desk: string): ApplyDraft => ({
  procedure: id,
  channel: channels[0] ?? 'paper',
  reason: reasons[0] ?? '',
  receivedOn,
  heldFrom: isDated({ dates }) ? receivedOn : '',
  heldUntil: '',
  delivery: 'desk',
  desk,
  portalReceipt: '',
});

/** What keeps a draft from being sent: the first thing that is wrong with its days or its receipt number. */
export function draftWrong(
  { channel, receivedOn, heldFrom, heldUntil, portalReceipt }: ApplyDraft,
  { dates }: Pick<ProcedureView, 'dates'>,
  today: string,
): 'received' | 'portal-receipt' | 'dates-missing' | 'dates-order' | null {
  if (receivedOn === '' || receivedOn > today) return 'received';
  if (isPortal({ channel }) && portalReceipt.trim() === '') return 'portal-receipt';
  if (dates === 'needed' && (heldFrom === '' || heldUntil === '')) return 'dates-missing';
  return heldFrom !== '' && heldUntil !== '' && heldUntil < heldFrom ? 'dates-order' : null;
}

/** The facts of a draft, only those that its procedure has. */
export function factsOf(
  { channel, heldFrom, heldUntil, delivery, desk, portalReceipt }: ApplyDraft,
  { order, dates }: Pick<ProcedureView, 'order' | 'dates'>,
): NonNullable<ApplyOrder['facts']> {
  return {
    ...(isDated({ dates }) && heldFrom ? { heldFrom } : {}),
    ...(isDated({ dates }) && heldUntil ? { heldUntil } : {}),
    ...(isPortal({ channel }) ? { portalReceipt: portalReceipt.trim() } : {}),
    ...(order ? { delivery } : {}),
    ...(order && delivery === 'desk' && desk.trim() ? { desk: desk.trim() } : {}),
  };
}
