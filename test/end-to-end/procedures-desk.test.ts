import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { builtScreens } from '../renderer/double/screens.ts';
import { launchChromium } from '../support/chromium.ts';
import { hpki, serveHpki } from '../support/command-line.ts';
import { describeWith } from '../support/needs.ts';
import { openPlainDesk, type PlainDesk } from '../support/plain-desk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PICTURES = join(import.meta.dirname, '../../test-results/procedures');
const ja = words('ja');
const CLINIC = '青柳皮膚科医院';
const NEXT_YEAR = new Date().getFullYear() + 1;
/** 小樽市 wants a copy of the licence of whoever joins; 札幌市 is beside it. */
const CLASSES = [
  { id: 'A1', label: 'A①会員', national: 'A1' },
  { id: 'B', label: 'B会員', national: 'B' },
];
const ASSOCIATIONS = [
  { code: 'jma', name: '日本医師会', tier: 1, above: null, mastered_by: 'hub' },
  { code: 'hokkaido', name: '北海道医師会', tier: 2, above: 'jma', mastered_by: 'hub' },
  {
    ...{ code: 'otaru', name: '小樽市医師会', tier: 3, above: 'hokkaido', mastered_by: 'hub' },
    rules: { classes: CLASSES, attachments: [{ id: 'licence', label: '医師免許証の写し', for: ['join'] }] },
  },
  { code: 'sapporo', name: '札幌市医師会', tier: 3, above: 'hokkaido', mastered_by: 'hub' },
];

