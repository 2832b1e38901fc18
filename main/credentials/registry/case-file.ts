import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Facts } from '../../audit/actions.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import { AppError } from '../../errors.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { type Actor, decide } from '../machines/decide.ts';
import { MACHINES, type ObjectKind } from '../machines/table.ts';
import { settleAwaited } from './awaited-steps.ts';
import { holding } from './conditions.ts';
import { EFFECTS } from './effects.ts';
import { eventHash, hashOfAll, type NewEvent } from './events.ts';
import type { Holder } from './holders.ts';
import { numbering } from './identifiers.ts';
import type { LetterOrder, WriteLetters } from './letters.ts';
import { waitingFor } from './queue-of.ts';
import { type CredentialRecord, recordOf, rowOf } from './record.ts';

/** One step of one object. */
export interface Move {
  readonly object: string;
  readonly transition: string;
  /** Kinds of evidence at hand. */
  readonly evidence?: readonly string[];
  /** In words, kept sealed. */
  readonly reason?: string;
  /** Nothing personal; kept with the object from then on. */
  readonly facts?: Facts;
}

/** An object that begins. */
export interface NewObject {
  readonly kind: ObjectKind;
  /** Where it stands already, for what was kept elsewhere before; the machine's beginning unless given. */
  readonly state?: string;
  readonly parent: string | null;
  readonly procedure: string | null;
  readonly facts: Facts;
}

/** Everything of one holder, open for a change within one transaction: several steps that are kept or lost together. */
export interface CaseFile {
  readonly holder: Holder;
  readonly records: readonly CredentialRecord[];
  readonly letters: readonly LetterOrder[];
  /** @throws AppError CREDENTIAL_UNKNOWN */
  find(object: string): CredentialRecord;
  create(object: NewObject): CredentialRecord;
  /**
   * Takes a step as `by` wants it, or as the program does.
   * @throws AppError TRANSITION_REFUSED with why not, CREDENTIAL_UNKNOWN
   */
  move(move: Move, actor?: Actor): CredentialRecord;
  /** Notes facts of an object without a step; an object that waits for a step which is made elsewhere is `wanted`. */
  note(object: string, facts: Facts): void;
  /** Records that something happened to an object whose state stays. */
  event(object: string, transition: string, facts: Facts): void;
  print(letter: LetterOrder): void;
  /** Writes it all. */
  close(): Promise<void>;
}

/** What a file is written with. */
export interface CaseParts {
  readonly store: Store;
  readonly audit: Pick<AuditLog, 'append'>;
  /** Name of a member of staff. */
  readonly nameOf: (id: string) => string;
  readonly writeLetters: WriteLetters;
  /** What belongs to events beyond the objects themselves, in the same transaction. */
  readonly afterwards: (tx: Kysely<Tables>, file: CaseFile, events: readonly NewEvent[]) => Promise<void>;
}

/** Whose file is opened, by whom, and with whom as a second person. */
export interface CaseOrder {
  readonly holder: Holder;
  readonly by: Actor;
  readonly second: Actor | null;
  /** Of the first event; the same one is never written twice. */
  readonly nonce: string;
}

const EVENT_PLACE = 'credential event';

