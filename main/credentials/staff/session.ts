import type { Kysely } from 'kysely';
import type { StaffRole, StaffSession } from '../../api/schema/staff.ts';
import type { Facts } from '../../audit/actions.ts';
import { AppError } from '../../errors.ts';
import { Latest } from '../../latest.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Tables } from '../../store/schema.ts';
import { type Acting, actingAs } from './acting.ts';
import { seatedView } from './book.ts';
import type { StaffParts } from './parts.ts';
import { Seat, type Sitting } from './seat.ts';

/** Why somebody no longer sits at the desk. */
export type LeaveReason = 'asked' | 'other-signed-in' | 'card-removed' | 'left' | 'program-ended';

/** The session of the one seat: in memory alone, every change of it in the audit log. */
export interface SeatSession extends AsyncDisposable {
  readonly view: StaffSession;
  watch(signal?: AbortSignal): AsyncGenerator<StaffSession, void>;
  /**
   * Who is signed in, and that somebody works.
   * @param allowing also whoever has yet to register a key of their own
   * @throws AppError STAFF_SIGN_IN_NEEDED, STAFF_SESSION_LOCKED, STAFF_OWN_KEY_NEEDED
   */
  acting(allowing?: 'own-key-needed'): Acting;
  /**
   * Somebody has proved who it is: goes on where it is the same person, ends the session of another.
   * @param also is written together with the record of it
   * @returns ends with this sitting
   */
  begin(staff: string, by: Sitting['by'], facts: Facts, also?: (db: Kysely<Tables>) => Promise<unknown>): Promise<AbortSignal>;
  touch(): StaffSession;
  lock(): Promise<StaffSession>;
  /** @param of ends it only where it is still this person's */
  end(because: LeaveReason, of?: string): Promise<StaffSession>;
  /** Names the reader on which staff put their own cards; `null` names none. For who decides or runs the desk, once anybody is registered. @throws AppError as `acting`, STAFF_ROLE_NEEDED */
  nameReader(reader: string | null): Promise<StaffSession>;
  /** Shows the page on which somebody is asked now. */
  show(page: string | null): void;
  /** What is known of people or settings has changed. */
  refresh(): void;
}

export interface SessionOptions extends Pick<StaffParts, 'store' | 'audit' | 'book' | 'turn'> {
  /** Minutes without work after which it locks. */
  readonly idleMinutes: () => number;
}

const READER_SETTING = 'staffReader';
/** Who names the reader for staff. */
const NAMES_READER: readonly StaffRole[] = ['approver', 'operator'];
const MINUTE = 60_000;
/** Watchers are told of a later time of locking in steps, not with each piece of work. */
const STEP_MS = 10_000;

export async function openSeatSession({ store, audit, book, turn, idleMinutes }: SessionOptions): Promise<SeatSession> {
  const kept = await readSetting(store.db, READER_SETTING);
  let reader = typeof kept === 'string' ? kept : null;
  let page: string | null = null;
  let present = new AbortController();
  const seat = new Seat({ now: store.now, idle: () => idleMinutes() * MINUTE, onIdle: lockedItself });

  function viewOf(sitting: Sitting | null): StaffSession {
    const common = { firstStart: book.all.length === 0, cardReader: reader, page };
    const staff = sitting && book.find(sitting.staff);
    if (!sitting || !staff) return { state: 'none', staff: null, by: null, locksAt: null, ownKeyNeeded: false, ...common };
    const { locked, by, locksAt } = sitting;
    const state = locked ? 'locked' : 'signed-in';
    const { ownKeyNeeded } = staff;
    return { state, staff: seatedView(staff), by, locksAt: locked ? null : locksAt.toISOString(), ownKeyNeeded, ...common };
  }
  const view = () => viewOf(seat.sitting);
  const views = new Latest<StaffSession>(view());
  const publish = (): StaffSession => {
    const now = view();
    views.set(now);
    return now;
  };

  function lockedItself(sitting: Sitting): void {
    views.set(viewOf(sitting));
    const { staff, by } = sitting;
    turn(() => audit.record({ action: 'staff.locked', facts: { staff, means: by, because: 'idle' } })).catch((error: unknown) =>
      console.error(error),
    );
  }

  /** The seat is free, in the same turn as its record. */
  function rise(): void {
    seat.leave();
    present.abort();
  }

  function worked(): void {
    seat.work();
    const told = views.value.locksAt;
    const now = seat.sitting;
    if (now && !now.locked && told && now.locksAt.getTime() - Date.parse(told) >= STEP_MS) publish();
  }

  function acting(allowing?: 'own-key-needed'): Acting {
    const sitting = seat.sitting;
    const staff = sitting && book.find(sitting.staff);
    if (!sitting || staff?.state !== 'active') throw new AppError('STAFF_SIGN_IN_NEEDED');
    if (sitting.locked) throw new AppError('STAFF_SESSION_LOCKED');
    if (staff.ownKeyNeeded && allowing !== 'own-key-needed') throw new AppError('STAFF_OWN_KEY_NEEDED');
    worked();
    return actingAs(staff, sitting.by);
  }

  const end = (because: LeaveReason, of?: string): Promise<StaffSession> =>
    turn(async () => {
      const sitting = seat.sitting;
      if (!sitting || (of !== undefined && sitting.staff !== of)) return view();
      const { staff, by } = sitting;
      rise();
      const ended = publish();
      await audit.record({ action: 'staff.signed-out', facts: { staff, means: by, because } });
      return ended;
    });

  return {
    get view() {
      return view();
    },
    watch: (signal) => views.watch(signal),
    acting,
    begin: (staff, by, facts, also) =>
      turn(async () => {
        book.active(staff);
        const before = seat.sitting;
        const same = before?.staff === staff;
        await store.db.transaction().execute(async (transaction) => {
          await also?.(transaction);
          if (before && !same) {
            const former = { staff: before.staff, means: before.by, because: 'other-signed-in' satisfies LeaveReason };
            await audit.append(transaction, { action: 'staff.signed-out', facts: former });
          }
          await audit.append(transaction, { action: 'staff.signed-in', facts: { staff, means: by, again: same, ...facts } });
        });
        await book.reload();
        rise();
        present = new AbortController();
        seat.sit(staff, by);
        publish();
        return present.signal;
      }),
    touch() {
      worked();
      return view();
    },
    lock: () =>
      turn(async () => {
        const sitting = seat.sitting;
        if (!sitting || sitting.locked) return view();
        const { staff, by } = sitting;
        seat.lock();
        const locked = publish();
        await audit.record({ action: 'staff.locked', facts: { staff, means: by, because: 'asked' } });
        return locked;
      }),
    end,
    async nameReader(name) {
      const who = book.all.length > 0 ? acting() : null;
      if (who && (who.association !== null || !NAMES_READER.some((role) => who.roles.has(role))))
        throw new AppError('STAFF_ROLE_NEEDED', { roles: NAMES_READER.join(' ') });
      const by = who?.id ?? null;
      return turn(async () => {
        await store.db.transaction().execute(async (transaction) => {
          await keepSetting(transaction, READER_SETTING, name);
          await audit.append(transaction, { action: 'staff.changed', facts: { reader: name, by } });
        });
        reader = name;
        return publish();
      });
    },
    show(address) {
      page = address;
      publish();
    },
    refresh: () => void publish(),
    async [Symbol.asyncDispose]() {
      await end('program-ended');
      views.end();
    },
  };
}
