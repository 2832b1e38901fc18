import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Language, words } from '../../main/words/words.ts';
import { thumbprintDigits } from '../../renderer/settings/reception/thumbprint.ts';
import { builtScreens } from '../renderer/double/screens.ts';
import { fieldsOf } from '../support/authority-desk.ts';
import { type AuthorityBrowser, choose, colleague, openAuthorityBrowser, tick } from '../support/authority-browser.ts';
import { fileFrom, give, press } from '../support/authority-steps.ts';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { hpki, serveHpki } from '../support/command-line.ts';
import { issueCard } from '../support/issued-card.ts';
import { describeWith } from '../support/needs.ts';
import { openPlainDesk } from '../support/plain-desk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PICTURES = join(import.meta.dirname, '../../test-results/exchange');
const READER = '交付のリーダー';
const HOLDER = fieldsOf();
const DAY = 86_400_000;
const PATIENCE = { timeout: 60_000 };
const ja = words('ja');
const en = words('en');

/** A picture of the screen, which must have nothing that axe finds. */
async function shown(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  expect(await axeFindings(page), name).toEqual([]);
}

const heading = (page: Page, name: string) => page.locator('.banner-heading').getByText(name, { exact: true }).waitFor(PATIENCE);
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name, exact: true }).click();
const toExchange = (page: Page, language: Language) =>
  page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${words(language)('frame.workspace.exchange')}`) })
    .click();

describeWith(['chromium'], 'the exchange with others in a real browser, with a real hub', () => {
  let browser: Browser;
  let hubFolder: string;
  let hub: Awaited<ReturnType<typeof serveHpki>>;
  let url: string;
  let desk: AuthorityBrowser;
  let page: Page;
  const clerk = colleague('田中　恵', ['approver', 'examiner', 'operator', 'reception']);
  const second = colleague('小林　誠', ['approver', 'examiner', 'operator', 'reception']);

  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    hubFolder = await temporaryFolder();
    [browser, hub] = await Promise.all([launchChromium(), serveHpki(['hub', 'serve', '--port', '0', '--data', hubFolder])]);
    url = (JSON.parse(hub.line) as { hub: string }).hub;
    desk = await openAuthorityBrowser(browser, builtScreens());
    ({ page } = desk);
    desk.readers.addReader(READER);
  });
  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]();
    await hub?.[Symbol.asyncDispose]();
    await browser?.close();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page?.screenshot({ path: join(PICTURES, 'failed.png'), fullPage: true });
  });

  const exchange = async () => (await desk.application.exchange()).exchange();
  let holder: number;

  it('before a hub is known, tells how much waits and that it can be written to a file', async () => {
    await desk.registerTwo(clerk, second);
    const { staff } = await desk.application.authority();
    const known = await staff.list();
    const [id, other] = [second, clerk].map((person) => known.find(({ name }) => name === person.name)!.id) as [string, string];
    ({ holder } = await issueCard(desk.application, {
      ...{ staff: id, second: other, fields: HOLDER, serial: 'CARD-0001', readers: desk.readers, reader: READER },
    }));
    await toExchange(page, 'ja');
    await heading(page, ja('exchange.standing.not-enrolled'));
    await page.getByRole('row', { name: new RegExp(ja('exchange.feed.credential')) }).waitFor();
    await page.getByRole('link', { name: ja('exchange.out.to-files') }).waitFor();
    await shown(page, 'alone-ja');
  });

  it('is enrolled by a code of the hub, and by no other, and sends what waited', async () => {
    const enrol = async (code: string) => {
      await page.getByLabel(ja('exchange.enrol.url'), { exact: true }).fill(url);
      await page.getByLabel(ja('exchange.enrol.code'), { exact: true }).fill(code);
      await press(page, ja('exchange.enrol.do'));
    };
    await enrol('AAAA-BBBB-CCCC-DDDD-EEEE-FFFF');
    await heading(page, ja('errors.ENROLMENT_REFUSED.heading'));
    const { code } = (await hpki(['hub', 'enrol', '--authority', '--data', hubFolder])).json as { code: string };
    await enrol(code);
    await page.getByText(ja('exchange.enrol.done')).waitFor();
    await heading(page, ja('exchange.standing.good'));
    await page
      .locator('.exchange-figures dd')
      .first()
      .getByText(ja('exchange.figures.count', { count: 0 }), { exact: true })
      .waitFor(PATIENCE);
    await shown(page, 'enrolled-ja');
    const { events } = (await hpki(['hub', 'stats', '--data', hubFolder])).json as { events: number };
    expect(events).toBeGreaterThan(0);
  });

  it('gives the hub the status list, and exchanges at once when asked', async () => {
    await press(page, ja('exchange.status-list.do'));
    await page.getByText(ja('exchange.status-list.done')).waitFor();
    await press(page, ja('exchange.run'));
    await page.getByText(/^\d+件を送り、\d+件を受け取りました。$/).waitFor();
    await heading(page, ja('exchange.standing.good'));
  });

  it('a difference is marked in the rail, shown with both sides, and settled by a person with a reason', async () => {
    const opened = await exchange();
    await opened.identity.learn('jma');
    await opened.inbox.take([
      {
        ...{ issuer: url, jti: randomUUID(), event: 'membership.withdrawn', feed: 'membership' },
        happenedAt: new Date(Date.now() - 2 * DAY).toISOString(),
        subject: { format: 'doctor', registration: HOLDER.registration },
        payload: { association: 'jma', effective_on: '2026-10-31' },
      },
    ]);
    await tab(page, ja('exchange.parts.differences-count', { count: 1 }));
    await page.locator('.rail-mark').waitFor(PATIENCE);
    const card = page.locator('.difference');
    for (const words of ['member.true', 'member.false', 'here']) await card.getByText(ja(`exchange.differences.${words}`)).waitFor();
    await shown(page, 'difference-ja');
    await press(card, ja('exchange.differences.take'));
    await card.locator('textarea').fill('医師会の事務局に電話で確認');
    await shown(page, 'settling-ja');
    await press(card, ja('exchange.differences.confirm-take'));
    await page.getByText(ja('exchange.differences.done.member.record-draft')).waitFor();
    await page.getByRole('cell', { name: second.name }).waitFor();
    await shown(page, 'settled-ja');
    const { parts } = await desk.application.authority();
    expect((await parts.holders.get(desk.application.store.db, holder)).member).toBe(false);
    await page.getByRole('link', { name: ja('exchange.differences.person') }).click();
    await page.getByText(ja('credentials.state.application.draft')).first().waitFor();
  });

  it('whoever has not signed in sees no person', async () => {
    await press(page, ja('credentials.screen.session.sign-out'));
    await toExchange(page, 'ja');
    await tab(page, ja('exchange.parts.differences'));
    await heading(page, ja('exchange.staff.needed'));
    await tab(page, ja('exchange.parts.files'));
    await page.getByLabel(ja('exchange.files.association'), { exact: true }).fill('tokyo');
    await press(page, ja('exchange.files.write'));
    await heading(page, ja('errors.STAFF_SIGN_IN_NEEDED.heading'));
  });

  it('a file goes to a desk without network, which compares the sender first and takes it once', async () => {
    await page
      .getByRole('navigation')
      .getByRole('link', { name: ja('frame.workspace.authority'), exact: true })
      .click();
    await page.getByRole('button', { name: ja('credentials.screen.session.passkey'), exact: true }).waitFor();
    await desk.signIn(second);
    await toExchange(page, 'ja');
    await tab(page, ja('exchange.parts.files'));
    await choose(page, ja('exchange.files.for'), ja('exchange.files.to.authority'));
    const { name, bytes } = await fileFrom(page, () => press(page, ja('exchange.files.write')));
    await page.getByText(ja('exchange.files.tell')).waitFor();
    await shown(page, 'written-ja');

    await using other = await openPlainDesk(browser, builtScreens(), { language: 'en', theme: 'dark' });
    const { page: there } = other;
    await toExchange(there, 'en');
    await heading(there, en('exchange.standing.not-enrolled'));
    await shown(there, 'alone-en');
    await tab(there, en('exchange.parts.files'));
    await give(there, name, bytes);
    await there.getByText(en('exchange.files.stranger')).waitFor();
    const take = there.getByRole('button', { name: en('exchange.files.import-compared'), exact: true });
    expect(await take.isDisabled()).toBe(true);
    await there.getByLabel(en('exchange.files.typed'), { exact: true }).fill('00000000');
    await there.getByText(en('exchange.files.typed-wrong')).waitFor();
    const { kid } = (await exchange()).identity.key;
    await there.getByLabel(en('exchange.files.typed'), { exact: true }).fill(thumbprintDigits(kid)!.slice(0, 8));
    await tick(there, en('exchange.files.compared', { sender: en('exchange.files.sender.authority') }));
    await shown(there, 'stranger-en');
    await take.click();
    await there.getByText(/events were read, \d+ of them new/).waitFor();
    await give(there, name, bytes);
    await press(there, en('exchange.files.import'));
    await there.getByText(/all of it was here already/).waitFor();
    await shown(there, 'taken-en');
  });

  it('a hub that is gone is told at once, with the reason, and nothing is lost', async () => {
    await tab(page, ja('exchange.parts.state'));
    await heading(page, ja('exchange.standing.good'));
    await hub[Symbol.asyncDispose]();
    await heading(page, ja('exchange.standing.failing'));
    await page.getByText(ja('exchange.because', { reason: ja('errors.NETWORK_REFUSED.heading') })).waitFor();
    await press(page, ja('exchange.run'));
    await page.locator('.banner[role=alert]').waitFor();
    await shown(page, 'gone-ja');
    expect(desk.complaints).toEqual([]);
  });
});
