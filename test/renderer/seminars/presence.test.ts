import { expect, it } from 'vitest';
import type { SessionPresence } from '../../../main/api/schema/training.ts';
import { presenceStatus } from '../../../renderer/seminars/people/presence-cell.tsx';

const presence = (change: Partial<SessionPresence>): SessionPresence => ({
  session: 's1',
  in: '2026-11-20T10:00:00Z',
  out: null,
  minutes: 5,
  credits: [],
  reason: null,
  ...change,
});

it.each<[string, Partial<SessionPresence>, boolean, string]>([
  ['credited', {}, false, 'success'],
  ['absent', { in: null, reason: 'absent' }, true, 'absent'],
  ['not there long enough yet', { reason: 'too-short' }, true, 'info'],
  ['not there long enough', { reason: 'too-short' }, false, 'warning'],
  ['not there long enough, and gone', { reason: 'too-short', out: '2026-11-20T10:05:00Z' }, true, 'warning'],
  ['no tap on leaving yet', { reason: 'no-exit-tap' }, true, 'info'],
  ['no tap on leaving', { reason: 'no-exit-tap' }, false, 'warning'],
  ['late, which no time mends', { reason: 'late' }, true, 'warning'],
])('%s', (_name, change, running, status) => expect(presenceStatus(presence(change), running)).toBe(status));
