import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import type { HolderPage } from '../../main/api/schema/credentials.ts';
import { pageOf } from '../../main/credentials/work/page.ts';
import { dayInJapan } from '../../main/day-in-japan.ts';
import { DEMONSTRATION_READER } from '../../main/demonstration/demonstration.ts';
import { words } from '../../main/words/words.ts';
import { builtScreens } from '../renderer/double/screens.ts';
import { type AuthorityBrowser, choose, type Colleague, colleague, openAuthorityBrowser, tick } from '../support/authority-browser.ts';
import {
  advance,
  confirmAll,
  fileFrom,
  give,
  number,
  objectCard,
  panelOf,
  PICTURES,
  press,
  screen,
  shown,
  toPerson,
} from '../support/authority-steps.ts';
import { fieldsOf, printedCard } from '../support/authority-desk.ts';
import { stackDoctor } from '../support/card-stack.ts';
import { launchChromium } from '../support/chromium.ts';
import { type IssuedCard, issueCard } from '../support/issued-card.ts';
import { describeWith } from '../support/needs.ts';
import { runningPlan } from '../support/seminar-plan.ts';
import { bindCard, openSeminarWith } from '../support/venue-desk.ts';

const DAY = 86_400_000;
const PIN = '1234';
const READERS = { handOver: '交付のリーダー', reception: '受付のリーダー' };
const HOLDER = fieldsOf();
const ja = words('ja');
const kind = (id: string) => ja(`credentials.kind.${id}`);
const dayFrom = (days: number): string => dayInJapan(Date.now() + days * DAY);

/** A registry as another system wrote it: people whose cards end within the next three months. */
function registryOf(people: number): string {
  const rows = Array.from({ length: people }, (_none, index) => {
    const { registration, name, kana, affiliation, birthDate } = stackDoctor(index);
    const association = ['文京区医師会', '千代田区医師会', '台東区医師会'][index % 3]!;
    return [registration, name, kana, birthDate, affiliation, association, '会員', `OLD-${registration}`, dayFrom(10 + (index % 75))].join(',');
  });
  return ['医籍登録番号,氏名,ふりがな,生年月日,所属医療機関,医師会,会員,カード番号,カード有効期限', ...rows].join('\r\n');
}

