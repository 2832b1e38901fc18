import type { Credit, ReceptionPolicy, SeminarPlan, SeminarSession } from '../../../main/api/schema/training.ts';

/** Nothing is demanded of anybody. */
export const OPEN_POLICY: ReceptionPolicy = {
  opensBefore: 60,
  graceAfterStart: null,
  minimumPresence: null,
  exitTap: 'recorded',
  graceBeforeEnd: 0,
  bookedOnly: false,
  needsMyPage: false,
  statusMaxAgeDays: null,
};

export const DAY = '2026-11-20';

/** A time of the day of the seminar in Japan, as ISO UTC: `at('10:30')`. */
export const at = (time: string, day = DAY): string => new Date(`${day}T${time.length === 5 ? `${time}:00` : time}+09:00`).toISOString();

export const cme = (code: string | null, units: number): Credit => ({ scheme: 'cme', category: null, code, units });
export const credit = (scheme: string, category: string | null, units: number, code: string | null = null): Credit => ({
  scheme,
  category,
  code,
  units,
});

/** A session from `10:00` to `11:00` unless said otherwise. */
export const session = (id: string, change: Partial<SeminarSession> = {}): SeminarSession => ({
  id,
  title: `Session ${id}`,
  speaker: '',
  room: 'a',
  startsAt: at('10:00'),
  endsAt: at('11:00'),
  credits: [cme('74', 1)],
  policy: null,
  ...change,
});

/** A seminar in two rooms with one session of an hour and one unit, in which nothing is wrong or unusual. */
export const plan = (change: Partial<SeminarPlan> = {}): SeminarPlan => ({
  title: 'Autumn seminar',
  organiser: 'Association',
  venue: 'Hall',
  certifiedNumbers: [
    { scheme: 'cme', number: '26-13-0034' },
    { scheme: 'occupational-health', number: '26-13-0035' },
  ],
  rooms: [
    { id: 'a', name: 'Hall A' },
    { id: 'b', name: 'Hall B' },
  ],
  sessions: [session('s1')],
  policy: { ...OPEN_POLICY, graceAfterStart: 10 },
  practice: false,
  ...change,
});
