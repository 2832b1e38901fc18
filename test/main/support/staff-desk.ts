import { onTestFinished } from 'vitest';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { PinPrompt } from '../../../card/pin/prompt.ts';
import { auditLog } from '../../../main/audit/audit-log.ts';
import type { StaffOrder } from '../../../main/api/schema/staff.ts';
import { openCardDesk } from '../../../main/cards/card-desk.ts';
import { openStaffDesk } from '../../../main/credentials/staff/staff-desk.ts';
import { openStore } from '../../../main/store/store.ts';
import type { Trust } from '../../../main/verification/trust.ts';
import { PreparedPerson } from '../../support/pin-prompts.ts';
import { SoftwareAuthenticator } from '../../support/software-authenticator.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { PreparedHand } from './passkey-desk.ts';

export const STAFF_READER = 'Staff reader';
export const OTHER_READER = 'Holders reader';

export const approver = (name: string): StaffOrder => ({ name, roles: ['approver'], association: null });
export const examiner = (name: string): StaffOrder => ({ name, roles: ['examiner'], association: null });

const NOTHING: Trust = { anchors: [], pinned: [], chain: [], crls: [], acceptTestCards: true };

export interface StaffWorldOptions {
  readonly folder?: string;
  readonly person?: PinPrompt;
  /** Whether the shell can ask for passkeys. */
  readonly passkeys?: boolean;
}

/** A staff desk over a store of its own, with two virtual readers, a clock that a test moves, and a hand that gives passkeys. */
export async function staffWorld({ folder, person = new PreparedPerson(), passkeys = true }: StaffWorldOptions = {}) {
  const clock = { at: new Date('2026-06-01T03:00:00Z') };
  const store = await openStore({ folder: folder ?? (await temporaryFolder()), now: () => clock.at });
  const audit = auditLog(store);
  await audit.begin();
  const readers = new VirtualReaderService();
  readers.addReader(STAFF_READER);
  readers.addReader(OTHER_READER);
  const nothing = async () => {};
  const cards = openCardDesk({
    service: readers,
    audit,
    askAgain: false,
    typeAt: () => 'reader',
    remember: nothing,
    noticed: () => {},
    now: store.now,
  });
  await cards.live.settled();
  const hand = new PreparedHand();
  const trust = { present: NOTHING };
  const settings = { idleMinutes: 10 };
  const desk = await openStaffDesk({
    store,
    audit,
    passkeys: passkeys ? hand : null,
    cards: {
      desk: cards,
      trust: async () => trust.present,
      pinDesk: {
        ask(request, signal, announce) {
          announce('/pin');
          return person.ask(request, signal);
        },
      },
    },
    idleMinutes: () => settings.idleMinutes,
  });
  const close = async () => {
    await desk[Symbol.asyncDispose]();
    await cards[Symbol.asyncDispose]();
    await readers[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  };
  let closed: Promise<void> | null = null;
  const closeOnce = () => (closed ??= close());
  onTestFinished(closeOnce);

  /** What was recorded about staff, oldest first. */
  async function recorded(): Promise<readonly { readonly action: string; readonly facts: object }[]> {
    const entries = (await audit.list(null, 500)).filter(({ action }) => action.startsWith('staff.'));
    return entries.map(({ action, facts }) => ({ action: action.slice('staff.'.length), facts })).reverse();
  }

  /** Signs in with the key of this hand. */
  async function signInWith(key: SoftwareAuthenticator) {
    hand.hand = key;
    await desk.signIn();
    return desk.acting();
  }

  /** A first approver with a passkey, and a second one, so that the set-up phase is over. */
  async function twoApprovers() {
    const [firstKey, secondKey] = [new SoftwareAuthenticator(), new SoftwareAuthenticator()];
    hand.hand = firstKey;
    const { id } = await desk.add(approver('一番 花子'), null, null);
    const first = { id };
    clock.at = new Date(clock.at.getTime() + 1_000);
    const second = { id: (await desk.add(approver('二番 次郎'), first, null)).id };
    const handed = new SoftwareAuthenticator();
    hand.hand = handed;
    await desk.addPasskey(second.id, '渡した鍵', first);
    await further(second.id, handed, secondKey, '鍵');
    return { first, second, firstKey, secondKey };
  }

  /** Somebody registers a further key, after giving the one of before. */
  async function further(id: string, before: SoftwareAuthenticator, made: SoftwareAuthenticator, name = 'spare') {
    hand.hand = before;
    hand.made = made;
    return desk.addPasskey(id, name, { id }).finally(() => {
      hand.made = null;
    });
  }

  const world = { clock, store, audit, readers, cards, hand, trust, settings, desk };
  return { ...world, recorded, signInWith, twoApprovers, further, close: closeOnce };
}

export type StaffWorld = Awaited<ReturnType<typeof staffWorld>>;

/** The code that a call ends with. */
export const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: { readonly code?: string; readonly detail?: { readonly reason?: string } }) =>
      error.detail?.reason === undefined ? error.code : `${error.code} ${error.detail.reason}`,
  );
