import type { BulkOrder } from '../../../main/api/schema/credentials.ts';

export type Task = BulkOrder['task'];
export const TASKS = ['open-renewals', 'renewal-notices', 'advance'] as const satisfies readonly Task[];

/** Steps that can be made for many at once, with what must lie before whoever asks for them. Each needs a second person anyway. */
export const STEPS = [
  { queue: 'application-submit', transition: 'submit', evidence: ['application-form'] },
  { queue: 'application-check-documents', transition: 'check-documents', evidence: [] },
  { queue: 'application-confirm-licence', transition: 'confirm-licence', evidence: ['licence-confirmation'] },
  { queue: 'application-ask-payment', transition: 'ask-payment', evidence: [] },
  { queue: 'application-record-payment', transition: 'record-payment', evidence: ['payment'] },
  { queue: 'application-approve', transition: 'approve', evidence: [] },
  { queue: 'application-complete', transition: 'complete', evidence: [] },
  { queue: 'order-make-ready', transition: 'make-ready', evidence: ['inspection'] },
  { queue: 'order-send-to-desk', transition: 'send-to-desk', evidence: [] },
  { queue: 'order-notify', transition: 'notify', evidence: [] },
  { queue: 'order-miss-deadline', transition: 'miss-deadline', evidence: [] },
] as const;
export type StepQueue = (typeof STEPS)[number]['queue'];

/** A bulk change as it is being chosen. */
export interface BulkDraft {
  readonly task: Task;
  readonly until: string;
  readonly association: string | null;
  readonly step: StepQueue;
  readonly evidence: readonly string[];
  readonly reason: string;
}

/** What is asked of the program. */
export function orderOf({ task, until, association, step, evidence, reason }: BulkDraft): BulkOrder {
  const advance = task === 'advance' ? STEPS.find(({ queue }) => queue === step)! : null;
  return {
    task,
    until: advance ? null : until,
    association,
    queue: advance?.queue ?? null,
    transition: advance?.transition ?? null,
    objects: null,
    evidence: advance ? [...evidence] : [],
    reason: reason.trim(),
  };
}

/** Whether a preview can be asked for. */
export function isComplete({ task, until, step, evidence }: BulkDraft): boolean {
  if (task !== 'advance') return until !== '';
  return STEPS.find(({ queue }) => queue === step)!.evidence.every((kind) => evidence.includes(kind));
}
