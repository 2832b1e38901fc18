import type { Translate } from '../../words/translate.ts';

/** What the program writes where somebody was received at no lane. */
const BY_HAND = 'desk';

/** A lane by the name staff gave it. */
export const laneWords = (lane: string, t: Translate): string => (lane === BY_HAND ? t('training.lane-by-hand') : lane);