describeWith(['chromium'], "the authority's desk in a real browser", () => {
  let browser: Browser;
  let desk: AuthorityBrowser;
  let page: Page;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page?.screenshot({ path: join(PICTURES, 'failed.png') });
  });

  describe('a card that is lost, and issued anew', () => {
    let old: IssuedCard;
    const clerk: Colleague = colleague('田中　恵', ['approver', 'examiner', 'operator', 'reception']);
    const second: Colleague = colleague('小林　誠', ['approver', 'auditor', 'operator']);

    beforeAll(async () => {
      desk = await openAuthorityBrowser(browser, builtScreens());
      ({ page } = desk);
      for (const reader of Object.values(READERS)) desk.readers.addReader(reader);
    });
    afterAll(() => desk?.[Symbol.asyncDispose]());

    /** What the program knows of the holder, to compare the screens with. */
    const holderPage = async (): Promise<HolderPage> => {
      const { parts, staff } = await desk.application.authority();
      return pageOf(parts, await staff.actingOf((await staff.list())[0]!.id), old.holder);
    };

    it('registers two people with their passkeys', async () => {
      await desk.registerTwo(clerk, second);
      await shown(page, 'staff');
    });

    it('knows somebody with a card that was handed over and is known at reception', async () => {
      const { staff } = await desk.application.authority();
      const staffList = await staff.list();
      const [id, other] = [clerk, second].map((person) => staffList.find(({ name }) => name === person.name)!.id) as [string, string];
      old = await issueCard(desk.application, {
        staff: id,
        second: other,
        fields: HOLDER,
        serial: 'CARD-0001',
        readers: desk.readers,
        reader: READERS.handOver,
      });
      const { image } = old;
      const authentication = image.applications.find((application) => application.kind === 'authentication')!;
      const { registration, name, kana, workplace: affiliation, birthDate } = HOLDER;
      const doctor = { registration, name, kana, affiliation, birthDate };
      const venue = await desk.application.venue();
      const certificate = Buffer.from(authentication.certificate, 'base64');
      await bindCard(venue, { doctor, certificate, image, card: () => new VirtualCard(image) }, Buffer.from(authentication.chain[0]!, 'base64'));
      await openSeminarWith(venue, runningPlan(new Date()), [doctor]);
    });

    it('stops the card at once after a call, by one clerk who checked who calls', async () => {
      await desk.change(clerk);
      await press(page, screen('stop.title'));
      await page.getByRole('combobox', { name: screen('stop.find') }).fill('けんしょう');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      const now = page.getByRole('button', { name: screen('stop.now'), exact: true });
      await tick(page, screen('stop.check.registration-number'));
      await tick(page, screen('stop.check.birth-date'));
      await page.getByText(screen('stop.missing.call-back')).waitFor();
      expect(await now.isDisabled()).toBe(true);
      await page.locator('.stop-form textarea').fill('電車の中で落としたとの電話');
      await shown(page, 'stop');
      await tick(page, screen('stop.check.call-back'));
      await now.click();
      await page.getByText(screen('stop.stopped', { name: HOLDER.name })).waitFor();
      await shown(page, 'stopped');
      await page.getByRole('link', { name: screen('stop.to-person'), exact: true }).click();
      await objectCard(page, kind('card')).getByText(ja('credentials.state.card.held'), { exact: true }).waitFor();
      await shown(page, 'held');
    });

    it('ends the card by two people', async () => {
      await advance(page, objectCard(page, kind('card')), 'card.lose', { evidence: ['caller-checks'], reason: '電車の中で紛失', second: true });
      await shown(page, 'lose-proposed');
      await desk.change(second);
      await confirmAll(desk, 1, 'proposals');
    });

    it('asks for the revocation of both certificates by two people', async () => {
      await toPerson(page, HOLDER.registration, HOLDER.name);
      for (const usage of ['signature', 'authentication']) {
        const certificate = objectCard(page, `${ja(`credentials.usage.${usage}`)}　${kind('certificate')}`);
        await advance(page, certificate, 'certificate.request-revocation', { reason: '紛失', second: true });
      }
      await shown(page, 'revocation-proposed');
      await desk.change(clerk);
      await confirmAll(desk, 2);
    });

    it('shows a revocation as done only when the list of the authority shows it', async () => {
      await desk.part('revocations');
      const face = (id: string) => page.locator('.data-table').getByText(screen(`revocation.face.${id}`), { exact: true });
      const rows = page.locator('.data-table tbody tr');
      await number(face('not-sent'), 2);
      for (const index of [0, 1]) {
        const row = rows.nth(index);
        await row.getByRole('button').click();
        const panel = panelOf(page);
        const { bytes } = await fileFrom(page, () => press(panel, screen('revocation.write')));
        expect(bytes.toString('utf8').split('.')).toHaveLength(3);
        await press(panel, screen('revocation.mark-sent'));
        await panel.getByRole('button', { name: screen('revocation.mark-sent'), exact: true }).waitFor({ state: 'detached' });
        if (index === 0) {
          await panel.locator('textarea').fill('受け付けました');
          await press(panel, screen('revocation.record'));
          await page.getByText(screen('revocation.answered', { answer: '受け付けました' })).waitFor();
        }
      }
      await number(face('pending'), 2);
      await press(page, screen('revocation.track'));
      await page.getByText(screen('revocation.tracked', { asked: 2, listed: 0, unanswered: 0 })).waitFor();
      expect([await face('pending').count(), await face('listed').count()]).toEqual([2, 0]);
      await shown(page, 'revocations-pending');
      for (const index of [0, 1]) {
        await rows.nth(index).getByRole('button').click();
        const panel = panelOf(page);
        const serial = await rows.nth(index).locator('code').textContent();
        await panel.getByText(serial!, { exact: true }).waitFor();
        await press(panel, screen('revocation.play'));
        await panel.getByRole('button', { name: screen('revocation.play'), exact: true, disabled: false }).waitFor();
      }
      expect([await face('pending').count(), await face('listed').count()]).toEqual([2, 0]);
      await press(page, screen('revocation.track'));
      await page.getByText(screen('revocation.tracked', { asked: 2, listed: 2, unanswered: 0 })).waitFor();
      await number(face('listed'), 2);
      await shown(page, 'revocations-listed');
    });

    it('refuses the old card at reception, which has taken the list of this desk', async () => {
      await desk.part('exchange');
      const list = await fileFrom(page, () => press(page, screen('exchange.status-write')));
      const told = await page.locator('.fingerprint-shown').textContent();
      await shown(page, 'exchange');
      await page.evaluate(() => {
        location.hash = '#/settings/reception';
      });
      await page.getByText(ja('reception.settings.status.drop')).waitFor();
      await give(page.locator('.file-drop', { hasText: ja('reception.settings.status.drop') }), list.name, list.bytes);
      expect(await page.locator('.settings-fingerprint').textContent()).toBe(told);
      await page.getByLabel(ja('reception.settings.authority.typed'), { exact: true }).fill(told!.slice(0, 8));
      await tick(page, ja('reception.settings.authority.compared'));
      await press(page, ja('reception.settings.authority.take'));
      await page.getByText(ja('reception.settings.status.done')).waitFor();
      await shown(page, 'reception-list');

      const [seminar] = await (await desk.application.venue()).seminars.list();
      await page.evaluate((id) => {
        location.hash = `#/hall/${id}`;
      }, seminar!.id);
      for (const reader of [READERS.handOver, DEMONSTRATION_READER]) await tick(page, ja('reception.setup.use', { reader }));
      await page.getByLabel(ja('reception.staff.label'), { exact: true }).fill('受付　係');
      await page.keyboard.press('Enter');
      await page.getByText(ja('reception.idle')).waitFor();
      desk.readers.insert(READERS.reception, new VirtualCard(old.image));
      const panel = page.locator('.panel');
      await panel.getByText(ja('reception.because.revoked-or-lost')).waitFor();
      await panel.getByText(ja('reception.person.number', { registration: HOLDER.registration })).waitFor();
      expect(await page.locator('.face-word').textContent()).toBe(ja('reception.verdict.revoked-or-lost'));
      await shown(page, 'reception-refused');
      await press(panel, `Esc\u2002${ja('reception.answer.decline')}`);
      await panel.waitFor({ state: 'detached' });
      desk.readers.remove(READERS.reception);
      await page.keyboard.press('F10');
      await press(page.locator('.panel'), `Enter\u2002${ja('reception.close.accept')}`);
      await page.getByText(ja('reception.setup.heading')).waitFor();
    });

    it('takes the application for a new card, with its papers and its fee', async () => {
      await page.evaluate(() => {
        location.hash = '#/authority/queue';
      });
      await toPerson(page, HOLDER.registration, HOLDER.name);
      await press(page, screen('apply.open'));
      const panel = panelOf(page);
      await choose(page, screen('apply.procedure'), ja('credentials.procedure.reissue'));
      await choose(page, screen('fact.reason'), ja('credentials.cause.loss'));
      await panel
        .getByText(screen('fee.with-tax', { yen: 5500, net: 5000, percent: 10 }))
        .or(panel.getByText(screen('fee.yen', { yen: 5500 })))
        .waitFor();
      expect(await panel.locator('.fee-line .source').textContent()).toMatch(/^出典：.+/);
      await shown(page, 'apply');
      await press(panel, screen('apply.begin'));
      const application = objectCard(page, `${ja('credentials.procedure.reissue')}　${kind('application')}`);
      await application.waitFor();
      await shown(page, 'application');
      const items = (await holderPage()).objects.find(({ procedure, kind: of }) => of === 'application' && procedure === 'reissue')!.checklist;
      for (const { item, months } of items.filter(({ needed, state }) => needed && state !== 'present')) {
        await press(application, screen('papers.received-of', { item: ja(`credentials.item.${item}`) }));
        if (months !== null) await panel.getByLabel(screen('papers.date'), { exact: true }).fill(dayFrom(-20));
        if (item === 'loss-report') await give(page, '紛失届.pdf', '%PDF-1.4');
        await press(panel, screen('papers.record'));
        await panel.waitFor({ state: 'detached' });
      }
      await application.getByText(screen('papers.complete')).waitFor();
      await advance(page, application, 'application.check-documents');
      await advance(page, application, 'application.confirm-licence', { evidence: ['licence-confirmation'] });
      await advance(page, application, 'application.ask-payment');
      await shown(page, 'payment');
      await advance(page, application, 'application.record-payment', { evidence: ['payment'] });
      await advance(page, application, 'application.approve');
      await shown(page, 'approved');
    });

    it('has the card made, and brings it to its desk', async () => {
      await desk.part('production');
      const { bytes } = await fileFrom(page, () => press(page, screen('production.export-all', { count: 1 })));
      const order = (await holderPage()).objects.find(({ kind: of, state }) => of === 'order' && state === 'exported')!.id;
      expect(bytes.toString('utf8')).toContain(order);
      await give(
        page,
        'serials.csv',
        `注文番号,カード番号\r\n${bytes.toString('utf8').match(new RegExp(`${order}-[0-9A-F]{6}`))?.[0]},CARD-0002\r\n`,
      );
      await page.getByText(screen('production.fits'), { exact: true }).waitFor();
      await shown(page, 'production');
      await press(page, screen('production.take', { count: 1 }));
      await page.getByText(screen('production.imported', { count: 1 })).waitFor();
      await toPerson(page, HOLDER.registration, HOLDER.name);
      const card = page.locator('.object-card', { hasText: order }).filter({ has: page.locator('.object-id', { hasText: order }) });
      await advance(page, card, 'order.make-ready', { evidence: ['inspection'] });
      await advance(page, card, 'order.send-to-desk');
      await advance(page, card, 'order.notify');
      await shown(page, 'notified');
    });

    it('hands the card over, whose holder types the PIN on a page of its own', async () => {
      await desk.part('hand-over');
      await shown(page, 'hand-over-list');
      await page.locator('a.queue-row').click();
      desk.readers.insert(READERS.handOver, new VirtualCard(await printedCard(desk.application, HOLDER.name)));
      await choose(page, screen('hand-over.reader'), READERS.handOver);
      await press(page, screen('hand-over.read'));
      await page
        .getByText(screen('hand-over.look-again'))
        .or(page.getByText(screen('hand-over.fits')))
        .waitFor();
      await shown(page, 'hand-over-card');
      for (const paper of ['issue-notice', 'licence-original', 'identity-document']) await tick(page, ja(`credentials.evidence.${paper}`));
      const arriving = desk.context.waitForEvent('page');
      await press(page, screen('hand-over.complete'));
      const entry = await arriving;
      await page.getByText(screen('hand-over.pin-asked')).waitFor();
      await page.getByText(screen('hand-over.pin-asked')).scrollIntoViewIfNeeded();
      await shown(page, 'hand-over-pin');
      await entry.locator('input[type=password]').pressSequentially(PIN);
      const closed = entry.waitForEvent('close');
      await entry.locator('button[type=submit]').click({ noWaitAfter: true });
      await closed;
      await page.getByText(screen('answer.done', { what: screen('parts.hand-over') })).waitFor();
      await shown(page, 'handed-over');
      const receipt = await fileFrom(page, () => press(page, screen('letter-pdf', { letter: ja('credentials.letter.receipt') })));
      expect(receipt.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    });

    it('shows the new card in force, and the old one lost', async () => {
      await page.getByRole('link', { name: screen('hand-over.back') }).click();
      await objectCard(page, kind('card')).getByText(ja('credentials.state.card.active'), { exact: true }).waitFor();
      await shown(page, 'person');
      const lost = objectCard(page, kind('card')).filter({ hasText: 'CARD-0001' });
      await page.locator('.split-column > .disclosure .disclosure-trigger').first().click();
      await lost.locator('.object-head').getByText(ja('credentials.state.card.lost'), { exact: true }).waitFor();
      const { objects } = await holderPage();
      expect(
        objects
          .filter(({ kind: of }) => of === 'card')
          .map(({ state }) => state)
          .sort(),
      ).toEqual(['active', 'lost']);
      expect(objects.filter(({ queue }) => queue !== null)).toEqual([]);
      expect(desk.complaints).toEqual([]);
    });
  });

  describe('the renewal of three hundred people', () => {
    const PEOPLE = 300;
    const first: Colleague = colleague('田中　恵', ['approver', 'examiner', 'operator', 'reception']);
    const second: Colleague = colleague('小林　誠', ['approver', 'operator', 'reception']);

    beforeAll(async () => {
      desk = await openAuthorityBrowser(browser, builtScreens());
      ({ page } = desk);
    });
    afterAll(() => desk?.[Symbol.asyncDispose]());

    /** Looks at what a bulk change would change, and asks a second person for it. */
    async function propose(picture: string): Promise<void> {
      await press(page, screen('bulk.look'));
      await page.getByRole('heading', { name: screen('bulk.changes', { changes: PEOPLE, left: 0 }), exact: true }).waitFor();
      await page.getByText(ja('frame.pager.of', { from: 1, to: 50, total: PEOPLE })).waitFor();
      await shown(page, picture);
      await press(page, screen('bulk.propose', { count: PEOPLE }));
      await page.getByText(screen('bulk.proposed', { count: PEOPLE })).waitFor();
    }

    /** How many wait for a step, as the queue says it. */
    async function waiting(queue: string, picture: string): Promise<void> {
      await desk.part('queue');
      const count = page.locator('.queue-count', { hasText: ja(`credentials.queue.${queue}`) });
      await count.getByText(screen('queue.count', { count: PEOPLE }), { exact: true }).waitFor();
      await count.click();
      await page.getByRole('heading', { level: 1, name: ja(`credentials.queue.${queue}`), exact: true }).waitFor();
      await number(page.locator('a.queue-row'), 100);
      await shown(page, picture);
      await page.locator('.queue-count').first().click();
    }

    it('takes in a registry of people whose cards end soon', async () => {
      await desk.registerTwo(second, first);
      await desk.part('exchange');
      await give(page, '台帳.csv', registryOf(PEOPLE));
      await page.getByText(screen('exchange.found', { holders: PEOPLE, cards: PEOPLE, known: 0 })).waitFor();
      await shown(page, 'registry');
      await press(page, screen('exchange.take'));
      await page.getByText(screen('exchange.taken', { holders: PEOPLE, cards: PEOPLE })).waitFor();
    });

    it('foresees them, month by month', async () => {
      await desk.part('forecast');
      await page.getByText(new RegExp(`^この期間に${PEOPLE}枚が期限を迎えます。`)).waitFor();
      await shown(page, 'forecast');
    });

    it('opens three hundred renewals once a second person has confirmed', async () => {
      await desk.part('bulk');
      await propose('bulk-renewals');
      await desk.change(second);
      await confirmAll(desk, 1, 'bulk-proposal');
      await waiting('application-submit', 'queue-renewals');
    });

    it('takes all of them one step further', async () => {
      await desk.part('bulk');
      await choose(page, screen('bulk.task-label'), screen('bulk.task.advance'));
      await choose(page, screen('bulk.step'), ja('credentials.queue.application-submit'));
      await tick(page, ja('credentials.evidence.application-form'));
      await propose('bulk-advance');
      await desk.change(first);
      await confirmAll(desk, 1);
      await waiting('application-check-documents', 'queue-submitted');
    });

    it('leaves an audit log that is whole', async () => {
      await desk.part('audit');
      await press(page, ja('audit.verify'));
      const [before = '', after = ''] = ja('audit.intact', { entries: 0 }).split('0');
      const said = await page.getByRole('status').getByText(after).textContent();
      expect(Number(said!.slice(before.length, -after.length))).toBeGreaterThan(2 * PEOPLE);
      await shown(page, 'audit');
      expect(desk.complaints).toEqual([]);
    });
  });
});
