import type { StaffOrder, StaffSession, StaffView } from '../../api/schema/staff.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { AppError } from '../../errors.ts';
import { toFailure } from '../../failure.ts';
import { inTurn } from '../../in-turn.ts';
import type { Store } from '../../store/store.ts';
import { type Acting, actingAs, type Person } from './acting.ts';
import { askingOn } from './asking.ts';
import { type KnownStaff, openStaffBook, staffView } from './book.ts';
import { type JudgedCard, UNDECIDED } from './card-judgement.ts';
import { cardProof, type StaffCards } from './card-proof.ts';
import { type FreshProof, proofAnew } from './fresh-proof.ts';
import { openStaffKeys } from './keys.ts';
import type { StaffParts } from './parts.ts';
import type { PasskeyDesk } from './passkey-desk.ts';
import { notePasskey, readPasskeys } from './passkey-rows.ts';
import { givePasskey } from './passkeys.ts';
import { openRegistration } from './registration.ts';
import { openSeatSession } from './session.ts';
import { openStaffTokens, type StaffTokens } from './tokens.ts';

/** Staff of the authority's desk: who they are, what they sign in with, and who sits at this program now. */
export interface StaffDesk extends Omit<StaffTokens, 'removeToken'>, AsyncDisposable {
  readonly session: StaffSession;
  /** The present session at once, then each change. */
  watch(signal?: AbortSignal): AsyncIterable<StaffSession>;
  /**
   * Who is signed in, and that somebody works.
   * @param allowing also whoever has yet to register a key of their own
   * @throws AppError STAFF_SIGN_IN_NEEDED, STAFF_SESSION_LOCKED, STAFF_OWN_KEY_NEEDED
   */
  acting(allowing?: 'own-key-needed'): Acting;
  /** Somebody who proposed, with the roles of now. @throws AppError STAFF_UNKNOWN once that person left */
  actingOf(id: string): Promise<Acting>;
  /** Asks for a passkey. @throws AppError PASSKEY_NOT_POSSIBLE, PASSKEY_REFUSED */
  signIn(): Promise<StaffSession>;
  /**
   * With the own card on the reader named for staff, whose removal ends the session: refused unless its issuers, its dates and that it is not revoked
   * are proved, and the card proves possession with its PIN.
   * @throws AppError STAFF_READER_NOT_NAMED, STAFF_CARD_UNKNOWN, STAFF_CARD_NOT_PROVED, and CardError
   */
  signInWithCard(): Promise<StaffSession>;
  touch(): StaffSession;
  lock(): Promise<StaffSession>;
  signOut(): Promise<StaffSession>;
  /** @throws AppError as `acting`, STAFF_ROLE_NEEDED, once anybody is registered */
  nameReader(reader: string | null): Promise<StaffSession>;
  list(): Promise<StaffView[]>;
  /** Whom somebody sees: everybody, or the people of one association; tokens are shown to whose they are and to who decides about staff. */
  listFor(acting: Acting | null): Promise<StaffView[]>;
  /** `program` and ids of nobody stand for themselves. */
  nameOf(id: string): string;
  /**
   * Registers somebody. `second` may be missing at the first start and while fewer than two people could decide; else SECOND_PERSON_NEEDED, and the
   * same is asked again with the second person.
   * @throws AppError as `Registration`
   */
  add(order: StaffOrder, acting: Person | null, second: Person | null): Promise<StaffView>;
  change(order: StaffOrder & Person, acting: Person | null, second: Person | null): Promise<StaffView>;
  /** Ends the session too where it is theirs. */
  leave(id: string, acting: Person | null, second: Person | null): Promise<StaffView>;
  /** @throws AppError as `StaffKeys` */
  addPasskey(
    id: string,
    name: string,
    acting: Person,
    waits?: (passkey: string) => Promise<unknown>,
  ): Promise<{ readonly id: string; readonly pending: boolean; readonly staff: StaffView }>;
  confirmPasskey(id: string, acting: Person, second: Person | null): Promise<StaffView>;
  removePasskey(id: string, acting: Person): Promise<StaffView>;
  /**
   * The own card, on the reader named for staff, in place of the one before, after a key that one has already; it proves possession. One whose issuers
   * cannot be proved yet may be registered, and signs in once they are.
   * @throws AppError STAFF_READER_NOT_NAMED, STAFF_CARD_NOT_PROVED, CARD_ALREADY_BOUND, PASSKEY_REFUSED, and CardError
   */
  addCard(acting: Person): Promise<StaffView>;
  /** A session that was begun with it ends. @throws AppError as `StaffKeys` */
  removeCard(id: string, acting: Person): Promise<StaffView>;
  /** @throws AppError as `StaffTokens` */
  removeToken(id: string, acting: Person): Promise<StaffView>;
}

export interface StaffDeskOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  /** `null`: this shell cannot ask for passkeys. */
  readonly passkeys: PasskeyDesk | null;
  readonly cards: StaffCards;
  /** Minutes without work after which a session locks. */
  readonly idleMinutes: () => number;
}

