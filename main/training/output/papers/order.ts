import type { Scheme, Seminar, Settlement } from '../../../api/schema/training.ts';
import type { Language } from '../../../words/words.ts';

/** What a paper is made from. */
export interface PaperOrder {
  readonly seminar: Seminar;
  readonly settlement: Settlement;
  readonly schemes: readonly Scheme[];
  readonly language: Language;
  readonly now: Date;
}
