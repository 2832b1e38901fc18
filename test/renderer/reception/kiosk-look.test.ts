import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../../../main/api/schema/attendance.ts';
import { kioskLook } from '../../../renderer/reception/kiosk-look.ts';

describe('what a doctor is told', () => {
  it.each([
    [{ face: 'idle', verdict: null, direction: null }, null],
    [{ face: 'accepted', verdict: 'ok', direction: 'in' }, 'reception.kiosk.word.in'],
    [{ face: 'accepted', verdict: 'ok', direction: 'out' }, 'reception.kiosk.word.out'],
    [{ face: 'accepted', verdict: 'name-only', direction: 'in' }, 'reception.kiosk.word.in'],
    [{ face: 'accepted', verdict: 'already-in', direction: 'in' }, 'reception.kiosk.word.again'],
    [{ face: 'hold', verdict: null, direction: 'in' }, 'reception.kiosk.word.hold'],
    [{ face: 'warning', verdict: 'unreadable', direction: 'in' }, 'reception.kiosk.word.unreadable'],
    [{ face: 'stop', verdict: null, direction: 'in' }, 'reception.kiosk.word.ask'],
  ] as const)('%j: %s', (told, word) => expect(kioskLook(told)?.word ?? null).toBe(word));

  it('nothing of why they wait: every reason looks the same, also if one slipped through', () => {
    const reasons = VERDICTS.filter((verdict) => verdict !== 'unreadable');
    const looks = reasons.flatMap((verdict) => (['warning', 'stop'] as const).map((face) => kioskLook({ face, verdict, direction: 'in' })));
    expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(1);
  });
});
