import { sql } from 'kysely';
import { dayInJapan } from '../../../main/day-in-japan.ts';
import { MACHINES } from '../../../main/credentials/machines/table.ts';
import type { CredentialObject, HolderFields, HolderPage } from '../../../main/api/schema/credentials.ts';
import type { StaffRole } from '../../../main/api/schema/staff.ts';
import { assertable } from '../../../main/credentials/registry/evidence.ts';
import { type Seat, seatOf } from '../../../main/credentials/seat.ts';
import { orderReference } from '../../../main/credentials/production/order-reference.ts';
import type { Acting } from '../../../main/credentials/staff/acting.ts';
import { importRegistry } from '../../../main/credentials/transfer/import-registry.ts';
import { registryCsv } from './registry-csv.ts';
import { type AuthorityDesk, type AuthorityDeskOptions, fieldsOf, nonce, openAuthorityDesk, READER } from '../../support/authority-desk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export const TODAY = '2026-11-29';
const NOON = '2026-11-29T03:00:00Z';

export interface Taken {
  readonly evidence?: readonly string[];
  readonly reason?: string;
  readonly facts?: Readonly<Record<string, string | boolean>>;
  readonly by?: Seat;
}

export interface GivenCard {
  readonly fields?: Partial<HolderFields>;
  readonly association?: string;
  readonly member?: boolean;
  /** ISO day. */
  readonly expires?: string;
  /** Whether its certificates count as read already. */
  readonly read?: boolean;
}

/** The desk at work, with a clock that goes on by a millisecond with every look at it and that a test moves. */
export async function openFlow(options: Pick<AuthorityDeskOptions, 'pin' | 'holder'> = {}) {
  const clock = { at: Date.parse(NOON) };
  const folder = await temporaryFolder();
  const desk = await openAuthorityDesk(folder, { now: () => new Date(clock.at++), ...options });
  return flowOn(desk, clock, folder);
}

export type Flow = ReturnType<typeof flowOn>;
let people = 0;

