import type { KioskView } from '../../main/api/schema/attendance.ts';
import type { Status } from '../design/status.tsx';
import type { TextKey } from '../words/catalogue.ts';

type Told = Pick<KioskView['lanes'][number], 'face' | 'verdict' | 'direction'>;
type Greeting = Extract<TextKey, `reception.kiosk.word.${string}`> extends `reception.kiosk.word.${infer Id}` ? Id : never;

export interface KioskLook {
  readonly status: Status;
  readonly word: TextKey;
  readonly greeting: TextKey;
}

const greet = (status: Status, id: Greeting): KioskLook => ({
  status,
  word: `reception.kiosk.word.${id}`,
  greeting: `reception.kiosk.greeting.${id}`,
});

/** What a doctor is told: whether they are received, and nothing of why not; that is between them and staff. */
export function kioskLook({ face, verdict, direction }: Told): KioskLook | null {
  if (face === 'idle') return null;
  if (face === 'hold') return greet('busy', 'hold');
  if (verdict === 'unreadable') return greet('unsure', 'unreadable');
  if (face !== 'accepted') return greet('info', 'ask');
  if (verdict === 'already-in') return greet('success', 'again');
  return greet('success', direction === 'out' ? 'out' : 'in');
}
