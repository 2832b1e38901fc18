import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectIn } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

/** Somebody's order that waits for the printer. */
async function waiting(
  fields: Parameters<Flow['newFields']>[0] = {},
): Promise<{ readonly order: string; readonly holder: number; readonly application: string }> {
  const { application, page } = await flow.apply({
    procedure: 'new-issue',
    fields: flow.newFields(fields),
    member: false,
    channel: 'myna-portal',
    facts: { portalReceipt: 'M-1' },
  });
  const approved = await flow.approve(application, page);
  return { order: objectIn(approved, 'order').id, holder: page.holder, application };
}
const operator = () => flow.seats.operator.acting;
const exported = (orders: readonly string[] | null, encoding: 'utf-8' | 'shift_jis' = 'utf-8') =>
  flow.authority.production.export(operator(), orders, encoding);
const csv = (...rows: readonly (readonly string[])[]) =>
  Buffer.from(['注文番号,カード番号,有効期限', ...rows.map((row) => row.join(','))].join('\r\n'));
/** As the printer sends an order back. */
const sent = (order: string) => flow.referenceOf(order);
const take = (bytes: Uint8Array, apply = true) => flow.authority.production.importSerials(operator(), bytes, apply);
const stateOf = async (object: string) => (await flow.row(object)).state;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('the table for the printer', () => {
  it('tells what is on the card, and from then on the order is with the printer', async () => {
    const { order } = await waiting({ name: '印刷　太郎', kana: 'いんさつ　たろう' });
    const { name, bytes } = await exported([order]);
    const { holder } = await flow.row(order);
    const { registration } = (await flow.seats.clerk.page(holder)).fields;
    for (const word of [order, '印刷　太郎', registration, `${await sent(order)}.jpg`])
      expect([word, text(bytes).includes(word)]).toEqual([word, true]);
    expect(name).toMatch(/^B20261129-[0-9A-F]{6}\.csv$/);
    expect(await flow.row(order)).toMatchObject({ state: 'exported', queue: 'order-import-serials' });
    expect(JSON.parse((await flow.row(order)).facts)).toMatchObject({ cardExpires: '2031-11-28', batch: name.slice(0, -4) });
    const [batch] = await flow.authority.production.batches(operator());
    expect(batch).toMatchObject({ id: name.slice(0, -4), by: 'operator', orders: [order], produced: 0 });
  });

  it('is of all that wait unless orders are named, each once', async () => {
    const [one, other] = [await waiting(), await waiting()];
    const { bytes } = await exported(null);
    expect([text(bytes).includes(one.order), text(bytes).includes(other.order)]).toEqual([true, true]);
    expect(await refusalOf(exported(null))).toBe('NOTHING_TO_EXPORT');
    expect(await refusalOf(exported([one.order]))).toBe('NOTHING_TO_EXPORT');
    expect(await refusalOf(exported(['O99-0000001']))).toBe('NOTHING_TO_EXPORT');
  });

  it('can be written again as it was', async () => {
    const { order } = await waiting();
    const { name, bytes } = await exported([order]);
    const again = await flow.authority.production.again(operator(), name.slice(0, -4), 'utf-8');
    expect([again.name, Buffer.from(again.bytes).equals(Buffer.from(bytes))]).toEqual([name, true]);
    expect(await refusalOf(flow.authority.production.again(operator(), 'B0', 'utf-8'))).toBe('BATCH_UNKNOWN');
    expect((await flow.events((await flow.row(order)).holder)).filter(({ transition }) => transition === 'export')).toHaveLength(1);
  });

  it('can be written again for those alone that are still with the printer', async () => {
    const [made, waits] = [await waiting(), await waiting()];
    const { name } = await exported([made.order, waits.order]);
    await take(csv([await sent(made.order), `MADE-${made.order}`, '']));
    const again = () => flow.authority.production.again(operator(), name.slice(0, -4), 'utf-8');
    const { bytes } = await again();
    expect([text(bytes).includes(made.order), text(bytes).includes(waits.order)]).toEqual([false, true]);
    await take(csv([await sent(waits.order), `MADE-${waits.order}`, '']));
    expect(await refusalOf(again())).toBe('NOTHING_TO_EXPORT');
  });

  it('with a letter that Shift_JIS lacks is not written and changes nothing', async () => {
    const [plain, rare] = [await waiting(), await waiting({ name: '𠮷野　太郎' })];
    const batches = await flow.authority.production.batches(operator());
    const before = [await flow.row(plain.order), await flow.row(rare.order)];
    expect(await refusalOf(exported(null, 'shift_jis'))).toBe('EXPORT_LETTERS_MISSING');
    expect([await flow.row(plain.order), await flow.row(rare.order)]).toEqual(before);
    expect(await flow.authority.production.batches(operator())).toEqual(batches);
    const { bytes } = await exported([plain.order], 'shift_jis');
    expect(new TextDecoder('shift_jis').decode(bytes)).toContain(plain.order);
    expect(text((await exported([rare.order])).bytes)).toContain('𠮷野');
  });
});