export function flowOn(desk: AuthorityDesk, clock: { at: number }, folder: string) {
  const { authority, seats } = desk;
  const { store } = authority.parts;
  const { clerk, approver, operator, second } = seats;

  /** Somebody at this desk in these roles, who is not on its staff. */
  const seatAs = (roles: readonly StaffRole[], association: string | null = null): Seat =>
    seatOf(authority, { id: `as ${roles.join(' ')} ${association ?? ''}`, name: roles.join(' '), roles: new Set(roles), association, by: 'passkey' });

  /** Whoever of the staff has a role for a step. */
  function seatFor(by: readonly string[]): Seat {
    return [clerk, operator, approver].find(({ acting }) => by.some((role) => acting.roles.has(role as StaffRole))) ?? approver;
  }

  const view = (page: HolderPage, object: string): CredentialObject => page.objects.find(({ id }) => id === object)!;
  const confirm = (proposal: string) => authority.proposals.confirm(second.acting, proposal);

  async function wantedOf(object: string): Promise<unknown> {
    const { facts } = await store.db.selectFrom('credential_object').select('facts').where('id', '=', object).executeTakeFirstOrThrow();
    return (JSON.parse(facts) as { wanted?: unknown }).wanted;
  }

  /** Takes a step with everything that it needs, and has it confirmed where a second person must. */
  async function take(object: string, id: string, { evidence, reason, facts, by }: Taken = {}): Promise<HolderPage> {
    const kind = ({ A: 'application', O: 'order', C: 'card', T: 'certificate' } as const)[object.charAt(0) as 'A' | 'O' | 'C' | 'T'];
    // A card is held by a stop, unless an application asked for it.
    if (kind === 'card' && id === 'hold' && (await wantedOf(object)) !== 'hold') {
      const { heldFrom = null, heldUntil = null } = facts ?? {};
      const days = { heldFrom: heldFrom as string | null, heldUntil: heldUntil as string | null };
      return (await clerk.stop({ nonce: nonce(), card: object, cause: 'holder-wish', caller: ['in-person'], reason: reason ?? '', ...days })).page;
    }
    const transition = MACHINES[kind].transitions.find((known) => known.id === id)!;
    const asked = {
      nonce: nonce(),
      object,
      transition: id,
      evidence: [...(evidence ?? assertable(transition.evidence))],
      reason: reason ?? (transition.reason ? '理由' : ''),
    };
    const { proposal, page } = await (by ?? seatFor(transition.by)).advance({ ...asked, ...(facts && { facts: { ...facts } }) });
    if (!proposal) return page;
    await confirm(proposal);
    return approver.page(page.holder);
  }

  /** A new person's fields, whose numbers nobody else has. */
  function newFields(changed: Partial<HolderFields> = {}): HolderFields {
    people += 1;
    return fieldsOf({
      registration: String(500_000 + people),
      memberId: String(2_000_000_000 + people),
      phone: `03-${String(10_000_000 + people)}`,
      ...changed,
    });
  }

  async function apply(
    order: Partial<Parameters<Seat['apply']>[0]> & { readonly procedure: string },
    by: Seat = clerk,
  ): Promise<{ page: HolderPage; application: string }> {
    const known = order.holder ?? null;
    const made = known === null && !order.fields ? { fields: newFields(), association: '文京区医師会', member: true } : {};
    const { page } = await by.apply({
      nonce: nonce(),
      holder: null,
      channel: 'paper',
      reason: null,
      receivedOn: dayInJapan(clock.at),
      ...made,
      ...order,
    });
    return { page, application: page.objects.find(({ kind }) => kind === 'application')!.id };
  }

  /** An application that was received longer ago than one can be entered now, as older records hold it. */
  async function receivedBefore(application: string, day: string): Promise<void> {
    const { facts } = await store.db.selectFrom('credential_object').select('facts').where('id', '=', application).executeTakeFirstOrThrow();
    const changed = JSON.stringify({ ...(JSON.parse(facts) as object), receivedOn: day });
    await store.db.updateTable('credential_object').set({ facts: changed }).where('id', '=', application).execute();
  }

  /** Adds every paper that an application still lacks, dated on the day it came. */
  async function addPapers(application: string, page: HolderPage): Promise<HolderPage> {
    let now = page;
    const { checklist, facts } = view(page, application);
    for (const { item, needed, state, months } of checklist) {
      if (needed && state !== 'present')
        now = await clerk.addEvidence({ object: application, item, dated: months === null ? null : String(facts['receivedOn']), note: '' });
    }
    return now;
  }

  /** Somebody with a live card and both its certificates, taken over from elsewhere. */
  async function withCard({
    fields = {},
    association = '文京区医師会',
    member = true,
    expires = '2027-06-30',
    read = true,
  }: GivenCard = {}): Promise<{ holder: number; card: string; fields: HolderFields }> {
    const whole = newFields(fields);
    const file = registryCsv([
      {
        fields: whole,
        association,
        member,
        card: {
          serial: `TAKEN-${whole.registration}`,
          expires,
          issuer: 'CN=Former',
          signatureSerial: `A0${whole.registration}`,
          authenticationSerial: `B0${whole.registration}`,
        },
      },
    ]);
    await importRegistry(authority.parts, seats.operator.acting, file, true);
    const { id } = await store.db.selectFrom('credential_holder').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    const card = await store.db
      .selectFrom('credential_object')
      .select('id')
      .where('holder', '=', id)
      .where('kind', '=', 'card')
      .executeTakeFirstOrThrow();
    // As if their files had come; without their bytes, no list can be asked about them.
    if (read)
      await store.db.updateTable('credential_object').set({ facts: sql`json_set(facts, '$.sha256', id)` }).where('parent', '=', card.id).execute();
    return { holder: id, card: card.id, fields: whole };
  }

  /** As the printer knows an order that was exported. */
  async function referenceOf(order: string): Promise<string> {
    const { facts } = await store.db.selectFrom('credential_object').select('facts').where('id', '=', order).executeTakeFirstOrThrow();
    return orderReference(order, (JSON.parse(facts) as { batch: string }).batch);
  }

  let serials = 0;
  async function produce(order: string): Promise<void> {
    await authority.production.export(operator.acting, [order], 'utf-8');
    serials += 1;
    const csv = Buffer.from(`注文番号,カード番号\r\n${await referenceOf(order)},MADE-${String(serials).padStart(5, '0')}\r\n`);
    await authority.production.importSerials(operator.acting, csv, true);
  }

  /** From the printer to the pick-up desk, the holder told. */
  async function bringToDesk(order: string): Promise<HolderPage> {
    await produce(order);
    await take(order, 'make-ready');
    await take(order, 'send-to-desk');
    return take(order, 'notify');
  }

  const EVIDENCE = ['issue-notice', 'licence-original', 'identity-document'];

  /** Hands a card of the test authority over. */
  async function handOver(
    order: string,
    { possession = 'not-tested', name = '検証　太郎' }: { readonly possession?: 'asked' | 'not-tested'; readonly name?: string } = {},
  ): Promise<HolderPage> {
    desk.readers.insert(READER, await desk.makeCard(name));
    await desk.application.cards.settled();
    try {
      const { certificates } = await authority.handOver.read(clerk.acting, order, READER);
      const seen = certificates.map(({ sha256 }) => sha256);
      return (await clerk.handOver({ nonce: nonce(), order, reader: READER, seen, evidence: EVIDENCE, possession, reason: '照合済み' })).page;
    } finally {
      desk.readers.remove(READER);
      await desk.application.cards.settled();
    }
  }

  /** An application brought on by what is waited for, until it is approved. */
  async function approve(application: string, given: HolderPage): Promise<HolderPage> {
    let page = await addPapers(application, given);
    while (view(page, application).state !== 'approved') page = await take(application, view(page, application).queue!.slice('application-'.length));
    return page;
  }

  /** Somebody with an order whose card lies at the pick-up desk. */
  async function atDesk(order: Partial<Parameters<Seat['apply']>[0]> = {}): Promise<{ holder: number; order: string; application: string }> {
    const { page, application } = await apply({ procedure: 'new-issue', ...order });
    const approved = await approve(application, page);
    const made = approved.objects.find(({ kind, state }) => kind === 'order' && state === 'waiting')!.id;
    await bringToDesk(made);
    return { holder: page.holder, order: made, application };
  }

  /** What waits for the certification authority alone. */
  const ELSEWHERE = 'certificate-confirm-revocation';

  /** Takes the step that an object waits for, wherever it is taken. */
  async function takeNext({ id, queue, kind }: CredentialObject, holder: number): Promise<HolderPage> {
    if (queue === 'order-export') {
      await produce(id);
      return clerk.page(holder);
    }
    if (queue === 'order-hand-over') return handOver(id);
    if (queue === 'certificate-issue') return operator.issueCertificate(id, await desk.makeCertificate('検証　太郎'), '照合済み');
    return take(id, queue!.slice(kind.length + 1));
  }

  /** Does what is waited for of somebody, in the order in which it should be done, until nothing is. @returns what was done */
  async function toTheEnd(given: HolderPage): Promise<{ readonly page: HolderPage; readonly steps: readonly string[] }> {
    let page = given;
    const steps: string[] = [];
    for (;;) {
      const waiting = page.objects
        .filter(({ queue }) => queue !== null && queue !== ELSEWHERE)
        .toSorted((one, other) => (one.due! < other.due! ? -1 : 0));
      const [next] = waiting;
      if (!next) return { page, steps };
      if (steps.length === 40) throw new Error(`no end: ${steps.join(' ')}`);
      steps.push(next.queue!);
      page = await takeNext(next, page.holder);
    }
  }

  return {
    ...{
      desk,
      authority,
      seats,
      store,
      clock,
      folder,
      seatAs,
      view,
      confirm,
      take,
      newFields,
      receivedBefore,
      apply,
      addPapers,
      withCard,
      referenceOf,
      produce,
      bringToDesk,
      handOver,
      approve,
      atDesk,
      toTheEnd,
    },
    acting: (roles: readonly StaffRole[], association: string | null = null): Acting => seatAs(roles, association).acting,
    /** What is kept of an object. */
    async row(object: string) {
      return store.db.selectFrom('credential_object').selectAll().where('id', '=', object).executeTakeFirstOrThrow();
    },
    events: (holder: number) => store.db.selectFrom('credential_event').selectAll().where('holder', '=', holder).orderBy('sequence').execute(),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

/** Code of the error that a call ends with, with why where a step was refused; `null` for none. */
export const refusalOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: { readonly code?: string; readonly detail?: { readonly because?: string; readonly lacking?: string } }) =>
      [error.code ?? String(error), error.detail?.because, error.detail?.lacking].filter(Boolean).join(' '),
  );
