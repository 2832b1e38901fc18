import type { Kysely } from 'kysely';
import { type TapWay, TapWays } from '../../../card/hpki/tap/ways.ts';
import { distinct } from '../../../pki/digest/fingerprint.ts';
import { identifyBy } from '../../../pki/identification.ts';
import { readable } from '../../../pki/readable.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { sha256 } from '../../documents/sha256.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { inTurn } from '../../in-turn.ts';
import { rememberAuthorities } from '../../verification/certificate-folder.ts';
import type { Trust } from '../../verification/trust.ts';
import type { BoundCard, CardJudgement, CertificateFacts } from './bound-card.ts';
import { CardIndex } from './card-index.ts';
import { hasKey, readCards, removeCard, rewriteCards } from './card-rows.ts';
import { certificateFacts, judgement } from './certificate-facts.ts';
import { issuersAmong } from './issuers.ts';
import { keepCards } from './keep-cards.ts';
import { readReleases, writeRelease } from './known-releases.ts';
import { withReplacements } from './replacements.ts';

export type { BoundCard };

/** A card that was read whole. */
export interface ReadCard {
  /** Authentication certificate. */
  readonly der: Uint8Array;
  /** Certificates that the card brings along, DER; help for finding its issuers, never trust. */
  readonly chain: readonly Uint8Array[];
  readonly authorities: readonly Uint8Array[];
  /** Answer to reset, upper-case hexadecimal. */
  readonly atr: string;
  readonly way: TapWay | null;
}

/** A binding on its way to another station; `person` is that of the station where the row is. */
export interface BindingRow extends Pick<ReadCard, 'der' | 'chain' | 'atr' | 'way'>, Pick<BoundCard, 'person' | 'boundAt' | 'by'> {}

export interface Adopted {
  readonly added: number;
  /** Certificates that are bound to somebody else here; that stays. */
  readonly conflicting: readonly string[];
  /** Rows without a certificate that can be read, of a person who is no longer held, or of a binding that was taken back. */
  readonly refused: number;
}

/** That a card is not the person's whose it was said to be. */
export interface Release {
  readonly certificate: string;
  readonly person: string;
  /** `boundAt` of the last binding that is meant, UTC; one made later stands. */
  readonly until: string;
  /** Member of staff. */
  readonly by: string;
}

/** Which card belongs to which person of this desk. Judging fetches nothing. */
export interface Bindings {
  /** The card whose certificate begins with this whole first block (`identifyTap`). */
  find(firstBlock: Uint8Array): BoundCard | null;
  /** The card with exactly this certificate, for one that was read whole. */
  withCertificate(der: Uint8Array): BoundCard | null;
  ofPerson(person: string): readonly BoundCard[];
  /** The newest bound card of the same issuer organisation and subject with another certificate: whose renewed card this may be. */
  sameSubject(der: Uint8Array): BoundCard | null;
  /**
   * Binds a card after staff compared name and number on its face, and marks the person's earlier card of the same subject as replaced. A card that is
   * this person's already stays so. Whatever was taken back of this card before, the new binding is later.
   * @param by member of staff
   * @throws AppError CARD_ALREADY_BOUND, PERSON_UNKNOWN, PkiError CERTIFICATE_UNREADABLE
   */
  bind(card: ReadCard, person: string, by: string): Promise<BoundCard>;
  /** Takes a binding back: the card is nobody's, and no row of another station brings the binding again. @returns whether there was one */
  release(release: Release): Promise<boolean>;
  /** What can be said of a card that is nobody's. @throws PkiError CERTIFICATE_UNREADABLE */
  judge(card: Pick<ReadCard, 'der' | 'chain' | 'authorities'>): Promise<CertificateFacts & CardJudgement>;
  /**
   * Takes bindings of another station for certificates that are not known here, judged by what counts here; of those that are the same person's here, when
   * they were bound last. One that was taken back stays so.
   */
  adopt(rows: readonly BindingRow[]): Promise<Adopted>;
  /** Everything that another station needs of these people's cards. */
  rowsOf(persons: Iterable<string>): Promise<readonly BindingRow[]>;
  /** Judges every card by what counts now: trust, lists, time. @returns those of which something has changed, as they are now */
  rejudge(): Promise<readonly BoundCard[]>;
  /** Forgets the cards of a person whose key was destroyed. */
  forget(person: string): void;
  /** How cards are read, as those bound and tapped have shown. */
  ways(): TapWays;
}

export interface BindingsOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  /** What counts now. */
  readonly trust: () => Promise<Pick<Trust, 'anchors' | 'pinned' | 'chain' | 'crls'>>;
}

/** Cards judged between two looks at other work: a tap meanwhile waits a few milliseconds at most. */
const JUDGED_AT_ONCE = 4;
/** Cards written in one transaction, for the same reason. */
const WRITTEN_AT_ONCE = 50;
/** Certificates that a station may bring along with a card. */
const LONGEST_CHAIN = 8;

const breath = (index: number): Promise<void> | null => (index % JUDGED_AT_ONCE === 0 ? new Promise(setImmediate) : null);

