import { describe, expect, it } from 'vitest';
import { statusTokens } from '../../../../main/attendance/status-list/token.ts';
import { makeStatusList } from '../../../../main/credentials/status-list/make.ts';
import { newestListKey } from '../../../../main/credentials/status-list/list-key.ts';
import { toldOf } from '../../../../main/exchange/outbox/queue.ts';
import { type Flow, openFlow } from '../../support/credential-flow.ts';

async function outbox({ authority }: Flow['desk']) {
  const { store } = authority.parts;
  const rows = await store.db
    .selectFrom('exchange_outbox')
    .innerJoin('person', 'person.id', 'exchange_outbox.person')
    .selectAll('exchange_outbox')
    .select('wrapped_key')
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({ ...row, told: toldOf(store, row, row.wrapped_key) }));
}

const named = async ({ desk }: Flow, card: string) => {
  const { db } = desk.authority.parts.store;
  const rows = await db.selectFrom('credential_object').select('facts').where('parent', '=', card).execute();
  const { issuerName, serial } = rows
    .map(({ facts }) => JSON.parse(facts) as Record<string, string>)
    .find(({ usage }) => usage === 'authentication')!;
  return { issuerName: Buffer.from(issuerName!, 'base64'), serial: serial! };
};

/** Somebody whose card can be named to reception desks, as its certificate was read. */
async function withReadCard(flow: Flow) {
  const given = await flow.withCard();
  const { db } = flow.desk.authority.parts.store;
  const rows = await db.selectFrom('credential_object').select(['id', 'facts']).where('parent', '=', given.card).execute();
  for (const { id, facts } of rows)
    await db
      .updateTable('credential_object')
      .set({ facts: JSON.stringify({ ...(JSON.parse(facts) as object), issuerName: Buffer.from([0x30, 0]).toString('base64') }) })
      .where('id', '=', id)
      .execute();
  return given;
}

describe('what the authority tells', () => {
  it('a hold: the stop first, without a person, then the step about its person', async () => {
    const flow = await openFlow();
    await using _ = flow.desk;
    const { card, fields } = await withReadCard(flow);
    await flow.take(card, 'hold', { reason: '財布を落とした' });
    const [stop, step, ...more] = await outbox(flow.desk);
    expect(more).toEqual([]);
    expect(stop).toMatchObject({ feed: 'stop', event: 'stop.status_changed', sent_at: null, refused: null, attempts: 0 });
    expect(stop!.told!.payload).toEqual({ status: 'held', key: expect.any(String) });
    const token = statusTokens(Buffer.from(String(stop!.told!.payload['key']), 'base64url'))(await named(flow, card));
    expect(stop!.told!.subject).toEqual({ format: 'opaque', id: token.toString('base64url') });
    expect(step).toMatchObject({ feed: 'credential', event: 'card.held', association: '文京区医師会' });
    expect(step!.told!.subject).toEqual({ format: 'doctor', registration: fields.registration });
    expect(step!.told!.payload).toMatchObject({ object: card, kind: 'card', state: 'held', cause: 'holder-wish' });
    const { sealed: _sealed, told: _told, wrapped_key: _key, ...clear } = step!;
    expect(JSON.stringify(clear)).not.toContain(fields.registration);
    expect(Buffer.from(step!.sealed).includes(fields.registration)).toBe(false);
  });

  it('a status that was told is not told again, and one that returns is', async () => {
    const flow = await openFlow();
    await using _ = flow.desk;
    const { card } = await withReadCard(flow);
    await flow.take(card, 'hold');
    await flow.take(card, 'resume');
    await flow.take(card, 'damage');
    const stops = (await outbox(flow.desk)).filter(({ feed }) => feed === 'stop');
    expect(stops.map(({ told }) => told!.payload['status'])).toEqual(['held', 'good', 'superseded']);
  });

  it('under the key of the newest list once there is one', async () => {
    const flow = await openFlow();
    await using _ = flow.desk;
    const { card } = await withReadCard(flow);
    const { authority, seats } = flow.desk;
    await makeStatusList(authority.parts, authority.key, seats.operator.acting);
    await flow.take(card, 'hold');
    const [stop] = await outbox(flow.desk);
    const key = await newestListKey(authority.parts.store, authority.parts.store.db);
    expect(stop!.told!.payload['key']).toBe(Buffer.from(key!).toString('base64url'));
  });

  it('nothing when the step is lost', async () => {
    const flow = await openFlow();
    await using _ = flow.desk;
    const { card } = await withReadCard(flow);
    await expect(flow.take(card, 'resume')).rejects.toMatchObject({ code: 'TRANSITION_REFUSED' });
    expect(await outbox(flow.desk)).toEqual([]);
  });

  it('nothing can be read once the person was deleted', async () => {
    const flow = await openFlow();
    await using _ = flow.desk;
    const { card } = await withReadCard(flow);
    await flow.take(card, 'hold');
    const { store } = flow.desk.authority.parts;
    const [{ person } = { person: '' }] = await outbox(flow.desk);
    await store.persons.destroy(store.db, person);
    expect((await outbox(flow.desk)).map(({ told }) => told)).toEqual([null, null]);
  });
});
