import type { PrescriptionRequestView } from '../../../main/api/schema/prescription-requests.ts';
import type { Status } from '../../design/status.tsx';
import type { Translate } from '../../words/translate.ts';

type Request = Pick<PrescriptionRequestView, 'state' | 'response'>;
type Outcome = NonNullable<PrescriptionRequestView['response']>['outcome'];

const ON_THE_WAY: Readonly<Record<Exclude<PrescriptionRequestView['state'], 'answered'>, Status>> = {
  kept: 'busy',
  placed: 'busy',
  uncertain: 'unsure',
};
const OUTCOMES: Readonly<Record<Outcome, Status>> = { accepted: 'success', refused: 'error', unknown: 'unsure' };

/** Where the progress alone decides: what was not done, or not understood, is never drawn as registered. */
const PROGRESS: Partial<Record<NonNullable<PrescriptionRequestView['response']>['progress'], Status>> = { failed: 'error', unknown: 'unsure' };

/** How a request is drawn. */
export function requestStatus({ state, response }: Request): Status {
  if (state !== 'answered' || !response) return state === 'answered' ? 'absent' : ON_THE_WAY[state];
  return PROGRESS[response.progress] ?? OUTCOMES[response.outcome];
}

/** The same in words. */
export function requestWord({ state, response }: Request, t: Translate): string {
  if (state !== 'answered' || !response) return t(`requests.states.${state}`);
  if (response.progress === 'failed') return t('requests.states.failed');
  return t(`requests.outcomes.${response.progress === 'unknown' ? 'unknown' : response.outcome}`);
}

/** 引換番号 in groups of four, to be read aloud. */
export const inFours = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');
