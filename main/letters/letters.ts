import type { LetterOptions } from '../api/schema/letters.ts';
import { keepOptions, readOptions } from './form/options.ts';
import { type Issuing, issuing } from './issuing.ts';
import { type Packing, packing } from './package/packing.ts';
import { letterParts, type LettersOptions } from './parts.ts';
import { openPhrases, type Phrases } from './phrases/phrases.ts';
import { type Receiving, receiving } from './reply/receiving.ts';
import { type Writing, writing } from './writing.ts';

/** Referral letters (診療情報提供書): written, signed, packed, received, answered. */
export interface Letters extends Omit<Writing, 'begin'>, Issuing, Packing, Receiving {
  readonly phrases: Phrases;
  options(): Promise<LetterOptions>;
  setOptions(options: LetterOptions): Promise<LetterOptions>;
}

export function openLetters(options: LettersOptions): Letters {
  const parts = letterParts(options);
  const { begin, ...written } = writing(parts);
  return {
    ...written,
    ...issuing(parts),
    ...packing(parts),
    ...receiving(parts, { begin }),
    phrases: openPhrases(options.store),
    options: () => readOptions(options.store),
    async setOptions(chosen) {
      await keepOptions(options.store, chosen);
      return chosen;
    },
  };
}
