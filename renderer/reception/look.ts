import type { VerdictView } from '../../main/api/schema/attendance.ts';
import type { Status } from '../design/status.tsx';
import type { TextKey } from '../words/catalogue.ts';

/** How a verdict looks: colour and shape (`status`), one large word, the reason in one sentence. */
export interface Look {
  readonly status: Status;
  readonly word: TextKey;
  readonly because: TextKey;
}

type Told = Pick<VerdictView, 'verdict' | 'face' | 'direction' | 'answer'>;

/** What is done says so itself; every other verdict names what is wrong, and is not the word over somebody who was received all the same. */
const OWN_WORD: ReadonlySet<VerdictView['verdict']> = new Set(['ok', 'name-only']);

/** The first case that fits gives the look; what staff have answered goes before what the card said. */
const CASES: readonly (readonly [fits: (told: Told) => boolean, look: (told: Told) => Look])[] = [
  [({ face }) => face === 'hold', () => ({ status: 'busy', word: 'reception.word.hold', because: 'reception.because-hold' })],
  [({ answer }) => answer === 'accepted', () => ({ status: 'success', word: 'reception.word.accepted', because: 'reception.because-accepted' })],
  [
    ({ answer }) => answer === 'declined',
    ({ verdict }) => ({ status: 'absent', word: 'reception.word.declined', because: `reception.because.${verdict}` }),
  ],
  [
    ({ verdict, direction }) => verdict === 'ok' && direction === 'out',
    () => ({ status: 'success', word: 'reception.word.out', because: 'reception.because-out' }),
  ],
  [({ verdict }) => verdict === 'already-in', () => lookOf('already-in', 'info')],
  [({ verdict }) => verdict === 'unreadable', () => lookOf('unreadable', 'unsure')],
  [({ verdict }) => verdict === 'unknown-card', () => lookOf('unknown-card', 'unsure')],
  [({ face, verdict }) => face === 'accepted' && OWN_WORD.has(verdict), ({ verdict }) => lookOf(verdict, 'success')],
  [({ face }) => face === 'accepted', ({ verdict }) => ({ ...lookOf(verdict, 'success'), word: 'reception.word.accepted' })],
  [({ face }) => face === 'stop', ({ verdict }) => lookOf(verdict, 'error')],
  [() => true, ({ verdict }) => lookOf(verdict, 'warning')],
];

function lookOf(verdict: VerdictView['verdict'], status: Status): Look {
  return { status, word: `reception.verdict.${verdict}`, because: `reception.because.${verdict}` };
}

export function look(told: Told): Look {
  const [, answer] = CASES.find(([fits]) => fits(told))!;
  return answer(told);
}

/** Whether staff are asked. A card that could not be read is held there again; nothing is to be decided about it. */
export function asks({ answer, verdict }: Pick<VerdictView, 'answer' | 'verdict'>): boolean {
  return answer === 'open' && verdict !== 'unreadable';
}
