import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStatusBook } from '../../../../main/attendance/status-list/book.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { makeStatusList } from '../../../../main/credentials/status-list/make.ts';
import { openStore } from '../../../../main/store/store.ts';
import { objectIn } from '../../../support/authority-desk.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { type Flow, openFlow, refusalOf } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

const make = () => makeStatusList(flow.authority.parts, flow.authority.key, flow.seats.operator.acting);

/** A reception desk elsewhere, which takes the lists in. */
async function reception() {
  const store = await openStore({ folder: await temporaryFolder(), now: flow.store.now });
  const audit = auditLog(store);
  await audit.begin();
  const book = await openStatusBook({ store, audit });
  return { book, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

/** Somebody with a card that was handed over, as reception desks know it. */
async function handedOver() {
  const { order, holder } = await flow.atDesk();
  const page = await flow.handOver(order);
  const certificate = page.objects.find(({ kind, facts }) => kind === 'certificate' && facts['usage'] === 'authentication')!;
  const { facts } = await flow.row(certificate.id);
  const { issuerName, serial } = JSON.parse(facts) as { issuerName: string; serial: string };
  return { holder, card: objectIn(page, 'card').id, certificate: certificate.id, name: { issuerName: Buffer.from(issuerName, 'base64'), serial } };
}

describe('the list that reception desks take in', () => {
  it.each<[what: string, steps: readonly string[], status: string]>([
    ['good', [], 'good'],
    ['with a blocked PIN', ['block-pin'], 'good'],
    ['held', ['hold'], 'held'],
    ['held and resumed', ['hold', 'resume'], 'good'],
    ['lost', ['lose'], 'lost'],
    ['held and then lost', ['hold', 'lose'], 'lost'],
    ['damaged', ['damage'], 'superseded'],
    ['ceased', ['cease'], 'revoked'],
    ['of somebody deceased', ['note-death'], 'revoked'],
    ['of somebody without a licence', ['revoke-licence'], 'revoked'],
    ['ceased and returned', ['cease', 'take-back'], 'revoked'],
    ['ceased, returned and destroyed', ['cease', 'take-back', 'destroy'], 'revoked'],
  ])('a card that is %s: %s → %s', async (_what, steps, status) => {
    const known = await handedOver();
    for (const step of steps) await flow.take(known.card, step);
    await using desk = await reception();
    const { file, thumbprint } = await make();
    expect(await refusalOf(desk.book.import(file))).toMatch('STATUS_LIST_AUTHORITY_UNKNOWN');
    await desk.book.import(file, thumbprint);
    expect(desk.book.statusOf(known.name)).toBe(status);
  });

  it('a certificate whose revocation is asked for stops its card already', async () => {
    const known = await handedOver();
    await flow.take(known.certificate, 'request-revocation');
    await using desk = await reception();
    const { file, thumbprint } = await make();
    await desk.book.import(file, thumbprint);
    expect(desk.book.statusOf(known.name)).toBe('revoked');
  });

  it('an expired one, and one that another replaced', async () => {
    const known = await handedOver();
    const { application, page } = await flow.apply({ procedure: 'renewal', holder: known.holder });
    const order = objectIn(await flow.approve(application, page), 'order', 'waiting').id;
    await flow.bringToDesk(order);
    await flow.handOver(order);
    const other = await handedOver();
    await flow.store.db.updateTable('credential_object').set({ expires: '2026-11-01' }).where('id', '=', other.card).execute();
    await flow.authority.passDays();
    await using desk = await reception();
    const { file, thumbprint } = await make();
    await desk.book.import(file, thumbprint);
    expect([desk.book.statusOf(known.name), desk.book.statusOf(other.name)]).toEqual(['superseded', 'expired']);
  });

  it('a card that was never handed over is on none', async () => {
    await using desk = await reception();
    const before = await make();
    await desk.book.import(before.file, before.thumbprint);
    const { entries } = desk.book.view;
    await flow.atDesk();
    const { order } = await flow.atDesk();
    await flow.take(order, 'return-to-centre');
    await flow.toTheEnd(await flow.take(order, 'cancel'));
    await desk.book.import((await make()).file);
    expect(desk.book.view.entries).toBe(entries);
  });

  it('counts up, is signed with the key of this desk, and names nobody', async () => {
    const known = await handedOver();
    const { registration } = (await flow.seats.clerk.page(known.holder)).fields;
    await flow.seats.approver.setSender({ name: '検証認証センター', postalCode: '', address: '', phone: '' });
    const [first, second] = [await make(), await make()];
    expect(second.version).toBe(first.version + 1);
    expect(first.thumbprint).toBe(flow.authority.key.thumbprint);
    await using desk = await reception();
    await desk.book.import(second.file, second.thumbprint);
    expect(desk.book.view).toMatchObject({ authority: '検証認証センター', version: String(second.version) });
    expect(await refusalOf(desk.book.import(first.file))).toBe('STATUS_LIST_OLDER');
    const bytes = Buffer.from(second.file);
    for (const word of ['検証　太郎', registration, known.name.serial, known.card]) expect([word, bytes.includes(word)]).toEqual([word, false]);
  });

  it('that was altered is not taken in', async () => {
    await handedOver();
    const { file, thumbprint } = await make();
    for (const at of [5, file.length - 1]) {
      const other = Buffer.from(file);
      other[at] = other[at]! ^ 1;
      await using desk = await reception();
      expect(await refusalOf(desk.book.import(other, thumbprint))).toMatch(/^STATUS_LIST_UNREADABLE/);
    }
  });
});
