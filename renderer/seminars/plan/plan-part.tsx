import type { PolicyPreset } from '../../../main/api/schema/training.ts';
import type { SeminarPartProps } from '../seminar-page.tsx';
import type { Drafts } from '../use-drafts.ts';
import { BookedList } from './booked-list.tsx';
import { draftOf } from './plan-draft.ts';
import { PlanEditor } from './plan-editor.tsx';
import { usePlanDraft } from './use-plan-draft.ts';

interface PlanPartProps extends SeminarPartProps {
  readonly presets: readonly PolicyPreset[];
  readonly drafts: Drafts;
}

/** The plan of a seminar, and who has booked it. */
export function PlanPart({ seminar, schemes, presets, drafts, onChanged }: PlanPartProps) {
  const editing = usePlanDraft(seminar.id, drafts, seminar, () => draftOf(seminar.plan));
  return (
    <PlanEditor editing={editing} seminar={seminar} schemes={schemes} presets={presets} onSaved={onChanged} onStale={onChanged}>
      <BookedList seminar={seminar} />
    </PlanEditor>
  );
}
