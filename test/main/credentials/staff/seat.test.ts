import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Seat, type Sitting } from '../../../../main/credentials/staff/seat.ts';

const MINUTE = 60_000;
const IDLE = 10 * MINUTE;
const START = new Date('2026-06-01T03:00:00Z');

let told: Sitting[];
let idle: number;
let seat: Seat;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  told = [];
  idle = IDLE;
  seat = new Seat({ now: () => new Date(), idle: () => idle, onIdle: (sitting) => told.push(sitting) });
});
afterEach(() => void vi.useRealTimers());

const pass = (minutes: number) => vi.advanceTimersByTime(minutes * MINUTE);
/** The computer sleeps: its clock goes on, its timers stand still. */
const sleep = (minutes: number) => vi.setSystemTime(Date.now() + minutes * MINUTE);
const state = () => seat.sitting && { staff: seat.sitting.staff, locked: seat.sitting.locked };

it.each<[string, () => unknown, object | null, number]>([
  ['nobody came', () => pass(20), null, 0],
  ['somebody came', () => seat.sit('a', 'passkey'), { staff: 'a', locked: false }, 0],
  ['just not idle long enough', () => [seat.sit('a', 'passkey'), pass(9.99)], { staff: 'a', locked: false }, 0],
  ['idle long enough', () => [seat.sit('a', 'passkey'), pass(10)], { staff: 'a', locked: true }, 1],
  ['idle for a day: told once', () => [seat.sit('a', 'passkey'), pass(1440)], { staff: 'a', locked: true }, 1],
  ['work in between', () => [seat.sit('a', 'passkey'), pass(9), seat.work(), pass(9)], { staff: 'a', locked: false }, 0],
  ['work, then idle', () => [seat.sit('a', 'passkey'), pass(9), seat.work(), pass(10)], { staff: 'a', locked: true }, 1],
  ['work too late unlocks nothing', () => [seat.sit('a', 'passkey'), pass(10), seat.work()], { staff: 'a', locked: true }, 1],
  ['the computer slept', () => [seat.sit('a', 'passkey'), sleep(10)], { staff: 'a', locked: true }, 1],
  ['the computer slept, and then somebody works', () => [seat.sit('a', 'passkey'), sleep(10), seat.work()], { staff: 'a', locked: true }, 1],
  ['the clock is set back', () => [seat.sit('a', 'passkey'), sleep(-600), pass(10)], { staff: 'a', locked: true }, 1],
  ['locked by hand', () => [seat.sit('a', 'passkey'), seat.lock(), pass(60)], { staff: 'a', locked: true }, 0],
  ['locked by hand with nobody there', () => seat.lock(), null, 0],
  ['signed in again after the lock', () => [seat.sit('a', 'passkey'), pass(10), seat.sit('a', 'passkey')], { staff: 'a', locked: false }, 1],
  ['another signs in after the lock', () => [seat.sit('a', 'passkey'), pass(10), seat.sit('b', 'card')], { staff: 'b', locked: false }, 1],
  ['left', () => [seat.sit('a', 'passkey'), seat.leave(), pass(60)], null, 0],
  ['left while locked', () => [seat.sit('a', 'passkey'), pass(10), seat.leave()], null, 1],
])('%s', (_what, happens, expected, times) => {
  happens();
  expect({ state: state(), told: told.length }).toEqual({ state: expected, told: times });
});

it('tells when it locks, and what it locked', () => {
  seat.sit('a', 'card');
  pass(4);
  expect(seat.sitting!.locksAt).toEqual(new Date(START.getTime() + IDLE));
  seat.work();
  expect(seat.sitting!.locksAt).toEqual(new Date(START.getTime() + 14 * MINUTE));
  pass(10);
  expect(told).toEqual([{ staff: 'a', by: 'card', locked: true, locksAt: new Date(START.getTime() + 14 * MINUTE) }]);
});

it('takes a shorter time at once', () => {
  seat.sit('a', 'passkey');
  pass(5);
  idle = 5 * MINUTE;
  expect(state()).toEqual({ staff: 'a', locked: true });
});
