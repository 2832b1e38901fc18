import type { Alarm, VerdictId } from '../../api/schema/attendance.ts';
import type { SeminarState } from '../../api/schema/training.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import { clockCorrections, effectiveFacts } from '../facts/effective.ts';
import type { KnownFact } from '../facts/fact.ts';
import { trueTime } from '../facts/true-time.ts';
import type { ReceptionParts } from './parts.ts';
import { placeOf } from './place.ts';

/** What a newer status list or revocation list may say of a card that was received; each with the verdict it would have been. */
const TURNED_OUT: readonly (readonly [VerdictId, readonly string[]])[] = [
  ['revoked-or-lost', ['revoked', 'lost']],
  ['held', ['held']],
  ['superseded', ['superseded']],
];

/** Until then what happened at a seminar can still turn out otherwise without a correction. */
const UNSETTLED: ReadonlySet<SeminarState> = new Set(['certified', 'planned', 'applied', 'open', 'running', 'closed']);

const SEEN = 'seenAlarms';

/** What later turned out wrong about somebody who was received: a flag beside the fact, and an alarm until staff have seen it. */
export interface Alarms {
  list(seminar: string): Promise<Alarm[]>;
  /** Looks again at everybody received by card at seminars that are not settled. @returns how many flags were written */
  examine(): Promise<number>;
  seen(fact: string): Promise<void>;
}

export function openAlarms(parts: ReceptionParts): Alarms {
  const { store, log, bindings, status, seminars, audit } = parts;

  function verdictNow(fact: KnownFact): VerdictId | null {
    const certificate = fact.payload?.card;
    const card = fact.person === null ? undefined : bindings.ofPerson(fact.person).find((bound) => bound.certificate === certificate);
    if (!card) return null;
    const found = card.revoked ? (card.revoked.hold ? 'held' : 'revoked') : status.statusOf(card);
    return TURNED_OUT.find(([, states]) => states.includes(found))?.[0] ?? null;
  }

  async function flag(fact: KnownFact, verdict: VerdictId): Promise<boolean> {
    const { hash, body, payload, person } = fact;
    if (!payload || person === null) return false;
    const nonce = `${body.nonce}/flag/${verdict}`;
    let written = false;
    const { salt: _salt, ...about } = payload;
    await log.append(
      {
        ...placeOf(parts, body.seminar, { lane: null, at: store.now(), nonce }),
        session: null,
        kind: 'flag',
        direction: null,
        verdict,
        notes: [],
        about: hash,
        test: body.test,
        payload: { ...about, reason: null, by: null, evidence: null },
        person,
      },
      async (transaction) => {
        written = true;
        await audit.append(transaction, { action: 'attendance.flagged', facts: { seminar: body.seminar, fact: hash, verdict } });
      },
    );
    return written;
  }

  async function seenHashes(): Promise<ReadonlySet<string>> {
    return new Set((await readSetting(store.db, SEEN)) as string[] | null);
  }

  return {
    async examine() {
      let flags = 0;
      for (const { id, state } of seminars.list()) {
        if (!UNSETTLED.has(state)) continue;
        for (const { fact, direction } of effectiveFacts(await log.of(id))) {
          const verdict = direction === null ? null : verdictNow(fact);
          // Accepted by staff in spite of this very verdict: they knew.
          if (verdict !== null && verdict !== fact.body.verdict && (await flag(fact, verdict))) flags += 1;
        }
      }
      return flags;
    },
    async list(seminar) {
      const seen = await seenHashes();
      const facts = await log.of(seminar);
      const received = new Map(facts.map((fact) => [fact.hash, fact]));
      const corrections = clockCorrections(facts);
      /** Of the scan, where staff accepted it later. */
      const receivedAt = (flagged: KnownFact): Date => {
        const fact = received.get(flagged.body.about ?? '') ?? flagged;
        return trueTime(received.get(fact.body.about ?? '') ?? fact, corrections);
      };
      const flags = effectiveFacts(facts).filter(({ fact }) => fact.body.kind === 'flag');
      // Two stations may have found the same.
      const found = new Map(flags.map(({ fact }) => [`${fact.body.about} ${fact.body.verdict}`, fact]));
      return [...found.values()].map((flagged) => ({
        fact: flagged.hash,
        at: receivedAt(flagged).toISOString(),
        verdict: flagged.body.verdict ?? 'unknown-card',
        name: flagged.payload?.name ?? '',
        registration: flagged.payload?.registration ?? null,
        seen: seen.has(flagged.hash),
      }));
    },
    async seen(fact) {
      await keepSetting(store.db, SEEN, [...new Set([...(await seenHashes()), fact])]);
    },
  };
}
