import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { file, type Screens, startScreens } from '../renderer/double/browser.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import * as samples from '../renderer/double/exchange-samples.ts';
import { describeWith } from '../support/needs.ts';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const standing =
  (state: DeskDouble['exchange']['state']['value']) =>
  ({ exchange }: DeskDouble) =>
    exchange.state.set(state);

describeWith(['chromium'], 'ways through the exchange', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  it('the state is followed: what changes meanwhile is shown without asking', async () => {
    await using opened = await screens.open({ route: '#/exchange', prepare: standing(samples.enrolled) });
    const { page, double } = opened;
    await page.getByText('ハブとつながっています', { exact: true }).waitFor();
    expect(await page.locator('.rail-mark').count()).toBe(0);
    double.exchange.state.set({ ...samples.silent(9 * 86_400_000), waiting: [{ feed: 'stop', count: 3, since: samples.ago(60_000) }] });
    await page.getByText('ハブと最後に通信したのは9日前です', { exact: true }).waitFor();
    await page.getByRole('row', { name: /カードの停止と再開.*3件/ }).waitFor();
    await page.locator('.rail-mark').waitFor();
    expect(await page.getByRole('link', { name: /^連携/ }).textContent()).toBe('連携（確かめることがあります）');
  });

  it('an address in clear is not taken, a wrong code is told, and the right one enrols', async () => {
    await using opened = await screens.open({ route: '#/exchange' });
    const { page, double } = opened;
    await page.getByLabel('ハブのアドレス', { exact: true }).fill('http://hub.example.jp');
    await page.getByLabel('登録コード', { exact: true }).fill('WRONG');
    await page.getByText(/^https:\/\/ で始まるアドレスを入力してください/).waitFor();
    expect(await page.getByRole('button', { name: '登録する', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('ハブのアドレス', { exact: true }).fill('https://hub.example.jp');
    await press(page, '登録する');
    await page.getByText('ハブに登録できませんでした', { exact: true }).waitFor();
    await page.getByLabel('登録コード', { exact: true }).fill(` ${double.exchange.code} `);
    await press(page, '登録する');
    await page.getByText('ハブに登録しました。送受信を始めます。').waitFor();
    expect(await focused(page)).toBe('ハブに登録しました。送受信を始めます。');
    expect(double.calls).toEqual(['enrol https://hub.example.jp CLINIC-PC-3', 'enrol https://hub.example.jp CLINIC-PC-3']);
  });

  it('what the hub refused is told again, and what became of it is said where one was', async () => {
    await using opened = await screens.open({ route: '#/exchange', prepare: standing(samples.busy) });
    const { page, double } = opened;
    await page.getByRole('row', { name: /カードの一時停止.*権限.*2件/ }).waitFor();
    await press(page, 'もう一度送る');
    await page.getByText('5件を、もう一度送ることにしました。').waitFor();
    expect([double.calls, await focused(page)]).toEqual([['forgive'], '5件を、もう一度送ることにしました。']);
  });

  it('a difference is settled with the keyboard alone, and one that is left stays', async () => {
    await using opened = await screens.open({ route: '#/exchange/differences', prepare: standing(samples.busy) });
    const { page, double, complaints } = opened;
    const card = page.locator('.difference').first();
    await card.getByRole('button', { name: '知らされた内容を採る', exact: true }).focus();
    await page.keyboard.press('Enter');
    await card.locator('textarea').waitFor();
    await expect.poll(() => focused(page)).toBe('知らされた内容を採る');
    await page.keyboard.press('Tab');
    await page.keyboard.type('電話で確認');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // Left: the focus is back where it was settled from.
    await expect.poll(() => focused(page)).toContain('神楽坂');
    expect(double.calls).toEqual([]);
    await card.getByRole('button', { name: '知らされた内容を採る', exact: true }).press('Enter');
    await card.locator('textarea').fill('電話で確認');
    await card.locator('textarea').press('Tab');
    await page.keyboard.press('Enter');
    const done = '会員の区分を改め、再発行の下書きを作りました。書類がそろったら、本人のページで進めてください。';
    await expect.poll(() => focused(page)).toBe(done);
    await expect.poll(() => page.locator('.difference').count()).toBe(1);
    await page.getByRole('tab', { name: '食い違い（1件）', exact: true }).waitFor();
    await page.getByRole('row', { name: /神楽坂.*知らされた内容を採った.*電話で確認/ }).waitFor();
    expect({ calls: double.calls, complaints }).toEqual({ calls: ['settle d-1 theirs 電話で確認'], complaints: [] });
  });

  it('files: another kind is told, a sender who is known needs no comparison, and nothing new is said so', async () => {
    await using opened = await screens.open({
      route: '#/exchange/files',
      prepare: (double) => {
        standing(samples.enrolled)(double);
        double.exchange.file = { ...samples.file, confirmed: true };
      },
    });
    const { page, double } = opened;
    await page.locator('input[type=file]').setInputFiles(file('list.csv'));
    await page.getByText('連携ファイルを読めません', { exact: true }).waitFor();
    await page.locator('input[type=file]').setInputFiles(file('x.hpki-events'));
    await press(page, '取り込む');
    await page.getByText('37件を読み、新しい30件を取り込みました。そのうち2件は保留しています。').waitFor();
    await page.getByRole('button', { name: /渡す相手/ }).click();
    await page.getByRole('option', { name: 'ハブ', exact: true }).click();
    await press(page, '書き出す');
    await page.getByText('書き出す出来事がありません', { exact: true }).waitFor();
    expect(double.calls).toEqual(['import', 'export hub false']);
  });
});
