import type { PolicyPreset, Scheme, SeminarPlan } from '../../../main/api/schema/training.ts';
import { type CreditDraft, draftOf, type PlanDraft, type SessionDraft } from './plan-draft.ts';
import { policyDraftOf } from './policy-draft.ts';

/** An id of our own for a room or session, that no other station gives too. */
export const newId = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const emptyCredit = (scheme: Scheme | undefined): CreditDraft => ({
  scheme: scheme?.id ?? '',
  category: scheme?.categories[0]?.id ?? '',
  code: '',
  units: '',
});

/** The next session: same day and room, beginning when the last one ends, credits of the same kind. */
export function sessionAfter(last: SessionDraft | undefined, room: string): SessionDraft {
  return {
    id: newId(),
    title: '',
    speaker: '',
    room: last?.room ?? room,
    day: last?.day ?? '',
    from: last?.to ?? '',
    to: '',
    credits: (last?.credits.slice(0, 1) ?? []).map((credit) => ({ ...credit, code: '', units: '' })),
    policy: {},
  };
}

export const copyOf = (session: SessionDraft): SessionDraft => ({ ...session, id: newId() });

/** A plan to begin with: one session, with a credit of the scheme where one was chosen, received as the preset says. */
export function emptyPlan(preset: PolicyPreset, scheme: Scheme | undefined): PlanDraft {
  const room = newId();
  const first = sessionAfter(undefined, room);
  return {
    title: '',
    organiser: '',
    venue: '',
    practice: false,
    numbers: {},
    rooms: [{ id: room, name: '' }],
    sessions: [{ ...first, credits: scheme ? [emptyCredit(scheme)] : [] }],
    policy: policyDraftOf(preset.policy),
  };
}

/** An earlier seminar to begin with: everything but the days and the numbers by which it was certified. */
export function planLike(plan: SeminarPlan): PlanDraft {
  const draft = draftOf(plan);
  return { ...draft, numbers: {}, sessions: draft.sessions.map((session) => ({ ...copyOf(session), day: '' })) };
}
