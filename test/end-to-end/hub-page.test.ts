import { generateKeyPairSync } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { codeFor, GAIJI, type HubWithPage, type ListRow, listOf, picture, startHubWithPage } from '../support/hub-page.ts';
import { describeWith } from '../support/needs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const doctor = (number: number, facility = '中央病院', memberClass = 'A①'): ListRow => [
  String(number),
  `医師　第${number}`,
  number % 3 === 0 ? '女' : '男',
  String(1980 + (number % 30)),
  facility,
  memberClass,
];
const doctors = (from: number, to: number): readonly ListRow[] => Array.from({ length: to - from + 1 }, (_, index) => doctor(from + index));

describeWith(['chromium'], 'the page of whoever runs the hub', () => {
  let hub: HubWithPage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    hub = await startHubWithPage(await temporaryFolder());
    browser = await launchChromium();
    page = await browser.newPage({ locale: 'ja-JP', viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      // What the hub refuses is told in words; the browser writes the status down beside it.
      if (['error', 'warning'].includes(message.type()) && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.[Symbol.asyncDispose]();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(page, `failed-${task.name.slice(0, 20)}`);
  });

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const go = async (name: string) => {
    await page.getByRole('navigation', { name: '作業の一覧' }).getByRole('link', { name, exact: true }).click();
    await heading(name).waitFor();
  };
  const look = async (name: string) => {
    await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 15_000 }).toBe(0);
    await picture(page, `${name}-ja`);
    expect(await axeFindings(page)).toEqual([]);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const signIn = async (code: string) => {
    await page.getByLabel('管理用のコード').fill(code);
    await button('始める').click();
  };

  it('lets nobody in with a wrong code, and the code of a desk stays good', async () => {
    await page.goto(hub.url);
    await look('sign-in');
    const desk = await codeFor(hub.folder, '--association', 'p13');
    for (const code of ['ABCD-EFGH', desk]) {
      await signIn(code);
      await page.getByText('このコードでは始められません').waitFor();
    }
    await look('sign-in-refused');
    const open = await fetch(`${hub.url}/enrol`, { method: 'POST', body: JSON.stringify({ code: desk, name: 'x', jwk: {} }) });
    expect(await open.json()).toMatchObject({ error: 'request_refused' });
  });

  it('lets in whoever has the code of the start, and shows how the hub does', async () => {
    await signIn(hub.adminCode);
    await heading('状況').waitFor();
    await page.getByText('ハブとデータベースは動いています。').waitFor();
    await look('overview');
    await page.getByRole('heading', { name: 'ハブの鍵' }).scrollIntoViewIfNeeded();
    await picture(page, 'overview-below-ja');
    await button('今すぐ替える').click();
    await button('鍵を替える').click();
    await page.getByText('鍵を替えました。').waitFor();
    await page.getByText('まで確認だけに使用').waitFor();
    await look('overview-rotated');
  });

  it('finds one of a thousand associations, and tells what is wrong where it is wrong', async () => {
    await go('医師会');
    await page.getByText('1,000件', { exact: true }).waitFor();
    await look('associations');
    await page.getByLabel('さがす').fill('第13県 第2市');
    await page.getByRole('link', { name: '第13県第2市医師会', exact: true }).click();
    await heading('第13県第2市医師会').waitFor();
    await page.locator('.choice').filter({ hasText: '独自の規則を使う' }).click();
    await button('区分を足す').click();
    await button('減免を足す').click();
    await button('保存').click();
    await page.getByText(/直すところが\d+か所あります。/).waitFor();
    await look('association-wrong');
    const classes = page.getByRole('group', { name: '会員区分' });
    await classes.getByLabel('記号').last().fill('L9');
    await classes.getByLabel('名称').last().fill('準会員');
    await page.getByRole('group', { name: '会費減免' }).getByRole('button', { name: '1 を外す' }).click();
    await button('保存').click();
    await page.getByText('保存しました。').waitFor();
    await look('association');
  });

  it('registers an association where it belongs, and no other', async () => {
    await go('医師会');
    await button('医師会を登録').click();
    await page.getByLabel('符号').fill('p13-new');
    await page.getByRole('textbox', { name: '名称' }).fill('新しい市医師会');
    await page.getByLabel('上の医師会').fill('p99');
    await button('保存').click();
    await page.getByText('上の医師会がまだ登録されていません。').waitFor();
    await page.getByLabel('上の医師会').fill('p13');
    await button('保存').click();
    await heading('新しい市医師会').waitFor();
  });

  it('makes a code for a desk, and removes a desk', async () => {
    await go('端末');
    await button('端末のコードを作る').click();
    await page.getByRole('combobox', { name: '医師会' }).fill('p13-c02');
    await page.getByText('第13県第2市医師会').first().waitFor();
    await look('desks-code');
    await button('コードを作る').click();
    const code = await page.locator('.hub-code code').textContent();
    expect(code).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
    await look('desks-code-made');
    await button('閉じる').click();
    await page.getByText('第13県第2市医師会（p13-c02）').first().waitFor();
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const jwk = { kty: 'OKP', crv: 'Ed25519', x };
    const enrol = await fetch(`${hub.url}/enrol`, { method: 'POST', body: JSON.stringify({ code, name: '事務室', jwk }) });
    expect(enrol.status).toBe(201);
    await go('状況');
    await go('端末');
    await button('事務室 の登録を消す').click();
    await look('desks-remove');
    await button('登録を消す').click();
    await page.getByText('1台', { exact: true }).waitFor();
    expect((await fetch(`${hub.url}/issuers/${((await enrol.json()) as { client_id: string }).client_id}/jwks.json`)).status).toBe(200);
  });

  it('makes a code for a person, by their number alone, and says to whom it may go', async () => {
    await button('端末のコードを作る').click();
    await page.locator('.side-panel .select-button').first().click();
    await page.getByRole('option', { name: '会員本人', exact: true }).click();
    const number = page.getByLabel('医籍登録番号', { exact: true });
    for (const wrong of ['', '12a', '１２３４５６７']) {
      await number.fill(wrong);
      expect([wrong, await button('コードを作る').isDisabled()]).toEqual([wrong, true]);
    }
    await page.getByText('1桁から6桁の数字で入れてください。').waitFor();
    await number.fill('第０１２３４５６号');
    await page.getByText('このコードは、本人だけに届くようにしてください。').waitFor();
    await look('desks-code-person');
    await button('コードを作る').click();
    const code = await page.locator('.hub-code code').textContent();
    await page.getByText('このコードは、本人だけに届くようにしてください。').waitFor();
    await button('閉じる').click();
    await page.getByText('会員本人（第123456号）').waitFor();
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const enrol = await fetch(`${hub.url}/enrol`, {
      method: 'POST',
      body: JSON.stringify({ code, name: '自宅', jwk: { kty: 'OKP', crv: 'Ed25519', x } }),
    });
    expect(await enrol.json()).toMatchObject({ kind: 'person', registration: '123456', scopes: ['own'] });
    await go('状況');
    await go('端末');
    await page.getByText('会員本人（第123456号）').waitFor();
    await look('desks-person');
    await button('自宅 の登録を消す').click();
    await page.getByText('自分の登録を見て、届出をする').waitFor();
    await button('登録を消す').click();
    await page.getByText('1台', { exact: true }).waitFor();
  });

  const take = async (association: string, rows: readonly ListRow[]) => {
    await page.getByRole('combobox', { name: '医師会' }).fill(association);
    await page.locator('input[type=file]').setInputFiles({ name: '会員名簿.csv', mimeType: 'text/csv', buffer: listOf(rows) });
    await page.getByRole('heading', { name: '「会員名簿.csv」で変わること' }).waitFor();
  };

  it('takes a list in after it was looked at, and undoes it', async () => {
    await go('名簿の取込');
    await take('p13', doctors(1001, 1060));
    await look('import-new');
    await button('この内容で取り込む').click();
    await page.getByText('取り込みました。新しい会員 60件').waitFor();
    const changed = [...doctors(1002, 1050), doctor(1001, '東病院', 'B')];
    await take('p13', [
      ...changed,
      ['x12', '誤記　花子', '女', '2001', '中央病院', 'A①'],
      ['2001', `髙${GAIJI}　一郎`, '男', '2001', '中央病院', 'A①'],
    ]);
    await page.getByRole('tab', { name: /変わる会員/ }).click();
    await page.getByText('会員区分：A1 → B', { exact: true }).waitFor();
    await look('import-changed');
    await page.getByRole('tab', { name: /確かめる行/ }).click();
    await look('import-problems');
    await button('この内容で取り込む').click();
    await page.getByText('取り込みました。').first().waitFor();
    await expect.poll(() => page.getByRole('button', { name: /の取込を元に戻す$/ }).count(), { timeout: 15_000 }).toBe(2);
    await page
      .getByRole('button', { name: /の取込を元に戻す$/ })
      .first()
      .click();
    await look('import-undo');
    await button('元に戻す').first().click();
    await page.getByText('元に戻しました。会員資格').waitFor();
    await look('imports');
  });

  it('lists who is a member above alone, for people to settle', async () => {
    await take('p47', doctors(3001, 3010));
    await button('この内容で取り込む').click();
    await page.getByText('取り込みました。新しい会員 10件').waitFor();
    await take('p47-c01', doctors(3001, 3009));
    await button('この内容で取り込む').click();
    await page.getByText('取り込みました。新しい会員 9件').waitFor();
    await page.getByText('上の医師会だけに在籍している会員が1人います。').waitFor();
    await look('import-done');
    await go('食い違い');
    await page.getByText('下の医師会に在籍せず').first().waitFor();
    await look('differences');
    await page
      .getByRole('button', { name: /^解決する：/ })
      .first()
      .click();
    await page.getByLabel('理由').fill('市医師会の名簿が古い');
    await look('differences-settle');
    await page.getByRole('region').getByRole('button', { name: '解決する', exact: true }).click();
    await page.getByLabel('理由').waitFor({ state: 'detached' });
    await page
      .getByText('食い違いはありません。')
      .or(page.getByText(/^\d+件/))
      .waitFor();
  });

  it('counts members as the papers do, and keeps printed figures that differ', async () => {
    await go('統計と帳票');
    await page.getByRole('combobox', { name: '医師会' }).fill('p13');
    await button('集計する').click();
    await page.getByRole('heading', { name: '第13県医師会の会員数' }).waitFor();
    await look('reports');
    await page.getByRole('tab', { name: '卒業年度別' }).click();
    await look('reports-graduation');
    await button(/印刷された数字と比べる/).click();
    await page.locator('.hub-figure').first().fill('６２');
    await button('ハブの計算と比べる').click();
    await page.getByText('1か所が一致しません。').waitFor();
    await page.locator('.hub-figure').first().scrollIntoViewIfNeeded();
    await look('reports-printed');
    const [download] = await Promise.all([page.waitForEvent('download'), button('ダウンロード').click()]);
    expect(download.suggestedFilename()).toMatch(/^ledger-p13-\d{4}-\d\d-\d\d\.csv$/);
  });

  it('says the same in English, and by night', async () => {
    await page.getByRole('button', { name: /言語/ }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page
      .getByRole('button', { name: /Colours/ })
      .first()
      .click();
    await page.getByRole('option', { name: 'Dark' }).click();
    for (const name of ['Overview', 'Associations', 'Desks', 'Lists of members', 'Differences', 'Statistics and reports']) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await heading(name).waitFor();
      await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 15_000 }).toBe(0);
      await picture(page, `${name.toLowerCase().replaceAll(' ', '-')}-en-dark`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.locator('body').textContent()).not.toMatch(/hub\.[a-z-]+\./);
    }
  });

  it('signs out or is closed, and the hub knows the page no more', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').waitFor();
    await picture(page, 'signed-out-en-dark');
    expect(await page.evaluate('JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])')).toBe('[["hpki-hub-look"],[]]');
    const code = await codeFor(hub.folder, '--admin');
    await page.getByLabel('Administration code').fill(code);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Desks', exact: true }).click();
    await page.getByText('This page').waitFor();
    const pages = page.getByRole('row').filter({ hasText: 'Administration page' });
    expect(await pages.count()).toBe(1);
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    await page.getByLabel('Administration code').fill(await codeFor(hub.folder, '--admin'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This page').waitFor();
    expect(await pages.count()).toBe(1);
  });

  it('ends by itself when nobody has touched it for a quarter of an hour', async () => {
    await using context = await browser.newContext({ locale: 'ja-JP' });
    const left = await context.newPage();
    await left.clock.install();
    await left.goto(hub.url);
    await left.getByLabel('管理用のコード').fill(await codeFor(hub.folder, '--admin'));
    await left.getByRole('button', { name: '始める' }).click();
    await left.getByRole('heading', { level: 1, name: '状況' }).waitFor();
    await left.clock.fastForward('14:50');
    expect(await left.getByRole('heading', { level: 1, name: '状況' }).count()).toBe(1);
    await left.clock.fastForward('00:20');
    await left.getByText('15分間操作がなかったので').waitFor();
    await picture(left, 'signed-out-idle-ja');
  });

  it('nothing that the browser complained of', () => {
    expect(complaints).toEqual([]);
  });
});
