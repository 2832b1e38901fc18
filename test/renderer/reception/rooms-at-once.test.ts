import { describe, expect, it } from 'vitest';
import type { SeminarSession } from '../../../main/api/schema/training.ts';
import { roomsAtOnce } from '../../../renderer/reception/rooms-at-once.tsx';

const rooms = [
  { id: 'a', name: '大ホール' },
  { id: 'b', name: '会議室' },
  { id: 'c', name: '第2会議室' },
];
const session = (room: string, from: string, to: string): SeminarSession => ({
  id: `${room}${from}`.replaceAll(':', ''),
  title: room,
  speaker: '',
  room,
  startsAt: `2026-11-20T${from}:00.000Z`,
  endsAt: `2026-11-20T${to}:00.000Z`,
  credits: [],
  policy: null,
});

describe('rooms in which sessions run at one time', () => {
  it.each<[string, SeminarSession[], string[]]>([
    ['one after the other', [session('a', '10:00', '11:00'), session('b', '11:00', '12:00')], []],
    ['at one time in one room', [session('a', '10:00', '11:00'), session('a', '10:30', '11:30')], []],
    ['at one time in two', [session('b', '10:00', '11:00'), session('a', '10:30', '11:30'), session('c', '13:00', '14:00')], ['大ホール', '会議室']],
    ['one within the other', [session('a', '10:00', '14:00'), session('c', '11:00', '12:00')], ['大ホール', '第2会議室']],
  ])('%s', (_name, sessions, names) => expect(roomsAtOnce({ rooms, sessions })).toEqual(names));
});
