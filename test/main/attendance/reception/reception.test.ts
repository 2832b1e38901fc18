import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualReaderService } from '../../../../card/transports/virtual/virtual-reader-service.ts';
import type { Fault } from '../../../../card/virtual/fault.ts';
import { VirtualCard } from '../../../../card/virtual/virtual-card.ts';
import type { VerdictView } from '../../../../main/api/schema/attendance.ts';
import { temporaryCode } from '../../../../main/training/output/temporary-code.ts';
import { cardStack, type StackOrder } from '../../../support/card-stack.ts';
import { runningPlan } from '../../../support/seminar-plan.ts';
import { statusListFor } from '../../../support/status-list.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindCard, openSeminarWith, openVenueDesk, type VenueDesk, verdictWhere } from '../../../support/venue-desk.ts';

const NOW = new Date('2027-02-07T01:00:00Z');
const stack = cardStack(NOW);
const READER = 'Reader A';
const STAFF = '受付　花子';

describe('reception of a seminar', () => {
  let now: Date;
  let readers: VirtualReaderService;
  let desk: VenueDesk;
  let seminar: string;

  beforeEach(async () => {
    now = NOW;
    readers = new VirtualReaderService();
    readers.addReader(READER);
    desk = await openVenueDesk(await temporaryFolder(), readers, () => now);
    const booked = [0, 1, 2, 3].map((index) => stack.make(index).doctor);
    seminar = (await openSeminarWith(desk.venue, runningPlan(NOW), booked)).id;
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  const open = (direction: 'in' | 'out' | 'auto' = 'auto') =>
    desk.venue.reception.open(seminar, [
      { reader: READER, name: '1', room: null, direction },
      { reader: null, name: 'desk', room: null, direction: 'auto' },
    ]);

  /** Puts a card on the reader and takes it away once there is a verdict. */
  async function tap(card: ReturnType<typeof stack.make>, faults: readonly Fault[] = []): Promise<VerdictView> {
    const before = new Set(desk.venue.reception.view.recent.map(({ id }) => id));
    readers.insert(READER, new VirtualCard(card.image, { faults }));
    const verdict = await verdictWhere(desk.venue, ({ id }) => !before.has(id));
    if ((await readers.snapshot()).readers[0]?.card) readers.remove(READER);
    return verdict;
  }
  const bound = async (index: number, order: StackOrder = {}) => {
    const card = stack.make(index, order);
    await bindCard(desk.venue, card, stack.authority);
    return card;
  };
  const brief = ({ verdict, face, answer, direction }: VerdictView) => [verdict, face, answer, direction];
  const kinds = async () => (await desk.venue.reception.facts(seminar)).map(({ kind, direction, verdict }) => [kind, direction, verdict]);

  it('receives a known card and tells who it is; a second tap changes nothing', async () => {
    const card = await bound(0);
    await open();
    const first = await tap(card);
    expect(brief(first)).toEqual(['ok', 'accepted', null, 'in']);
    expect(first).toMatchObject({ person: { registration: '300001' }, notes: ['path-not-provable', 'status-none'] });
    expect(brief(await tap(card))).toEqual(['already-in', 'accepted', null, 'in']);
    expect(desk.venue.reception.view.counts).toMatchObject({ booked: 4, present: 1, open: 0, facts: 2 });
    expect(await kinds()).toEqual([
      ['in', 'in', 'ok'],
      ['seen', null, 'already-in'],
    ]);
  });

  it('reads an unknown card whole, binds it once staff say whose it is, and knows it the next time', async () => {
    const card = stack.make(1);
    await open();
    const unknown = await tap(card);
    expect(brief(unknown)).toEqual(['unknown-card', 'warning', 'open', 'in']);
    expect(unknown.card).toMatchObject({ name: 'Stack Doctor 1', test: false, roles: ['Medical Doctor'], renewalOf: null });
    const order = { verdict: unknown.id, registration: '第300002号', person: null, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    expect(brief(await desk.venue.reception.bind(order))).toEqual(['ok', 'accepted', null, 'in']);
    expect(brief(await tap(card))).toEqual(['already-in', 'accepted', null, 'in']);
    await expect(desk.venue.reception.bind(order)).rejects.toMatchObject({ code: 'VERDICT_UNKNOWN' });
  });

  it.each([
    ['', 'REGISTRATION_WRONG'],
    ['12345678', 'REGISTRATION_WRONG'],
    ['第一号', 'REGISTRATION_WRONG'],
  ])('binds nothing to the number %j', async (registration, code) => {
    await open();
    const unknown = await tap(stack.make(1));
    const order = { verdict: unknown.id, registration, person: null, name: 'x', kana: '', affiliation: '', birthDate: '', by: STAFF };
    await expect(desk.venue.reception.bind(order)).rejects.toMatchObject({ code });
    expect(desk.venue.reception.view.counts.open).toBe(1);
  });

  it('proposes whose renewed card it is', async () => {
    await bound(2, { identifier: 'SAME' });
    await open();
    const renewed = await tap(stack.make(2, { identifier: 'SAME', notBefore: new Date(NOW.getTime() - 86_400_000) }));
    const person = desk.venue.people.byRegistration('300003')!.person;
    expect(renewed.card!.renewalOf).toBe(person);
    const order = { verdict: renewed.id, registration: '300003', person, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    expect(brief(await desk.venue.reception.bind(order))).toEqual(['ok', 'accepted', null, 'in']);
  });

  it('lets staff accept a warning with a reason, and records it at the time of the tap', async () => {
    const card = await bound(7);
    await open();
    const warned = await tap(card);
    expect(brief(warned)).toEqual(['not-booked', 'warning', 'open', 'in']);
    now = new Date(NOW.getTime() + 60_000);
    const order = { verdict: warned.id, answer: 'accept' as const, reason: '当日申込', by: STAFF, photoIdentity: false };
    await expect(desk.venue.reception.answer({ ...order, reason: ' ' })).rejects.toMatchObject({ code: 'REASON_NEEDED' });
    await expect(desk.venue.reception.answer({ ...order, by: '' })).rejects.toMatchObject({ code: 'REASON_NEEDED' });
    expect(brief(await desk.venue.reception.answer(order))).toEqual(['not-booked', 'warning', 'accepted', 'in']);
    const [seen, override] = await desk.venue.reception.facts(seminar);
    expect(override).toMatchObject({
      kind: 'override',
      direction: 'in',
      about: seen!.hash,
      trueAt: NOW.toISOString(),
      reason: '当日申込',
      by: STAFF,
    });
    expect(brief(await tap(card))).toEqual(['already-in', 'accepted', null, 'in']);
  });

  it('declining leaves what was seen and receives nobody', async () => {
    await open();
    const warned = await tap(await bound(8));
    const order = { verdict: warned.id, answer: 'decline' as const, reason: '', by: '', photoIdentity: false };
    expect((await desk.venue.reception.answer(order)).answer).toBe('declined');
    expect([await kinds(), desk.venue.reception.view.counts.present]).toEqual([[['seen', null, 'not-booked']], 0]);
  });

  it('stops a lost card; only a photo identity document and a fact by hand let the person in, and the authority is told', async () => {
    const card = await bound(3);
    const { file, fingerprint } = await statusListFor([{ certificate: card.certificate, state: 'lost' }], NOW);
    await desk.venue.status.import(file, fingerprint);
    await open();
    const stopped = await tap(card);
    expect(brief(stopped)).toEqual(['revoked-or-lost', 'stop', 'open', 'in']);
    const order = { verdict: stopped.id, answer: 'accept' as const, reason: '本人と確認', by: STAFF, photoIdentity: true };
    await expect(desk.venue.reception.answer({ ...order, photoIdentity: false })).rejects.toMatchObject({ code: 'PHOTO_IDENTITY_NEEDED' });
    await desk.venue.reception.answer(order);
    expect(await kinds()).toEqual([
      ['seen', null, 'revoked-or-lost'],
      ['manual', 'in', 'revoked-or-lost'],
    ]);
    const notices = await desk.application.store.db.selectFrom('authority_notice').select(['kind', 'sent_at']).execute();
    expect(notices).toEqual([{ kind: 'grave-card-received', sent_at: null }]);
  });

  it.each([
    ['lost', 'revoked-or-lost', []],
    ['revoked', 'revoked-or-lost', []],
    ['held', 'held', []],
  ] as const)('stops at once a card that is %s and that nobody has bound', async (state, verdict, also) => {
    const card = stack.make(3);
    const { file, fingerprint } = await statusListFor([{ certificate: card.certificate, state }], NOW);
    await desk.venue.status.import(file, fingerprint);
    await open();
    const stopped = await tap(card);
    expect([...brief(stopped), stopped.also, stopped.card?.name]).toEqual([verdict, 'stop', 'open', 'in', also, 'Stack Doctor 3']);
    const order = { verdict: stopped.id, answer: 'accept' as const, reason: '本人と確認', by: STAFF, photoIdentity: true };
    await expect(desk.venue.reception.answer(order)).rejects.toMatchObject({ code: 'VERDICT_UNKNOWN' });
    const fields = { registration: '300004', person: null, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    const still = await desk.venue.reception.bind({ ...fields, verdict: stopped.id });
    expect(brief(still)).toEqual([verdict, 'stop', 'open', 'in']);
    await desk.venue.reception.answer({ ...order, verdict: still.id });
    expect(await desk.venue.reception.notices.list()).toHaveLength(1);
  });

  it.each([
    ['superseded', {}, ['superseded']],
    ['good', { notAfter: new Date(NOW.getTime() - 1000) }, ['expired']],
    ['good', {}, []],
  ] as const)('tells what else is with a new card (%s)', async (state, order, also) => {
    const card = stack.make(3, order);
    const { file, fingerprint } = await statusListFor([{ certificate: card.certificate, state }], NOW);
    await desk.venue.status.import(file, fingerprint);
    await open();
    const found = await tap(card);
    expect([found.verdict, found.face, found.also]).toEqual(['unknown-card', 'warning', also]);
  });

  it.each([
    ['', 'さとう　はじめ'],
    ['佐藤　一', ''],
    ['  ', 'さとう　はじめ'],
  ])('gives the card to a number that nobody has only with name (%j) and reading (%j)', async (name, kana) => {
    await open();
    const { id } = await tap(stack.make(1));
    const order = { verdict: id, registration: '300909', person: null, affiliation: '', birthDate: '', by: STAFF };
    await expect(desk.venue.reception.bind({ ...order, name, kana })).rejects.toMatchObject({ code: 'NAME_NEEDED' });
    expect([desk.venue.people.byRegistration('300909'), desk.venue.reception.view.counts.open]).toEqual([null, 1]);
    await desk.venue.reception.bind({ ...order, name: '佐藤　一', kana: 'さとう　はじめ' });
    expect(desk.venue.people.byRegistration('300909')).toMatchObject({ name: '佐藤　一' });
  });

  describe('that the office has closed', () => {
    beforeEach(async () => {
      await open();
      await desk.venue.seminars.move(seminar, 'closed', '');
    });

    it('says so to staff and to visitors, at once, and no more once it is taken back', async () => {
      const { reception, seminars } = desk.venue;
      const kiosk = async () => (await reception.kiosk().next()).value!.state;
      expect([reception.view.state, await kiosk()]).toEqual(['ended', 'ended']);
      await seminars.move(seminar, 'running', '');
      expect([reception.view.state, await kiosk()]).toEqual(['open', 'open']);
    });

    it('takes nobody by card; staff may, with a reason', async () => {
      const card = await bound(0);
      const warned = await tap(card);
      expect(brief(warned)).toEqual(['reception-ended', 'warning', 'open', 'in']);
      expect(desk.venue.reception.view.counts.present).toBe(0);
      await desk.venue.reception.answer({ verdict: warned.id, answer: 'accept', reason: '主催者が認めた', by: STAFF, photoIdentity: false });
      expect(desk.venue.reception.view.counts.present).toBe(1);
      expect(brief(await tap(card))).toEqual(['reception-ended', 'warning', 'open', 'in']);
    });

    it('takes nobody by number; an entry by hand is taken', async () => {
      const { reception, people } = desk.venue;
      expect(brief(await reception.scanned({ text: '300001', lane: null, by: STAFF }))).toEqual(['reception-ended', 'warning', 'open', 'in']);
      const { person, registration, name, kana, affiliation, birthDate } = people.byRegistration('300002')!;
      const who = { person, registration, name, kana, affiliation, birthDate };
      const order = { ...who, seminar, session: null, direction: 'in' as const, evidence: 'photo-identity' as const, at: null, lane: null };
      expect(brief(await reception.manual({ ...order, reason: '主催者が認めた', by: STAFF }))).toEqual(['reception-ended', 'accepted', null, 'in']);
    });

    it('tells it beside a card that nobody has bound', async () => {
      expect(await tap(stack.make(2))).toMatchObject({ verdict: 'unknown-card', also: ['reception-ended'] });
    });
  });

  it('raises an alarm and a flag when a card that was received turns out lost, once', async () => {
    const card = await bound(0);
    await open();
    await tap(card);
    now = new Date(NOW.getTime() + 5 * 60_000);
    const { file, fingerprint } = await statusListFor([{ certificate: card.certificate, state: 'lost' }], NOW);
    await desk.venue.status.import(file, fingerprint);
    for await (const { alarms } of desk.venue.reception.watch()) if (alarms.length > 0) break;
    const [alarm] = desk.venue.reception.view.alarms;
    expect(alarm).toMatchObject({ verdict: 'revoked-or-lost', registration: '300001', seen: false, at: NOW.toISOString() });
    await desk.venue.reception.seenAlarm(alarm!.fact);
    expect(desk.venue.reception.view.alarms).toMatchObject([{ seen: true }]);
    const next = await statusListFor([{ certificate: card.certificate, state: 'lost' }], new Date(NOW.getTime() + 1000), 2);
    await desk.venue.status.import(next.file);
    await desk.venue.reception.close();
    expect((await kinds()).filter(([kind]) => kind === 'flag')).toHaveLength(1);
  });

  it.each([
    ['for another reason', async () => bound(7), 'good', 1],
    ['in spite of this very state', async () => bound(3), 'superseded', 0],
  ] as const)('raises an alarm about whom staff had accepted %s: %#', async (_what, made, state, flags) => {
    const card = await made();
    const { file, fingerprint } = await statusListFor([{ certificate: card.certificate, state }], NOW);
    await desk.venue.status.import(file, fingerprint);
    await open();
    const warned = await tap(card);
    await desk.venue.reception.answer({ verdict: warned.id, answer: 'accept', reason: '本人と確認', by: STAFF, photoIdentity: false });
    const next = await statusListFor([{ certificate: card.certificate, state: 'superseded' }], new Date(NOW.getTime() + 1000), 2);
    await desk.venue.status.import(next.file);
    await desk[Symbol.asyncDispose]();
    desk = await openVenueDesk(desk.application.store.folder.root, readers, () => now);
    expect((await kinds()).filter(([kind]) => kind === 'flag')).toHaveLength(flags);
  });

  it('receives without a card by number, by code and by name', async () => {
    await open();
    const person = desk.venue.people.byRegistration('300001')!;
    const code = desk.venue.people.bookingCode(person.person, seminar)!;
    const { reception } = desk.venue;
    expect(brief(await reception.scanned({ text: code, lane: null, by: STAFF }))).toEqual(['ok', 'accepted', null, 'in']);
    expect(reception.inside([person.person, 'nobody'])).toEqual([{ person: person.person, since: NOW.toISOString() }]);
    expect(brief(await reception.scanned({ text: '３００００２', lane: null, by: STAFF }))).toEqual(['ok', 'accepted', null, 'in']);
    await expect(reception.scanned({ text: '999999', lane: null, by: STAFF })).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    const order = {
      seminar,
      session: null,
      direction: 'in' as const,
      person: null,
      registration: null,
      name: '番号　不明',
      kana: 'ばんごう　ふめい',
      affiliation: '',
      birthDate: '',
      evidence: 'known-to-staff' as const,
      reason: '免許証を忘れた',
      by: STAFF,
      at: null,
      lane: null,
    };
    expect((await reception.manual(order)).face).toBe('accepted');
    expect(reception.view.counts.present).toBe(3);
    await reception.close();
    expect(reception.inside([person.person])).toEqual([]);
  });

  it('gives a temporary card to somebody, and knows it from then on, on this station and any other', async () => {
    await open('in');
    const code = temporaryCode();
    const { reception } = desk.venue;
    const scanned = await reception.scanned({ text: code.toLowerCase(), lane: null, by: STAFF });
    expect([...brief(scanned), scanned.card?.kind]).toEqual(['unknown-card', 'warning', 'open', 'in', 'temporary']);
    const order = { verdict: scanned.id, registration: '300002', person: null, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    const given = await reception.bind(order);
    expect([...brief(given), given.person?.registration]).toEqual(['ok', 'accepted', null, 'in', '300002']);
    expect(brief(await reception.scanned({ text: code, lane: null, by: STAFF }))).toEqual(['already-in', 'accepted', null, 'in']);
    await reception.close();
    await open('out');
    expect(brief(await reception.scanned({ text: code, lane: 'lane-1', by: STAFF }))).toEqual(['ok', 'accepted', null, 'out']);
  });

  it('has a temporary card back when the record that gave it is annulled', async () => {
    await open('in');
    const code = temporaryCode();
    const { reception } = desk.venue;
    const { id } = await reception.scanned({ text: code, lane: null, by: STAFF });
    const order = { verdict: id, registration: '300002', person: null, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    const { fact } = await reception.bind(order);
    await reception.annul({ fact: fact!, reason: '別人に渡した', by: STAFF });
    expect(brief(await reception.scanned({ text: code, lane: null, by: STAFF }))).toEqual(['unknown-card', 'warning', 'open', 'in']);
  });

  it('takes a card back that was given to the wrong person: it is nobody’s, and can be bound to its owner', async () => {
    const card = stack.make(1);
    await open();
    const { reception, bindings, people } = desk.venue;
    const fields = { person: null, name: '', kana: '', affiliation: '', birthDate: '', by: STAFF };
    const wrong = await reception.bind({ ...fields, verdict: (await tap(card)).id, registration: '300003' });
    now = new Date(NOW.getTime() + 1000);
    await reception.annul({ fact: wrong.fact!, reason: '別の方を選んだ', by: STAFF, releaseCard: true });
    expect(bindings.ofPerson(people.byRegistration('300003')!.person)).toEqual([]);
    const again = await tap(card);
    expect(brief(again)).toEqual(['unknown-card', 'warning', 'open', 'in']);
    const right = await reception.bind({ ...fields, verdict: again.id, registration: '300002' });
    expect([right.verdict, right.person?.registration]).toEqual(['ok', '300002']);
    expect(bindings.withCertificate(card.certificate)?.person).toBe(people.byRegistration('300002')!.person);
    const audited = (await desk.application.audit.list(null, 50)).filter(({ action }) => action === 'card.released');
    expect(audited.map(({ facts }) => facts)).toEqual([
      { person: people.byRegistration('300003')!.person, certificate: wrong.person && expect.any(String), by: STAFF },
    ]);
  });

  it('takes a card back that was recognised as somebody’s and waits: the question is over', async () => {
    const card = await bound(8);
    await open();
    const { reception } = desk.venue;
    const warned = await tap(card);
    expect([warned.verdict, warned.byCard]).toEqual(['not-booked', true]);
    await reception.annul({ fact: warned.fact!, reason: '別の方', by: STAFF, releaseCard: true });
    expect([reception.view.counts.open, reception.view.recent[0]?.answer]).toEqual([0, 'declined']);
    expect((await tap(card)).verdict).toBe('unknown-card');
  });

  it('a record annulled for another reason leaves the card with its person', async () => {
    const card = await bound(0);
    await open();
    const { fact } = await tap(card);
    await desk.venue.reception.annul({ fact: fact!, reason: '参加を取りやめた', by: STAFF });
    expect(brief(await tap(card))).toEqual(['ok', 'accepted', null, 'in']);
  });

  it('annuls a record and brings it back', async () => {
    await open();
    const { fact } = await tap(await bound(0));
    const { reception } = desk.venue;
    const voided = await reception.annul({ fact: fact!, reason: '別人', by: STAFF });
    expect([(await reception.facts(seminar)).map(({ annulled }) => annulled), reception.view.counts.present]).toEqual([[true, false], 0]);
    expect([reception.view.recent[0]?.annulled, reception.view.lanes[0]?.last?.annulled]).toEqual([true, true]);
    await reception.annul({ fact: voided.hash, reason: '本人だった', by: STAFF });
    expect([reception.view.counts.present, reception.view.recent[0]?.annulled]).toEqual([1, false]);
    await expect(reception.annul({ fact: 'x', reason: 'x', by: STAFF })).rejects.toMatchObject({ code: 'FACT_UNKNOWN' });
  });

  it('marks test cards: a warning at a seminar, nothing special at a rehearsal, never a credit', async () => {
    const card = await bound(1, { test: true });
    await open();
    expect(brief(await tap(card))).toEqual(['test-card', 'warning', 'open', 'in']);
    await desk.venue.reception.close();
    const rehearsal = await openSeminarWith(desk.venue, runningPlan(NOW, { practice: true }), [card.doctor]);
    await desk.venue.reception.open(rehearsal.id, [{ reader: READER, name: '1', room: null, direction: 'auto' }]);
    expect(brief(await tap(card))).toEqual(['ok', 'accepted', null, 'in']);
    const preview = await desk.venue.settlements.preview(rehearsal.id);
    expect(preview.participations.flatMap(({ sessions }) => sessions.map(({ credits }) => credits))).toEqual([[]]);
  });

  it('tells a foreign card apart from an unknown one', async () => {
    await open();
    const found = await tap(stack.make(0), [{ command: '00a404', times: 'always', effect: { kind: 'answer', answer: '6a82' } }]);
    expect([found.verdict, found.failure?.code]).toEqual(['unreadable', 'CARD_NOT_HPKI']);
  });

  it.each<[string, Fault, string]>([
    ['is taken away', { command: '00b0', effect: { kind: 'removal' } }, 'CARD_REMOVED'],
    ['loses power', { command: '00b0', effect: { kind: 'reset' } }, 'CARD_RESET'],
    ['answers nothing', { command: '00b0', effect: { kind: 'answer', answer: '' } }, 'CARD_TRANSPORT_FAULT'],
  ])('a card that %s in the middle leaves no fact', async (_what, fault, code) => {
    const card = await bound(0);
    await open();
    const found = await tap(card, [fault]);
    expect([found.verdict, found.failure?.code, found.fact, await kinds()]).toEqual(['unreadable', code, null, []]);
    expect(brief(await tap(card))).toEqual(['ok', 'accepted', null, 'in']);
  });

  it('asks once about an old status list, and goes on after that', async () => {
    const cards = [await bound(0), await bound(1)];
    const { file, fingerprint } = await statusListFor(
      cards.map(({ certificate }) => ({ certificate, state: 'good' as const })),
      new Date(NOW.getTime() - 8 * 86_400_000),
    );
    await desk.venue.status.import(file, fingerprint);
    await open();
    const stale = await tap(cards[0]!);
    expect(brief(stale)).toEqual(['status-stale', 'warning', 'open', 'in']);
    await desk.venue.reception.answer({ verdict: stale.id, answer: 'accept', reason: '回線なし', by: STAFF, photoIdentity: false });
    expect(brief(await tap(cards[1]!))).toEqual(['status-stale', 'accepted', null, 'in']);
  });

  it('on a lane out lets out who is in, and asks about who is not', async () => {
    const cards = [await bound(0), await bound(1)];
    await open('in');
    await tap(cards[0]!);
    await desk.venue.reception.close();
    await open('out');
    expect(brief(await tap(cards[0]!))).toEqual(['ok', 'accepted', null, 'out']);
    expect(brief(await tap(cards[1]!))).toEqual(['not-in', 'warning', 'open', 'out']);
    expect(desk.venue.reception.view.counts.present).toBe(0);
  });

  it('shows a second screen nothing but name and welcome', async () => {
    const card = await bound(3);
    const { file, fingerprint } = await statusListFor([{ certificate: card.certificate, state: 'revoked' }], NOW);
    await desk.venue.status.import(file, fingerprint);
    await open();
    await tap(card);
    const shown = (await desk.venue.reception.kiosk().next()).value!;
    expect(shown.lanes[0]).toMatchObject({ lane: '1', face: 'stop', verdict: null });
    expect(JSON.stringify(shown)).not.toMatch(/300004|revoked|lost/);
  });

  it('keeps what waits for staff among the shown, however many come after', async () => {
    await open();
    const warned = await tap(await bound(9));
    const person = desk.venue.people.byRegistration('300001')!;
    for (let index = 0; index < 60; index += 1) await desk.venue.reception.scanned({ text: person.registration!, lane: null, by: STAFF });
    const { recent, counts } = desk.venue.reception.view;
    expect([recent.length, recent.some(({ id }) => id === warned.id), counts.open]).toEqual([51, true, 1]);
  });

  it.each([
    ['accept', { face: 'accepted', verdict: 'ok', byCard: true }],
    ['decline', { face: 'idle', verdict: null, byCard: true }],
  ] as const)('the second screen follows when staff %s', async (what, shown) => {
    await open();
    const { id } = await tap(await bound(9));
    const first = (await desk.venue.reception.kiosk().next()).value!;
    expect(first.lanes).toMatchObject([
      { face: 'warning', verdict: null },
      { face: 'idle', byCard: false },
    ]);
    await desk.venue.reception.answer({ verdict: id, answer: what, reason: '当日申込', by: STAFF, photoIdentity: false });
    expect((await desk.venue.reception.kiosk().next()).value!.lanes[0]).toMatchObject(shown);
  });

  it('tells the second screen that a card could not be read', async () => {
    await open();
    await tap(stack.make(0), [{ command: '00a404', times: 'always', effect: { kind: 'answer', answer: '6a82' } }]);
    expect((await desk.venue.reception.kiosk().next()).value!.lanes[0]).toMatchObject({ verdict: 'unreadable', name: '' });
  });

  it('of two that open at once, one is told that reception is open', async () => {
    const both = await Promise.allSettled([open(), open()]);
    expect(both.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'open'))).toEqual([
      'open',
      'RECEPTION_ALREADY_OPEN',
    ]);
    await desk.venue.reception.close();
    await expect(open()).resolves.toMatchObject({ seminar });
  });

  it('closing waits for what is being opened', async () => {
    const opening = open();
    expect((await desk.venue.reception.close()).seminar).toBeNull();
    await opening;
    expect(desk.venue.reception.view.seminar).toBeNull();
  });

  it('opens once, for a seminar that is not over', async () => {
    await open();
    await expect(open()).rejects.toMatchObject({ code: 'RECEPTION_ALREADY_OPEN' });
    await desk.venue.reception.close();
    await expect(desk.venue.reception.open('nothing', [])).rejects.toMatchObject({ code: 'SEMINAR_UNKNOWN' });
    await desk.venue.seminars.move(seminar, 'cancelled', '台風');
    await expect(open()).rejects.toMatchObject({ code: 'SEMINAR_SETTLED' });
    await expect(desk.venue.reception.scanned({ text: '1', lane: null, by: STAFF })).rejects.toMatchObject({ code: 'RECEPTION_CLOSED' });
  });
});