/** Opens the file of a holder. `tx` is the transaction in which all of it is written. */
export async function openCase(
  { store, audit, writeLetters, afterwards }: CaseParts,
  tx: Kysely<Tables>,
  { holder, by, second, nonce }: CaseOrder,
): Promise<CaseFile> {
  const rows = await tx.selectFrom('credential_object').selectAll().where('holder', '=', holder.holder).execute();
  const records = new Map(rows.map((row) => [row.id, recordOf(row)]));
  const at = store.now();
  const today = dayInJapan(at.getTime());
  const nextId = await numbering(tx, at);
  const events: NewEvent[] = [];
  const letters: LetterOrder[] = [];

  const sealed = (reason: string) =>
    reason.trim() === '' || !holder.wrappedKey ? null : store.persons.sealWith(holder.wrappedKey, holder.person, { reason }, EVENT_PLACE);

  function write(
    record: CredentialRecord,
    event: Pick<NewEvent, 'transition' | 'by' | 'second' | 'facts' | 'event' | 'stops'>,
    reason: string,
  ): void {
    records.set(record.id, record);
    const number = events.length;
    events.push({
      ...event,
      nonce: number === 0 ? nonce : `${nonce}/${number}`,
      object: record.id,
      holder: holder.holder,
      at: at.toISOString(),
      state: record.state,
      sealed: sealed(reason),
    });
  }

  const file: CaseFile = {
    holder,
    get records() {
      return [...records.values()];
    },
    letters,
    find(object) {
      const found = records.get(object);
      if (!found) throw new AppError('CREDENTIAL_UNKNOWN', { object });
      return found;
    },
    create({ kind, state = MACHINES[kind].initial, parent, procedure, facts }) {
      const since = at.toISOString();
      const base = { id: nextId(kind), kind, holder: holder.holder, state, origins: [], since, parent, procedure };
      const record: CredentialRecord = { ...base, association: holder.association, queue: null, due: null, expires: null, facts };
      write(
        record,
        {
          transition: state === MACHINES[kind].initial ? 'create' : 'take-over',
          by: by.name,
          second: null,
          facts: JSON.stringify(facts),
          event: null,
          stops: 0,
        },
        '',
      );
      return record;
    },
    move({ object, transition: id, evidence = [], reason = '', facts = {} }, actor = by) {
      const before = file.find(object);
      const when = MACHINES[before.kind].transitions.find((known) => known.id === id)?.when ?? [];
      const known = { ...before, facts: { ...before.facts, ...facts } };
      const attempt = { transition: id, by: actor, second: actor === by ? second : null, evidence: new Set(evidence), reason };
      const decision = decide(before.kind, before, { ...attempt, facts: holding({ record: known, records: file.records, today }, when) });
      if (!decision.allowed) {
        throw new AppError('TRANSITION_REFUSED', { object, transition: id, because: decision.because, lacking: decision.lacking.join(' ') });
      }
      const { transition, next } = decision;
      const { wanted, wantedBy, ...rest } = known.facts;
      const kept = wanted === undefined || wanted === id ? rest : known.facts;
      const { dueOn: _, ...undated } = kept;
      const record: CredentialRecord = {
        ...before,
        state: next.state,
        origins: next.origins,
        since: at.toISOString(),
        facts: { ...undated, ...(facts['dueOn'] !== undefined && { dueOn: facts['dueOn'] }) },
      };
      const told = JSON.stringify({ ...facts, evidence: evidence.join(' ') });
      const people = { by: actor.name, second: transition.second ? (second?.name ?? null) : null };
      write(record, { transition: id, ...people, facts: told, event: transition.event, stops: Number(transition.stops) }, reason);
      for (const template of transition.letters) file.print({ object, template, facts: { reason: reason || null }, lists: { evidence } });
      if (record.kind === 'certificate' && wanted === id && typeof wantedBy === 'string') file.note(wantedBy, { workDone: true });
      EFFECTS[`${record.kind}.${id}`]?.({ file, record, second, reason, at });
      if (record.kind === 'card') settleAwaited(file, record, id);
      return file.find(object);
    },
    note(object, facts) {
      const record = file.find(object);
      records.set(object, { ...record, facts: { ...record.facts, ...facts } });
    },
    event(object, transition, facts) {
      file.note(object, facts);
      write(file.find(object), { transition, by: by.name, second: null, facts: JSON.stringify(facts), event: null, stops: 0 }, '');
    },
    print: (letter) => void letters.push(letter),
    async close() {
      const touched = new Set(events.map(({ object }) => object));
      for (const record of records.values()) {
        const expires = typeof record.facts['expires'] === 'string' ? record.facts['expires'] : record.expires;
        const present = { ...record, expires };
        const row = rowOf({ ...present, ...waitingFor({ record: present, records: file.records, today }) });
        const { id, ...values } = row;
        if (rows.some((known) => known.id === id)) await tx.updateTable('credential_object').set(values).where('id', '=', id).execute();
        else await tx.insertInto('credential_object').values(row).execute();
      }
      if (events.length === 0) return;
      const hashed = events.map((event) => ({ ...event, hash: eventHash(event) }));
      const sequences: number[] = [];
      for (const event of hashed) {
        const { sequence } = await tx.insertInto('credential_event').values(event).returning('sequence').executeTakeFirstOrThrow();
        sequences.push(sequence);
      }
      await writeLetters(tx, holder, { at, by: by.name, second: second?.name ?? null }, letters);
      await afterwards(tx, file, hashed);
      const [first] = events;
      const facts: Facts = {
        holder: holder.holder,
        object: first!.object,
        transition: first!.transition,
        by: by.name,
        second: second?.name ?? null,
        from: sequences[0]!,
        until: sequences.at(-1)!,
        objects: touched.size,
        hash: hashOfAll(hashed.map(({ hash }) => hash)),
      };
      await audit.append(tx, { action: 'credential.moved', facts });
    },
  };
  return file;
}

/** A nonce of the program's own. */
export const freshNonce = (): string => randomUUID();
