import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import type { Status } from '../../design/status.tsx';
import type { Translate } from '../../words/translate.ts';

type Request = Pick<PrescriptionRequestView, 'state' | 'response' | 'later'>;
type Answer = NonNullable<PrescriptionRequestView['response']>;
type Outcome = Answer['outcome'];

const ON_THE_WAY: Readonly<Record<Exclude<PrescriptionRequestView['state'], 'answered'>, Status>> = {
  kept: 'busy',
  placed: 'busy',
  uncertain: 'unsure',
  withdrawn: 'absent',
};
const OUTCOMES: Readonly<Record<Outcome, Status>> = { accepted: 'success', refused: 'error', unknown: 'unsure' };

/** Where the progress alone decides: what was not done, or not understood, is never drawn as registered. */
const PROGRESS: Partial<Record<Answer['progress'], Status>> = { failed: 'error', unknown: 'unsure' };

/** How a request is drawn. */
export function requestStatus({ state, response, later }: Request): Status {
  if (state !== 'answered' || !response) return state === 'answered' ? 'absent' : ON_THE_WAY[state];
  // Two answers that differ are for a person to clear up, whatever each says.
  return later.length > 0 ? 'unsure' : (PROGRESS[response.progress] ?? OUTCOMES[response.outcome]);
}

/** The same in words. */
export function requestWord({ state, response, later }: Request, t: Translate): string {
  if (state !== 'answered' || !response) return t(`requests.states.${state}`);
  return later.length > 0 ? t('requests.states.differs') : answerWord(response, t);
}

/** What an answer says, in words. */
export function answerWord({ progress, outcome }: Pick<Answer, 'progress' | 'outcome'>, t: Translate): string {
  if (progress === 'failed') return t('requests.states.failed');
  return t(`requests.outcomes.${progress === 'unknown' ? 'unknown' : outcome}`);
}

/** 引換番号 in groups of four, to be read aloud. */
export const inFours = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');