describe('the produced cards', () => {
  it('are taken in by order and number; a card and two certificates are there, not yet issued', async () => {
    const { order, holder } = await waiting();
    await exported([order]);
    const file = csv([await sent(order), 'ＰＲ−0001', '2031/11/20']);
    expect(await take(file, false)).toMatchObject({ applied: false, produced: 1, rows: [{ order: await sent(order), problem: null }] });
    expect(await stateOf(order)).toBe('exported');
    expect(await take(file)).toMatchObject({ applied: true, produced: 1 });
    const page = await flow.seats.clerk.page(holder);
    expect(page.objects.filter(({ kind }) => kind !== 'application').map(({ id, state, expires }) => [id.charAt(0), state, expires])).toEqual([
      ['O', 'produced', null],
      ['C', 'personalised', '2031-11-20'],
      ['T', 'requested', null],
      ['T', 'requested', null],
    ]);
    const [serial] = page.objects.flatMap(({ kind, facts }) => (kind === 'card' ? [facts['serial']] : []));
    expect((await flow.seats.clerk.search(String(serial), 5)).map((hit) => hit.holder)).toEqual([holder]);
    expect((await flow.authority.production.batches(operator()))[0]!.produced).toBe(1);
  });

  it.each<[problem: string | null, rows: (own: string, waits: string, done: string) => readonly (readonly string[])[]]>([
    [null, (own) => [[own, 'X-1001', '']]],
    ['order-unknown', () => [['O99-0000001', 'X-1002', '']]],
    ['order-not-exported', (_own, waits) => [[waits, 'X-1003', '']]],
    ['already-imported', (_own, _waits, done) => [[done, 'DONE-1', '']]],
    ['order-not-exported', (_own, _waits, done) => [[done, 'X-1004', '']]],
    ['serial-known', (own) => [[own, 'DONE-1', '']]],
    ['mark-missing', (own) => [[own.slice(0, -7), 'X-1007', '']]],
    ['other-batch', (own) => [[`${own.slice(0, -6)}FFFFFF`, 'X-1008', '']]],
    ['serial-missing', (own) => [[own, '', '']]],
    ['order-missing', () => [['', 'X-1005', '']]],
    ['expiry-unreadable', (own) => [[own, 'X-1006', 'いつか']]],
  ])('a row with the problem %s is told and left (%#)', async (problem, rows) => {
    const [own, waits, done] = [await waiting(), await waiting(), await waiting()];
    await exported([own.order, done.order]);
    const serial = `DONE-${done.order}`;
    const reference = await sent(done.order);
    await take(csv([reference, serial, '']));
    const good = await waiting();
    await exported([good.order]);
    const given = rows(await sent(own.order), `${waits.order}-ABCDEF`, reference).map((row) =>
      row.map((cell) => (cell === 'DONE-1' ? serial : cell)),
    );
    const answer = await take(csv(...given, [await sent(good.order), `GOOD-${good.order}`, '']));
    expect(answer.rows.map((row) => row.problem)).toEqual([problem, null]);
    expect(answer.produced).toBe(problem === null ? 2 : 1);
    // The others are taken in all the same.
    expect([await stateOf(good.order), await stateOf(own.order), await stateOf(waits.order), await stateOf(done.order)]).toEqual([
      'produced',
      problem === null ? 'produced' : 'exported',
      'waiting',
      'produced',
    ]);
  });

  it('of which two rows speak are believed in neither', async () => {
    const [one, other] = [await waiting(), await waiting()];
    await exported([one.order, other.order]);
    const { rows, produced } = await take(csv([await sent(one.order), 'TWICE-1', ''], [await sent(other.order), 'TWICE-1', '']));
    expect([rows.map(({ problem }) => problem), produced]).toEqual([['duplicate-serial', 'duplicate-serial'], 0]);
  });

  it('in a file without such columns are refused', async () => {
    expect(await refusalOf(take(Buffer.from('氏名,住所\r\na,b\r\n')))).toBe('SERIALS_UNREADABLE');
  });

  it('taken in twice at once are there once', async () => {
    const { order, holder } = await waiting();
    await exported([order]);
    const file = csv([await sent(order), `ONCE-${order}`, '']);
    await Promise.all([take(file), take(file), take(file)]);
    expect((await flow.seats.clerk.page(holder)).objects.filter(({ kind }) => kind === 'card')).toHaveLength(1);
  });
});