describeWith(['chromium'], 'procedures of membership at the desks of associations, with a real hub', () => {
  let browser: Browser;
  let hub: Awaited<ReturnType<typeof serveHpki>>;
  const desks = new Map<string, PlainDesk>();
  let [data, url] = ['', ''];
  const at = (association: string): Page => desks.get(association)!.page;

  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'associations.json'), JSON.stringify(ASSOCIATIONS));
    data = join(folder, 'hub');
    const registered = await hpki(['hub', 'associations', '--file', join(folder, 'associations.json'), '--data', data]);
    expect(registered.diagnostics).toBe('');
    [browser, hub] = await Promise.all([launchChromium(), serveHpki(['hub', 'serve', '--port', '0', '--data', data])]);
    url = (JSON.parse(hub.line) as { hub: string }).hub;
    for (const association of ['otaru', 'hokkaido', 'sapporo']) {
      const desk = await openPlainDesk(browser, builtScreens());
      desks.set(association, desk);
      const { code } = (await hpki(['hub', 'enrol', '--association', association, '--data', data])).json as { code: string };
      await (await desk.application.exchange()).enrol({ url, code, name: association });
    }
  });
  afterAll(async () => {
    for (const desk of desks.values()) await desk[Symbol.asyncDispose]();
    await hub?.[Symbol.asyncDispose]();
    await browser?.close();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [name, { page }] of desks) await page.screenshot({ path: join(PICTURES, `failed-${name}.png`), fullPage: true });
  });

  const open = async (page: Page) => {
    await page.goto(`${new URL(page.url()).origin}/#/members`);
    await page.getByRole('link', { name: ja('procedures.open') }).click();
    await page.getByRole('heading', { name: ja('procedures.title'), level: 1 }).waitFor();
  };
  /** Away and back, so that what others did is asked for. */
  const again = async (page: Page) => {
    await page
      .getByRole('link', { name: ja('members.title') })
      .first()
      .click();
    await page.getByRole('link', { name: ja('procedures.open') }).click();
    await page.locator('.procedures-counts').waitFor();
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const choose = async (page: Page, label: string, option: string) => {
    await page
      .getByRole('button', { name: new RegExp(`${label}$`) })
      .last()
      .click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const tickWarnings = async (page: Page) => {
    const boxes = page.locator('.procedures-warning .choice');
    await boxes.first().waitFor();
    for (const box of await boxes.all()) await box.click();
  };
  const callUp = async (page: Page, number: string) => {
    await page.getByLabel(ja('procedures.new.registration'), { exact: true }).fill(number);
    await press(page, ja('procedures.new.find'));
  };
  const approve = async (page: Page, name: string, said: 'pending' | 'effective') => {
    await again(page);
    await press(page, name);
    await press(page, ja('procedures.decide.approve'));
    await page.getByText(ja(`procedures.decide.done.${said}`)).waitFor();
  };

  it('somebody joins: asked with the document, decided in turn, seen by no other', async () => {
    const page = at('otaru');
    await open(page);
    await callUp(page, '第００１２３４５６号');
    await page.getByText(ja('procedures.new.unknown')).waitFor();
    await page.getByLabel(ja('procedures.new.name'), { exact: true }).fill('日医　太郎');
    await page.getByLabel(ja('procedures.new.birth-date'), { exact: true }).fill('1970-04-01');
    await page.getByText(ja('procedures.new.consent.given')).click();
    await page.getByLabel(ja('procedures.new.affiliation'), { exact: true }).fill(CLINIC);
    await choose(page, ja('procedures.new.class-of', { association: '小樽市医師会' }), 'A①会員');
    await choose(page, ja('procedures.new.class-of', { association: '北海道医師会' }), 'A①会員');
    const plan = page.getByRole('button', { name: ja('procedures.new.plan') });
    expect(await plan.isDisabled()).toBe(true);
    await page.locator('input[type=file]').setInputFiles({ name: '免許証.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-') });
    await page.locator('.procedures-document .choice').click();
    await plan.click();
    await page.getByText(ja('procedures.plan.title')).waitFor();
    await page.screenshot({ path: join(PICTURES, 'join-plan.png'), fullPage: true });
    await press(page, ja('procedures.plan.ask'));
    await page.getByText(ja('procedures.plan.asked')).waitFor();

    await open(at('sapporo'));
    await at('sapporo').getByText(ja('procedures.waiting.empty')).waitFor();
    await open(at('hokkaido'));
    await at('hokkaido')
      .getByText(ja('procedures.state.other', { name: '小樽市医師会' }))
      .waitFor();
    await approve(page, '日医　太郎', 'pending');
    await approve(at('hokkaido'), '日医　太郎', 'effective');
    await callUp(page, '123456');
    await page.getByText(ja('procedures.new.row', { affiliation: CLINIC, label: 'A①会員' })).waitFor();
  });

  it('the consent that came with it stands, is withdrawn, and given again', async () => {
    const page = at('otaru');
    await press(page, ja('procedures.new.consent.take-back'));
    await page.getByText(ja('procedures.new.consent.missing')).waitFor();
    await press(page, ja('procedures.new.consent.give'));
    await page.getByText(ja('procedures.new.consent.given')).waitFor();
  });

  it('a withdrawal says what falls with it and what is lost, is corrected, refused with a reason, and stands as it was', async () => {
    const page = at('otaru');
    await choose(page, ja('procedures.new.kind'), ja('membership.pending.kinds.withdraw'));
    await page.locator('.procedures-set .choice').first().click();
    await page.getByLabel(ja('procedures.new.wished')).fill(`${NEXT_YEAR}-03-31`);
    await press(page, ja('procedures.new.plan'));
    await page.getByText(ja('procedures.plan.cascade')).waitFor();
    const ask = page.getByRole('button', { name: ja('procedures.plan.ask') });
    expect(await ask.isDisabled()).toBe(true);
    await tickWarnings(page);
    await page.screenshot({ path: join(PICTURES, 'withdraw-plan.png'), fullPage: true });
    await ask.click();
    await page.getByText(ja('procedures.plan.asked')).waitFor();

    await press(page, '日医　太郎');
    await press(page, ja('procedures.own.correct'));
    await page.getByLabel(ja('procedures.new.wished')).fill(`${NEXT_YEAR}-06-30`);
    await press(page, ja('procedures.new.correct-plan'));
    await tickWarnings(page);
    await press(page, ja('procedures.plan.correct'));
    await page.getByText(ja('procedures.own.corrected')).waitFor();

    await press(page, '日医　太郎');
    await press(page, ja('procedures.decide.refuse'));
    await page.getByText(ja('procedures.decide.refuse-needs-note')).waitFor();
    await page.getByLabel(ja('procedures.decide.note')).fill('本人が撤回しました');
    await press(page, ja('procedures.decide.refuse'));
    await page.getByText(ja('procedures.decide.done.refused')).waitFor();
    await callUp(page, '123456');
    await page.getByText(ja('procedures.new.row', { affiliation: CLINIC, label: 'A①会員' })).waitFor();
  });

  it('a wrong request is refused in words, and nothing is asked', async () => {
    const page = at('otaru');
    await choose(page, ja('procedures.new.class-of', { association: '日本医師会' }), 'B会員');
    await press(page, ja('procedures.new.plan'));
    await page.getByText(ja('errors.MEMBERSHIP_REQUEST_WRONG.heading')).waitFor();
  });

  it('a member signs in with a code, consents first, asks for the certificate, gets it, and closes the record again', async () => {
    const own = await openPlainDesk(browser, builtScreens());
    desks.set('own', own);
    const { code } = (await hpki(['hub', 'enrol', '--person', '123456', '--data', data])).json as { code: string };
    await (await own.application.exchange()).enrol({ url, code, name: '自宅' });
    const { page } = own;
    const opened = async () => {
      await page.goto(`${new URL(page.url()).origin}/#/members`);
      await page.getByRole('link', { name: ja('procedures.open') }).click();
      await page.getByRole('heading', { name: ja('procedures.self.title'), level: 1 }).waitFor();
    };
    await opened();
    await page.getByText(ja('procedures.self.terms.note')).waitFor();
    expect(await page.getByText(CLINIC).count()).toBe(0);
    await press(page, ja('procedures.self.terms.agree'));
    await page.getByRole('heading', { name: ja('procedures.self.memberships') }).waitFor();
    expect(await page.getByText(CLINIC).count()).toBeGreaterThan(0);

    await choose(page, ja('procedures.self.kind'), ja('procedures.self.kinds.certificate'));
    await press(page, ja('procedures.new.plan'));
    await press(page, ja('procedures.plan.ask'));
    await page.getByText(ja('procedures.plan.asked')).waitFor();
    await approve(at('otaru'), '日医　太郎', 'effective');
    await opened();
    await page
      .getByRole('button', { name: new RegExp(ja('membership.pending.kinds.certificate')) })
      .first()
      .click();
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, ja('procedures.certificate.get'))]);
    expect((await readFile((await file.path())!)).subarray(0, 5).toString()).toBe('%PDF-');
    await page.screenshot({ path: join(PICTURES, 'own.png'), fullPage: true });

    await press(page, ja('procedures.self.consent.take-back'));
    await page.locator('.button-danger').click();
    await page.getByText(ja('procedures.self.terms.note')).waitFor();
    expect(await page.getByText(CLINIC).count()).toBe(0);
  });
});
