import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HolderPage } from '../../../../main/api/schema/credentials.ts';
import { orderReference } from '../../../../main/credentials/production/order-reference.ts';
import { fieldsOf, nonce, objectIn, openAuthorityDesk, READER } from '../../../support/authority-desk.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PAPERS = { photo: '2026-10-01', 'licence-copy': null, 'resident-record': '2026-10-01', 'identity-copy': null, 'loss-report': null } as const;
const AT_DESK = ['issue-notice', 'licence-original', 'identity-document'];

describe('a card that is lost and issued anew', () => {
  const steps: string[] = [];
  let page: HolderPage;

  beforeAll(async () => {
    await using desk = await openAuthorityDesk(await temporaryFolder(), { now: () => new Date('2026-11-29T03:00:00Z') });
    const { clerk, approver, operator, second } = desk.seats;
    const note = (name: string) => steps.push(name);

    async function advance(seat: typeof clerk, object: string, transition: string, evidence: readonly string[] = [], reason = '') {
      const answer = await seat.advance({ nonce: nonce(), object, transition, evidence: [...evidence], reason });
      if (answer.proposal) await desk.authority.proposals.confirm((seat === second ? approver : second).acting, answer.proposal);
      return (await seat.page(answer.page.holder)) as HolderPage;
    }
    async function addPapers(application: string, items: readonly (keyof typeof PAPERS)[]) {
      for (const item of items) page = await clerk.addEvidence({ object: application, item, dated: PAPERS[item], note: '' });
    }
    async function issue(application: string, licence: boolean, serial: string) {
      page = await advance(clerk, application, 'check-documents');
      if (licence) page = await advance(clerk, application, 'confirm-licence', ['licence-confirmation']);
      if (page.objects.find(({ id }) => id === application)!.fee?.state === 'due') {
        page = await advance(clerk, application, 'ask-payment');
        page = await advance(clerk, application, 'record-payment', ['payment']);
      }
      page = await advance(approver, application, 'approve');
      const order = objectIn(page, 'order', 'waiting').id;
      const { name, bytes } = await desk.authority.production.export(operator.acting, null, 'utf-8');
      expect(Buffer.from(bytes).toString('utf8')).toContain(order);
      const csv = Buffer.from(`注文番号,カード番号\r\n${orderReference(order, path.parse(name).name)},${serial}\r\n`);
      expect(await desk.authority.production.importSerials(operator.acting, csv, true)).toMatchObject({ produced: 1 });
      await advance(operator, order, 'make-ready', ['inspection']);
      await advance(operator, order, 'send-to-desk');
      await advance(operator, order, 'notify');
      const card = await desk.makeCard('検証　太郎');
      desk.readers.insert(READER, card);
      await desk.application.cards.settled();
      const read = await desk.authority.handOver.read(clerk.acting, order, READER);
      expect(read.findings.filter(({ stops }) => stops)).toEqual([]);
      const seen = read.certificates.map(({ sha256 }) => sha256);
      const answer = await clerk.handOver({ nonce: nonce(), order, reader: READER, seen, evidence: AT_DESK, possession: 'asked', reason: '' });
      desk.readers.remove(READER);
      page = answer.page;
      expect(answer.letters.map(({ template }) => template)).toContain('receipt');
    }

    const applied = await clerk.apply({
      nonce: nonce(),
      holder: null,
      fields: fieldsOf(),
      association: '文京区医師会',
      member: true,
      procedure: 'new-issue',
      channel: 'paper',
      reason: null,
      receivedOn: '2026-11-01',
    });
    const first = objectIn(applied.page, 'application').id;
    await expect(
      clerk.advance({ nonce: nonce(), object: first, transition: 'check-documents', evidence: ['checklist'], reason: '' }),
    ).rejects.toMatchObject({ code: 'TRANSITION_REFUSED', detail: { because: 'evidence' } });
    note('an application whose papers are not there is not passed, whatever a clerk asserts');
    await addPapers(first, ['photo', 'licence-copy', 'resident-record', 'identity-copy']);
    await issue(first, true, 'CARD-0001');
    expect(objectIn(page, 'card').state).toBe('active');
    expect(page.objects.filter(({ kind }) => kind === 'certificate').map(({ state }) => state)).toEqual(['active', 'active']);
    expect(objectIn(page, 'application').state).toBe('done');
    note('issued, with possession proved');
    const oldCard = objectIn(page, 'card').id;

    const stop = { nonce: nonce(), card: oldCard, cause: 'loss' as const, heldFrom: null, heldUntil: null, reason: '電話' };
    await expect(clerk.stop({ ...stop, caller: ['birth-date'] })).rejects.toMatchObject({
      code: 'TRANSITION_REFUSED',
      detail: { lacking: 'two-numbers call-back' },
    });
    page = (await clerk.stop({ ...stop, caller: ['registration-number', 'birth-date', 'call-back'] })).page;
    expect(objectIn(page, 'card')).toMatchObject({ state: 'held', queue: 'card-lose' });
    note('stopped at once by one clerk');
    page = await advance(approver, oldCard, 'lose', ['caller-checks'], '紛失');
    expect(objectIn(page, 'card').state).toBe('lost');
    expect(page.objects.filter(({ queue }) => queue === 'certificate-request-revocation')).toHaveLength(2);
    for (const { id } of page.objects.filter(({ kind }) => kind === 'certificate'))
      page = await advance(approver, id, 'request-revocation', [], '紛失');
    const requests = await desk.authority.revocations.list(approver.acting);
    expect(requests.map(({ state }) => state.reason)).toEqual(['cessationOfOperation', 'cessationOfOperation']);
    expect(await desk.authority.revocations.track(operator.acting)).toMatchObject({ asked: 2, listed: 0 });
    for (const { request } of requests) await desk.authority.revocations.playAuthority(operator.acting, request);
    expect(await desk.authority.revocations.track(operator.acting)).toMatchObject({ asked: 2, listed: 2 });
    page = await approver.page(page.holder);
    expect(page.objects.filter(({ kind }) => kind === 'certificate').map(({ state }) => state)).toEqual(['revoked', 'revoked']);
    note('revoked once the list shows it');

    const again = await clerk.apply({
      nonce: nonce(),
      holder: page.holder,
      procedure: 'reissue',
      channel: 'paper',
      reason: 'loss',
      receivedOn: '2026-11-20',
    });
    const second_ = objectIn(again.page, 'application', 'submitted').id;
    expect(again.page.objects.find(({ id }) => id === second_)!.fee).toMatchObject({ yen: 5500, state: 'due' });
    await addPapers(second_, ['photo', 'licence-copy', 'resident-record', 'identity-copy', 'loss-report']);
    await issue(second_, true, 'CARD-0002');
    note('paid, produced and handed over');
    expect(
      page.objects
        .filter(({ kind }) => kind === 'card')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['active', 'lost']);
    expect(page.objects.every(({ queue }) => queue === null)).toBe(true);
    for (const text of ['けん', 'けんしょうた', '検証', '345678', '第345678号', '1234567890', '03-1234-5678', 'CARD-0002', first]) {
      expect([text, (await clerk.search(text, 10)).length]).toEqual([text, 1]);
    }
    note('found by any number or the beginning of a name');
    expect(await seatVerify(desk)).toMatchObject({ intact: true });
  }, 60_000);

  const seatVerify = (desk: Awaited<ReturnType<typeof openAuthorityDesk>>) => desk.seats.auditor.audit.verify();

  it.each([
    'an application whose papers are not there is not passed, whatever a clerk asserts',
    'issued, with possession proved',
    'stopped at once by one clerk',
    'revoked once the list shows it',
    'paid, produced and handed over',
    'found by any number or the beginning of a name',
  ])('%s', (step) => expect(steps).toContain(step));
});
