import type { Seminar } from '../../../main/api/schema/training.ts';

/** What every panel beside the participants is given. */
export interface PanelProps {
  readonly seminar: Seminar;
  /** Facts were added or annulled. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}
