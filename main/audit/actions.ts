/** Everything that is recorded. Words for people live in `resources/locales`, under `audit.actions`. */
export const AUDIT_ACTIONS = [
  'store.created',
  'settings.changed',
  'card.read',
  'card.unreadable',
  'card.opened',
  'pin.refused',
  'document.signed',
  'document.extended',
  'signing.failed',
  'signing.cancelled',
  'signature.verified',
  'tsa-anchor.imported',
  'tsa-anchor.removed',
  'tsa-anchor.accreditation',
  'time-stamp-service.changed',
  'demonstration.inserted',
  'demonstration.removed',
  'seminar.created',
  'seminar.revised',
  'seminar.moved',
  'seminar.settled',
  'seminar.corrected',
  'seminar.submitted',
  'submission.receipt',
  'reception.opened',
  'reception.closed',
  'attendance.overridden',
  'attendance.manual',
  'attendance.annulled',
  'attendance.flagged',
  'attendance.clock-corrected',
  'attendance.exported',
  'attendance.merged',
  'attendance.bundled',
  'card.bound',
  'card.released',
  'people.imported',
  'people.removed',
  'people.completed',
  'hub.asked',
  'hub.changed',
  'status-list.imported',
  'status-authority.confirmed',
  'station.paired',
  'station.left',
  'credits.added',
  'credits.annulled',
  'credits.imported',
  'person.destroyed',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type Fact = string | number | boolean | null;
export type Facts = Readonly<Record<string, Fact>>;

/** What happened. `personal` facts are kept only sealed under the key of the person with this certificate subject. */
export interface AuditEvent {
  readonly action: AuditAction;
  readonly facts?: Facts;
  readonly personal?: { readonly subject: string; readonly facts: Facts };
}
