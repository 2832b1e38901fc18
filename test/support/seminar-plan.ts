import type { SeminarPlan } from '../../main/api/schema/training.ts';

const MINUTE = 60_000;
const iso = (time: number): string => new Date(time).toISOString();

/** A seminar of one session that is running: it began five minutes before `now` and lasts three hours. */
export function runningPlan(now: Date, more: Partial<SeminarPlan> = {}): SeminarPlan {
  const start = now.getTime() - 5 * MINUTE;
  return {
    title: '産業医研修会',
    organiser: '検証市医師会',
    venue: '検証会館',
    certifiedNumbers: [{ scheme: 'occupational-health', number: '27-0001' }],
    rooms: [{ id: 'main', name: '大ホール' }],
    sessions: [
      {
        id: 's1',
        title: '職場の健康管理',
        speaker: '検証　花子',
        room: 'main',
        startsAt: iso(start),
        endsAt: iso(start + 180 * MINUTE),
        credits: [{ scheme: 'occupational-health', category: 'lifelong-specialist', code: null, units: 3 }],
        policy: null,
      },
    ],
    policy: {
      opensBefore: 60,
      graceAfterStart: null,
      minimumPresence: null,
      exitTap: 'none',
      graceBeforeEnd: 0,
      bookedOnly: true,
      needsMyPage: false,
      statusMaxAgeDays: 7,
    },
    practice: false,
    ...more,
  };
}