/** Reads the bindings of the desk into memory. */
export async function openBindings({ store, audit, trust }: BindingsOptions): Promise<Bindings> {
  const { db, persons, now, folder } = store;
  const index = new CardIndex();
  const ways = new TapWays();
  const releases = await readReleases(db);
  for (const card of await readCards(persons, db)) {
    index.put(card);
    ways.note(card.atr, card.way);
  }
  const turn = inTurn();
  const judge = async () => identifyBy({ ...(await trust()), at: now() });

  /** Keeps the issuers of cards for judging them later; it is no part of a binding, so its failure does not prevent one. */
  const remember = (issuers: readonly Uint8Array[]) =>
    rememberAuthorities(folder.authorities, issuers).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });

  /** Some cards in each transaction, so that a tap meanwhile does not wait for all of them. */
  async function* inParts<T>(cards: readonly BoundCard[], write: (transaction: Kysely<Tables>, part: readonly BoundCard[]) => Promise<T>) {
    for (let start = 0; start < cards.length; start += WRITTEN_AT_ONCE) {
      yield await db.transaction().execute((transaction) => write(transaction, cards.slice(start, start + WRITTEN_AT_ONCE)));
    }
  }

  /** Commits new cards, and then knows them. */
  async function keep(cards: readonly BoundCard[]): Promise<Adopted> {
    const all = { added: 0, conflicting: [] as string[], refused: 0 };
    for await (const kept of inParts(cards, (transaction, part) => keepCards({ transaction, persons, audit, index }, part))) {
      for (const card of kept.written) index.put(card);
      all.added += kept.added;
      all.conflicting.push(...kept.conflicting);
      all.refused += kept.refused;
    }
    for (const { atr, way } of cards) ways.note(atr, way);
    return all;
  }

  /** Commits what has changed of known cards. */
  async function rewrite(cards: readonly BoundCard[]): Promise<readonly BoundCard[]> {
    const all: BoundCard[] = [];
    for await (const written of inParts(cards, (transaction, part) => rewriteCards(persons, transaction, part))) {
      for (const card of written) index.put(card);
      all.push(...written);
    }
    return all;
  }

  return {
    find: (firstBlock) => index.find(firstBlock),
    withCertificate: (der) => index.get(sha256(der)),
    ofPerson: (person) => index.ofPerson(person),
    sameSubject(der) {
      const { certificate, holder } = certificateFacts(der);
      const others = holder === null ? [] : index.ofHolder(holder).filter((card) => card.certificate !== certificate);
      return others.toSorted((a, b) => b.notBefore.getTime() - a.notBefore.getTime())[0] ?? null;
    },
    bind: ({ der, chain, authorities, atr, way }, person, by) =>
      turn(async () => {
        const found = (await judge())(der, [...chain, ...authorities]);
        await remember(found.issuers);
        const facts = certificateFacts(der);
        const known = index.get(facts.certificate);
        const boundAt = known?.person === person ? known.boundAt : releases.boundAt({ ...facts, person }, now());
        const card = { ...facts, ...judgement(found, null), person, atr, way, replacedBy: null, boundAt, by };
        const { conflicting, refused } = await keep([card]);
        if (conflicting.length > 0) throw new AppError('CARD_ALREADY_BOUND', { certificate: facts.certificate });
        if (refused > 0) throw new AppError('PERSON_UNKNOWN');
        return index.get(facts.certificate)!;
      }),
    release: (release) =>
      turn(async () => {
        const { certificate, person, until, by } = release;
        const known = index.get(certificate);
        const card = known?.person === person && known.boundAt <= until ? known : null;
        if (!card && releases.covers({ certificate, person, boundAt: until })) return false;
        await db.transaction().execute(async (transaction) => {
          // Of somebody whose key was destroyed no row is taken in any case.
          if (await hasKey(transaction, person)) await writeRelease(transaction, release);
          if (!card) return;
          await removeCard(transaction, card);
          const personal = { subject: card.subject, facts: { certificate, by } };
          await audit.append(transaction, { action: 'card.released', facts: { person }, personal });
        });
        releases.note(release);
        if (!card) return false;
        index.remove(certificate);
        // What it had replaced is in use again.
        await rewrite(withReplacements(index.ofPerson(person), index));
        return true;
      }),
    judge: async ({ der, chain, authorities }) => {
      const identify = await judge();
      return { ...certificateFacts(der), ...judgement(identify(der, [...chain, ...authorities]), null) };
    },
    adopt: (rows) =>
      turn(async () => {
        const identify = await judge();
        const cards: BoundCard[] = [];
        const issuers: Uint8Array[] = [];
        for (const [position, { der, chain, person, atr, way, boundAt, by }] of rows.entries()) {
          await breath(position);
          const [facts] = readable([der], certificateFacts);
          if (!facts || releases.covers({ ...facts, person, boundAt })) continue;
          const found = identify(der, chain.slice(0, LONGEST_CHAIN));
          issuers.push(...found.issuers);
          cards.push({ ...facts, ...judgement(found, null), person, atr, way, replacedBy: null, boundAt, by });
        }
        await remember(distinct(issuers));
        const { added, conflicting, refused } = await keep(cards);
        return { added, conflicting, refused: refused + rows.length - cards.length };
      }),
    async rowsOf(wanted) {
      const chainOf = issuersAmong((await trust()).chain);
      const cards = [...wanted].flatMap((person) => index.ofPerson(person));
      return cards.map(({ der, issuer, atr, way, person, boundAt, by }) => ({ der, chain: chainOf(issuer), atr, way, person, boundAt, by }));
    },
    rejudge: () =>
      turn(async () => {
        const identify = await judge();
        const changed: BoundCard[] = [];
        for (const [position, card] of index.all().entries()) {
          await breath(position);
          const { pathState, role, roles, test, revoked } = card;
          const before = { pathState, role, roles, test, revoked };
          const after = judgement(identify(card.der, []), before);
          if (JSON.stringify(after) !== JSON.stringify(before)) changed.push({ ...card, ...after });
        }
        return rewrite(withReplacements(changed, index));
      }),
    forget(person) {
      for (const { certificate } of index.ofPerson(person)) index.remove(certificate);
    },
    ways: () => ways,
  };
}
