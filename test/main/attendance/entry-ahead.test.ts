import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAhead } from '../../../main/attendance/ahead.ts';
import { stackDoctor } from '../../support/card-stack.ts';
import { runningPlan } from '../../support/seminar-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openSeminarWith, openVenueDesk, type VenueDesk } from '../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const MINUTE = 60_000;
const [BOOKED, OTHER] = [stackDoctor(0), stackDoctor(1)];
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

it.each([
  [-1, false],
  [0, false],
  [1, false],
  [1.01, true],
  [100, true],
])('a time in %d minutes is ahead: %s', (minutes, ahead) => expect(isAhead(inMinutes(minutes), NOW)).toBe(ahead));

describe('entries for another time', () => {
  let desk: VenueDesk;
  let seminar: string;
  let now: Date;

  beforeEach(async () => {
    now = NOW;
    desk = await openVenueDesk(await temporaryFolder(), undefined, () => now);
    seminar = (await openSeminarWith(desk.venue, runningPlan(NOW), [BOOKED, OTHER])).id;
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  const manual = (at: Date, registration: string | null = BOOKED.registration) =>
    desk.venue.reception.manual({
      seminar,
      session: null,
      direction: 'in',
      person: null,
      registration,
      name: '戸山　一',
      kana: '',
      affiliation: '',
      birthDate: '',
      evidence: 'paper-list',
      reason: 'かざし忘れ',
      by: '受付　花子',
      at: at.toISOString(),
      lane: null,
    });
  const facts = async () => (await desk.venue.facts.of(seminar)).length;

  it('are recorded up to now, and refused from then on, with nothing written', async () => {
    await expect(manual(inMinutes(100), null)).rejects.toMatchObject({ code: 'TIME_AHEAD' });
    expect([await facts(), desk.venue.people.search({ text: '戸山', limit: 5 })]).toEqual([0, []]);
    expect((await manual(inMinutes(-2))).verdict).toBe('ok');
    now = inMinutes(100);
    expect((await manual(inMinutes(100))).verdict).toBe('ok');
    expect(await facts()).toBe(2);
  });

  const list = (...lines: readonly string[]) => Buffer.from(['医籍登録番号,氏名,入室時刻', ...lines].join('\r\n'));

  it('of a paper list go to whom the desk holds only when the names fit, or somebody has looked', async () => {
    const bytes = list(`${OTHER.registration},${BOOKED.name.slice(0, 2)}　三郎,2027-02-07T09:58`);
    const take = (confirmed: readonly number[]) => desk.venue.importPaper(seminar, { bytes, by: '受付　花子', confirmed });
    const refused = [{ line: 2, code: 'identity-differs', held: OTHER.name }];
    expect(await take([])).toEqual({ added: 0, refused });
    expect(await take([3])).toEqual({ added: 0, refused });
    expect(await take([2])).toEqual({ added: 1, refused: [] });
    expect(await take([2])).toEqual({ added: 0, refused: [] });
    const [entry] = await desk.venue.facts.of(seminar);
    expect(entry?.person).toBe(desk.venue.people.byRegistration(OTHER.registration)?.person);
  });

  it('of a paper list are refused when they are ahead', async () => {
    const bytes = list(`${BOOKED.registration},${BOOKED.name},2027-02-07T11:40`);
    const refused = [{ line: 2, code: 'time-ahead', held: null }];
    expect(await desk.venue.importPaper(seminar, { bytes, by: '受付　花子' })).toEqual({ added: 0, refused });
  });

  it('settled early give nobody the full time', async () => {
    await manual(inMinutes(-2));
    await desk.venue.seminars.move(seminar, 'closed', '');
    await expect(desk.venue.settlements.settle(seminar, '事務')).rejects.toMatchObject({ code: 'SEMINAR_NOT_OVER' });
    now = inMinutes(176);
    expect((await desk.venue.settlements.settle(seminar, '事務')).participations.filter(({ totals }) => totals.length > 0).length).toBe(1);
  });
});