export async function openStaffDesk({ store, audit, passkeys, cards, idleMinutes }: StaffDeskOptions): Promise<StaffDesk> {
  const { db, now } = store;
  const book = await openStaffBook(db, now);
  const turn = inTurn();
  const session = await openSeatSession({ store, audit, book, turn, idleMinutes });
  const asked = askingOn((page) => session.show(page));
  const parts: StaffParts = { store, audit, book, passkeys, turn, asking: asked.ask };
  const registration = openRegistration(parts);
  const proof = cardProof(cards, parts);
  const anew = proofAnew(parts, proof);
  const keys = openStaffKeys(parts, proveAnew);
  const { removeToken, ...tokens } = openStaffTokens(parts);
  const following = new Set<Promise<void>>();

  /** Records why nobody signs in, and goes on failing. */
  async function recordingRefusal<T>(means: 'passkey' | 'card', work: () => Promise<T>): Promise<T> {
    return work().catch(async (error: unknown) => {
      const { code, detail } = toFailure(error);
      const { reason = code, ...facts } = detail;
      await audit.record({ action: 'staff.refused', facts: { ...facts, means, reason } });
      throw error;
    });
  }

  /** By what the session was begun with, or a passkey. */
  function proveAnew(id: string): Promise<FreshProof> {
    const { by, staff } = session.view;
    const means = by === 'card' && staff?.id === id ? 'card' : 'passkey';
    return recordingRefusal(means, () => (means === 'card' ? anew.card(id, namedReader()) : anew.passkey(id)));
  }

  function namedReader(): string {
    const { cardReader } = session.view;
    if (cardReader === null) throw new AppError('STAFF_READER_NOT_NAMED');
    return cardReader;
  }

  /** Ends the session with the card, as long as it is that session. */
  function follow(reader: string, card: JudgedCard, staff: string, sitting: AbortSignal): void {
    const ended = proof
      .gone(reader, card, sitting)
      .then(async (gone) => {
        if (gone && !sitting.aborted) await session.end('card-removed', staff);
      })
      .catch((error: unknown) => console.error(error))
      .finally(() => following.delete(ended));
    following.add(ended);
  }

  const shown = <Given extends readonly unknown[]>(work: (...given: Given) => Promise<KnownStaff>) => {
    return async (...given: Given): Promise<StaffView> => {
      const view = staffView(await work(...given));
      session.refresh();
      return view;
    };
  };

  return {
    ...tokens,
    get session() {
      return session.view;
    },
    watch: (signal) => session.watch(signal),
    acting: (allowing) => session.acting(allowing),
    actingOf: async (id) => actingAs(book.active(id), null),
    signIn: () =>
      recordingRefusal('passkey', async () => {
        if (!passkeys) throw new AppError('PASSKEY_NOT_POSSIBLE');
        const given = await asked.ask((signal, announce) => givePasskey({ desk: passkeys, now, signal, announce }, () => readPasskeys(db)));
        await session.begin(given.staff, 'passkey', { passkey: given.id }, (transaction) => notePasskey(transaction, given, now()));
        return session.view;
      }),
    signInWithCard: () =>
      recordingRefusal('card', async () => {
        const reader = namedReader();
        const card = await proof.prove(reader, ({ certificate, doubt }) => {
          const holder = book.withCertificate(certificate);
          if (!holder) throw new AppError('STAFF_CARD_UNKNOWN');
          if (doubt) throw new AppError('STAFF_CARD_NOT_PROVED', { reason: doubt, staff: holder.id });
        });
        const staff = book.withCertificate(card.certificate);
        if (!staff) throw new AppError('STAFF_CARD_UNKNOWN');
        const proved = { card_proved: 1, card_until: card.until.toISOString() } as const;
        const sitting = await session.begin(staff.id, 'card', { reader }, (transaction) =>
          transaction.updateTable('staff').set(proved).where('card', '=', card.certificate).execute(),
        );
        follow(reader, card, staff.id, sitting);
        return session.view;
      }),
    touch: () => session.touch(),
    lock: () => session.lock(),
    signOut: () => session.end('asked'),
    nameReader: (reader) => session.nameReader(reader),
    list: async () => book.all.map(staffView),
    listFor: async (acting) => {
      const decides = !acting || (acting.association === null && acting.roles.has('approver'));
      const seen = book.all.filter(({ association }) => !acting || acting.association === null || association === acting.association);
      return seen.map((staff) => ({ ...staffView(staff), ...(!decides && staff.id !== acting.id && { tokens: [] }) }));
    },
    nameOf: (id) => book.find(id)?.name ?? id,
    add: shown(registration.add),
    change: shown(registration.change),
    leave: shown(async (id, acting, second) => {
      const left = await registration.leave(id, acting, second);
      await session.end('left', id);
      return left;
    }),
    async addPasskey(id, name, acting, waits) {
      const added = await keys.addPasskey(id, name, acting, waits);
      session.refresh();
      return { ...added, staff: staffView(added.staff) };
    },
    confirmPasskey: shown(keys.confirmPasskey),
    removePasskey: shown(keys.removePasskey),
    addCard: shown(async ({ id }: Person) => {
      book.active(id);
      const reader = namedReader();
      const vouched = await proveAnew(id);
      const card = await proof.prove(reader, ({ certificate: read, doubt }) => {
        const holder = book.withCertificate(read);
        if (holder && holder.id !== id) throw new AppError('CARD_ALREADY_BOUND');
        if (doubt && !UNDECIDED.has(doubt)) throw new AppError('STAFF_CARD_NOT_PROVED', { reason: doubt, staff: id });
      });
      return keys.keepCard(id, card, reader, vouched);
    }),
    removeCard: shown(async (id: string, acting: Person) => {
      const staff = await keys.removeCard(id, acting);
      if (session.view.by === 'card') await session.end('card-removed', id);
      return staff;
    }),
    removeToken: shown(removeToken),
    async [Symbol.asyncDispose]() {
      asked.end();
      await session[Symbol.asyncDispose]();
      await Promise.all(following);
      await turn(async () => {});
    },
  };
}