describe('a card that is produced again', () => {
  it('leaves the former one to be destroyed by two, with certificates that are never issued', async () => {
    const { order, holder } = await waiting();
    await flow.produce(order);
    const again = await flow.take(order, 'produce-again', { reason: '印刷のかすれ' });
    expect(again.objects.filter(({ kind }) => kind !== 'application').map(({ id, state, queue }) => [id.charAt(0), state, queue])).toEqual([
      ['O', 'waiting', 'order-export'],
      ['C', 'personalised', 'card-spoil'],
      ['T', 'requested', null],
      ['T', 'requested', null],
    ]);
    await flow.bringToDesk(order);
    const handed = await flow.handOver(order);
    const { page } = await flow.toTheEnd(handed);
    expect(page.objects.filter(({ kind }) => kind !== 'application').map(({ id, state }) => [id.charAt(0), state])).toEqual([
      ['O', 'handed-over'],
      ['C', 'active'],
      ['C', 'destroyed'],
      ['T', 'active'],
      ['T', 'active'],
      ['T', 'cancelled'],
      ['T', 'cancelled'],
    ]);
    expect(holder).toBe(page.holder);
  });

  it.each(['at-desk', 'notified', 'handed-over'])('is not so from %s', async (state) => {
    const { order } = await waiting();
    await flow.store.db.updateTable('credential_object').set({ state }).where('id', '=', order).execute();
    expect(await refusalOf(flow.take(order, 'produce-again'))).toMatch(/^TRANSITION_REFUSED state/);
  });
});

describe('papers that go with the cards', () => {
  it.each(['envelopes', 'notices', 'labels'] as const)('%s are one PDF, recorded', async (what) => {
    const [one, other] = [await flow.atDesk(), await flow.atDesk()];
    const bytes = await flow.authority.production.papers(operator(), what, [one.order, other.order]);
    expect(Buffer.from(bytes).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect((await flow.authority.parts.audit.list(null, 1))[0]).toMatchObject({ action: 'credential.letter', facts: { what, letters: 2 } });
    expect(await refusalOf(flow.authority.production.papers(operator(), what, ['O99-0000001']))).toBe('NOTHING_TO_EXPORT');
  });

  it('name the day until which the card waits, also in the letter of the step', async () => {
    const { order, holder } = await flow.atDesk();
    const row = await flow.store.db
      .selectFrom('credential_letter')
      .selectAll()
      .where('object', '=', order)
      .where('template', '=', 'issue-notice')
      .executeTakeFirstOrThrow();
    const { person } = await flow.authority.parts.holders.get(flow.store.db, holder);
    expect(await flow.store.persons.open(flow.store.db, person, row.sealed, 'credential letter')).toMatchObject({
      facts: { pickupUntil: '2027-01-28' },
    });
  });
});
