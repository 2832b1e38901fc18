import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerLater, file, type Screens, startScreens } from '../renderer/double/browser.ts';
import * as samples from '../renderer/double/credentials-samples.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { clickLabel } from '../support/chromium.ts';
import { describeWith } from '../support/needs.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const press = (page: Page, name: string | RegExp) => button(page, name).click();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const withPage =
  (part: Partial<DeskDouble['credentials']['page']>) =>
  ({ credentials }: DeskDouble) => {
    credentials.page = { ...credentials.page, ...part };
  };
/** Whom somebody looked at, one after the other; React asks twice in its strict mode. */
const looks = ({ calls }: DeskDouble) => calls.filter((call, index) => call !== calls[index - 1]);
/** What was asked for, without the looks at people. */
const asked = ({ calls }: DeskDouble) => calls.filter((call) => !call.startsWith('page '));

describeWith(['chromium'], 'ways through the card authority', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  describe('the stack', () => {
    it('j and k move, Enter opens, and coming back one goes on where one was', async () => {
      await using opened = await screens.open({ route: '#/authority/queue' });
      const { page, double, complaints } = opened;
      await page.locator('.queue-row').first().waitFor();
      for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
      expect(await focused(page)).toBe(double.credentials.rows[1]!.name);
      await page.keyboard.press('Enter');
      await page.getByText('28件中2件目').waitFor();
      await page.goBack();
      await page.locator('.queue-row').nth(1).waitFor();
      await expect.poll(() => focused(page)).toBe(double.credentials.rows[1]!.name);
      expect({ calls: looks(double), complaints }).toEqual({ calls: ['page 101'], complaints: [] });
    });

    it('from a person j leads to the next one of the stack, and a letter that is typed leads nowhere', async () => {
      await using opened = await screens.open({ route: '#/authority/queue' });
      const { page, double } = opened;
      await page.locator('.queue-row').first().click();
      await page.getByText('28件中1件目').waitFor();
      await page.keyboard.press('j');
      await page.getByText('28件中2件目').waitFor();
      await press(page, '登録内容を変更する');
      await page.getByLabel('勤務先').fill('');
      await page.getByLabel('勤務先').press('j');
      await page.getByText('28件中2件目').waitFor();
      expect(looks(double)).toEqual(['page 100', 'page 101']);
    });

    it('one queue and one association are shown alone, with what is late', async () => {
      await using opened = await screens.open({ route: '#/authority/queue' });
      const { page } = opened;
      await press(page, /^書類の確認/);
      await page.getByRole('heading', { level: 1, name: '書類の確認' }).waitFor();
      await expect
        .poll(() => page.locator('.queue-row').count())
        .toBe(samples.rows.filter(({ queue }) => queue === 'application-check-documents').length);
      await press(page, /医師会/);
      await page.getByRole('option', { name: '早稲田区医師会' }).click();
      await expect
        .poll(() => page.locator('.queue-row').count())
        .toBe(samples.rows.filter(({ queue, association }) => queue === 'application-check-documents' && association === '早稲田区医師会').length);
    });

    it('more than a hundred rows come when they are asked for, after the last one', async () => {
      await using opened = await screens.open({
        route: '#/authority/queue',
        prepare: ({ credentials }) => {
          credentials.rows = Array.from({ length: 130 }, (_nothing, index) => ({
            ...samples.rows[0]!,
            object: `A26-${String(index).padStart(7, '0')}`,
          }));
        },
      });
      const { page } = opened;
      await page.locator('.queue-row').first().waitFor();
      await expect.poll(() => page.locator('.queue-row').count()).toBe(100);
      await press(page, '続きを表示する');
      await expect.poll(() => page.locator('.queue-row').count()).toBe(130);
      expect(await button(page, '続きを表示する').count()).toBe(0);
    });

    it('further rows that come after another queue was chosen are not put under it', async () => {
      const [first, other] = [samples.rows[0]!, samples.rows.find(({ queue }) => queue !== samples.rows[0]!.queue)!];
      await using opened = await screens.open({
        route: '#/authority/queue',
        prepare: ({ credentials }) => {
          credentials.rows = [
            ...Array.from({ length: 130 }, (_nothing, index) => ({ ...first, object: `A26-${String(index).padStart(7, '0')}` })),
            { ...other, object: 'A26-9999999' },
          ];
        },
      });
      const { page } = opened;
      const rows = page.locator('.queue-row');
      await expect.poll(() => rows.count()).toBe(100);
      const late = await answerLater(page, '**/rpc/credentials/queue');
      await press(page, '続きを表示する');
      await late.asked();
      await page.locator('.queue-count').last().click();
      await expect.poll(() => rows.count()).toBe(1);
      await late.answer();
      expect(await rows.count()).toBe(1);
    });

    it('the slash leads to the search; a number finds, Enter opens', async () => {
      await using opened = await screens.open({ route: '#/authority/queue' });
      const { page, double } = opened;
      await page.locator('.workspace-bar').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type(samples.hits[3]!.registration);
      await page.keyboard.press('Enter');
      await page.locator('.person-head').waitFor();
      expect(looks(double)).toEqual(['page 103']);
    });
  });

  describe('a person', () => {
    it('what cannot be done says why, what can be done says what it will cause', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page } = opened;
      const application = page.getByRole('region', { name: /A26-0000123/ });
      await application.waitFor();
      expect(await application.locator('.action-list > li').allInnerTexts()).toEqual([
        '差し戻す\n文書：申請書類の不足のお知らせ\n他システムへ通知：申請の差し戻し',
        '取り下げる',
      ]);
      await application.getByRole('button', { name: '今はできないこと（2件）' }).click();
      expect(await application.locator('.closed-actions > div').allInnerTexts()).toEqual([
        '書類を確認済みにする\n確認が必要なものがあります。（書類のそろい）',
        '不受理にする\nこの操作の権限がありません。（承認）',
      ]);
    });

    it('a step waits for its evidence and reason, and is sent once with both', async () => {
      await using opened = await screens.open({
        route: '#/authority/person/100',
        prepare: (double) => {
          double.credentials.outcome = 'proposed';
          withPage({ objects: [samples.heldCard] })(double);
        },
      });
      const { page, double } = opened;
      await press(page, '利用を再開する');
      const confirm = button(page, '「利用を再開する」の確認を依頼する');
      expect(await confirm.isDisabled()).toBe(true);
      await clickLabel(page.getByLabel('対面での本人確認'));
      expect(await confirm.isDisabled()).toBe(true);
      await page.getByLabel('理由', { exact: true }).fill('自宅で見つかった。');
      await confirm.click();
      await page.getByText('「利用を再開する」の確認を依頼しました。').waitFor();
      expect(asked(double)).toEqual(['advance C22-0000310 resume [identity-in-person] 自宅で見つかった。 {}']);
    });

    it('a paper is recorded with its date, a dated one not without; what is missing is written in one click', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page, double } = opened;
      await press(page, '写真が届いた');
      const record = button(page, '記録する');
      expect(await record.isDisabled()).toBe(true);
      await page.getByLabel('書類の日付').fill('2026-11-01');
      await page.setInputFiles('.side-panel input[type=file]', file('写真.jpg'));
      await page.getByText('写真.jpg').waitFor();
      await record.click();
      await page.locator('.side-panel').waitFor({ state: 'detached' });
      await press(page, '住民票の記録を取り消す');
      await expect.poll(() => asked(double).length).toBe(2);
      const download = page.waitForEvent('download');
      await press(page, '不足のお知らせを作る');
      await download;
      expect(asked(double)).toEqual(['evidence A26-0000123 photo 2026-11-01  写真.jpg', 'withdraw e-3', 'missing-items A26-0000123']);
    });

    it('a fee that no source states is entered with its source, and never guessed', async () => {
      await using opened = await screens.open({
        route: '#/authority/person/100',
        prepare: withPage({
          objects: [{ ...samples.application, fee: { yen: null, net: null, source: '', boundary: null, entered: false, state: 'unknown' } }],
        }),
      });
      const { page, double } = opened;
      expect(await page.locator('.fee-line').textContent()).toContain('出典のある金額がありません');
      await press(page, '金額を入力する');
      await page.getByLabel('金額（税込）').fill('５,５００円');
      expect(await button(page, '保存する').isDisabled()).toBe(true);
      await page.getByLabel('出典').fill('理事会決定（2026年10月1日）');
      await press(page, '保存する');
      await page.locator('.side-panel').waitFor({ state: 'detached' });
      expect(asked(double)).toEqual(['fee A26-0000123 5500 理事会決定（2026年10月1日）']);
    });

    it('a revocation that was answered and is on no list is pending, and nowhere done', async () => {
      await using opened = await screens.open({
        route: '#/authority/person/100',
        prepare: withPage({ objects: [{ ...samples.pendingCertificate, state: 'revoked' }, samples.pendingCertificate] }),
      });
      const { page } = opened;
      await page.getByText('認証局の回答：失効処理を完了しました。').first().waitFor();
      expect(await page.locator('.object-card .banner-heading').allInnerTexts()).toEqual(['認証局で処理待ち', '認証局で処理待ち']);
      expect(await page.getByText('失効リストで確認済み').count()).toBe(0);
      expect(await page.locator('.disclosure .object-card').count()).toBe(0);
    });

    it('a procedure that is opened sends its reason and its desk; one that is closed says why', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page, double } = opened;
      await press(page, '手続きを始める');
      await press(page, /^手続き 更新|更新 手続き/);
      await page.getByRole('option', { name: '再発行' }).click();
      await page.locator('.side-panel .fee-line').getByText('5,500円').waitFor();
      await press(page, '今は始められない手続き（2件）');
      await page.getByText('使えるカードがすでにあります。').waitFor();
      await press(page, '受け付ける');
      await page.getByText('「再発行の申請の受付」を行いました。').waitFor();
      expect(asked(double)).toEqual(['apply 100 reissue paper loss {"delivery":"desk","desk":"神楽坂区医師会"}']);
    });

    it('notes are kept apart from what happened', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page, double } = opened;
      await page.getByRole('tab', { name: 'メモ（1）' }).click();
      await page.getByLabel('メモを書く').fill('折り返しは午後。');
      await press(page, 'メモを残す');
      await page.getByRole('tab', { name: 'メモ（2）' }).waitFor();
      expect(asked(double)).toEqual(['note 折り返しは午後。']);
    });
  });

  describe('the emergency stop', () => {
    it('is on every page, finds the card, says what is missing, and is undoable', async () => {
      await using opened = await screens.open({ route: '#/authority/forecast' });
      const { page, double } = opened;
      await press(page, '緊急停止');
      await page.getByLabel('止めるカードの持ち主（カナ・番号）').fill('カグラ');
      await page.getByRole('option', { name: /神楽坂/ }).click();
      const now = button(page, '今すぐ止める');
      await page.getByText('本人しか知らない番号などが、あと2つ必要です。').waitFor();
      await clickLabel(page.getByLabel('医籍登録番号を言えた'));
      await clickLabel(page.getByLabel('生年月日を言えた'));
      await page.getByText('登録の電話番号へのかけ直しが必要です。').waitFor();
      expect(await now.isDisabled()).toBe(true);
      await clickLabel(page.getByLabel('登録の電話番号へかけ直した'));
      await now.click();
      await page.getByText('二人目が失効を確認するまでは、元に戻せます。').waitFor();
      await page.getByText('認証局の証明書はそのままです。', { exact: false }).waitFor();
      expect(looks(double)).toEqual(['page 100', 'stop C22-0000310 loss [registration-number,birth-date,call-back] null null ']);
    });

    it('on the page of a person it begins with that person, and the page shows the hold', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page } = opened;
      await page.locator('.person-head').waitFor();
      await press(page, '緊急停止');
      await clickLabel(page.getByLabel('本人が窓口に来ている'));
      await press(page, '今すぐ止める');
      await page.locator('.notices').getByText('カードの利用を停止しています。').waitFor();
      await page.keyboard.press('Escape');
      expect(await page.locator('.stop-panel').count()).toBe(0);
    });

    it('a suspension from business needs the notice and both days', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page, double } = opened;
      await page.locator('.person-head').waitFor();
      await press(page, '緊急停止');
      await press(page, /止める理由/);
      await page.getByRole('option', { name: '医業停止の通知' }).click();
      await page.getByText('官庁からの文書が必要です。').waitFor();
      await clickLabel(page.getByLabel('官庁・医師会の文書がある'));
      await page.getByText('開始日と終了日を入力してください。').waitFor();
      await page.getByLabel('停止の開始日').fill('2026-12-01');
      await page.getByLabel('停止の終了日').fill('2027-02-28');
      await press(page, '今すぐ止める');
      await page.getByText('さんのカードを止めました。', { exact: false }).waitFor();
      expect(asked(double)).toEqual(['stop C22-0000310 suspension-from-business [official-notice] 2026-12-01 2027-02-28 ']);
    });
  });

  describe('two persons', () => {
    it('one confirms what another asked for, never what was asked for alone', async () => {
      await using opened = await screens.open({ route: '#/authority/proposals' });
      const { page, double } = opened;
      const own = page.locator('.proposal', { hasText: '一括処理' });
      await own.getByText('自分の依頼は、自分では確認できません。').waitFor();
      expect(await own.getByRole('button', { name: '確認して実行する' }).count()).toBe(0);
      await page.locator('.proposal', { hasText: '紛失にする' }).getByRole('button', { name: '確認して実行する' }).click();
      await page.getByText('「カード：紛失にする」を確認し、実行しました。').waitFor();
      await own.getByRole('button', { name: '依頼を取り下げる' }).click();
      await own.getByLabel('理由').fill('対象を選び直す。');
      await own.getByRole('button', { name: '依頼を取り下げる' }).click();
      await expect.poll(() => page.locator('.proposal').count()).toBe(1);
      expect(double.calls).toEqual(['confirm p-1', 'refuse p-2 対象を選び直す。']);
    });

    it('a bulk change is shown before it is proposed, and what changed since is refused', async () => {
      await using opened = await screens.open({ route: '#/authority/bulk' });
      const { page, double } = opened;
      await press(page, '変わる内容を見る');
      await page.getByRole('heading', { name: '5件が変わり、1件はそのままです。' }).waitFor();
      await page.getByText('そのまま：同じ手続き、またはカードの作成が進行中です。').waitFor();
      double.credentials.preview = { ...double.credentials.preview, digest: 'd2' };
      await press(page, '5件の確認を依頼する');
      await page.getByText('確認した内容と変わりました').waitFor();
      await press(page, '変わる内容を見る');
      await expect.poll(() => double.calls.length).toBe(2);
      await press(page, '5件の確認を依頼する');
      await page.getByText('5件の確認を依頼しました。').waitFor();
      expect(double.calls.at(-1)).toBe('bulk-propose open-renewals d2');
    });
  });

  describe('who sits here', () => {
    it('a passkey is asked for on a page of its own, and as a link where the browser keeps it shut', async () => {
      await using opened = await screens.open({
        route: '#/authority',
        prepare: ({ credentials }) => {
          credentials.seat({ state: 'none', staff: null });
          credentials.asked.set(false);
        },
      });
      const { page, double } = opened;
      const popup = page.waitForEvent('popup');
      await press(page, 'パスキーでサインイン');
      await popup;
      expect(await page.getByRole('link', { name: '新しいタブで開く' }).getAttribute('href')).toBe('http://localhost:1/passkey');
      double.credentials.asked.set(true);
      await page.locator('.workspace-bar').waitFor();
    });

    it('the first person is registered, and must be an approver', async () => {
      await using opened = await screens.open({
        route: '#/authority',
        prepare: ({ credentials }) => credentials.seat({ state: 'none', staff: null, firstStart: true }),
      });
      const { page, double } = opened;
      await page.getByLabel('名前').fill('飯田橋　小春');
      await clickLabel(page.getByRole('checkbox', { name: /^承認/ }));
      await page.getByText('最初の担当者には、承認者の役割が必要です。').waitFor();
      expect(await button(page, '最初の担当者を登録する').isDisabled()).toBe(true);
      await clickLabel(page.getByRole('checkbox', { name: /^承認/ }));
      await press(page, '最初の担当者を登録する');
      await page.getByText('担当者がサインインすると、発行管理を使えます。').waitFor();
      expect(double.calls).toEqual(['staff-add 飯田橋　小春 approver+examiner']);
    });

    it('whoever signed in with a key that a colleague registered makes one of their own before anything else', async () => {
      await using opened = await screens.open({ route: '#/authority/staff', prepare: ({ credentials }) => credentials.seat({ ownKeyNeeded: true }) });
      const { page, double } = opened;
      await page.getByRole('heading', { name: 'ご自身のパスキーを登録してください' }).waitFor();
      expect(await page.locator('.workspace-bar').count()).toBe(0);
      expect(await button(page, 'パスキーを登録する').isDisabled()).toBe(true);
      await page.getByLabel('パスキーの名前').fill('自分の鍵');
      await press(page, 'パスキーを登録する');
      await expect.poll(() => double.calls).toEqual(['passkey s-1 自分の鍵']);
      double.credentials.seat({ ownKeyNeeded: false });
      await page.locator('.workspace-bar').waitFor();
    });

    it('a token is shown with what it is for, and taken back', async () => {
      await using opened = await screens.open({ route: '#/authority/staff' });
      const { page, double } = opened;
      await press(page, '市谷　一郎');
      const panel = page.locator('.side-panel');
      await panel.getByText('夜間の書き出し').waitFor();
      await panel.getByText('作成 2026/09/01 10:00（飯田橋　小春さん）').waitFor();
      await press(page, 'トークン「夜間の書き出し」を取り消す');
      await page.getByText('市谷　一郎さんのトークンを取り消しました。').waitFor();
      await panel.getByText('トークンはありません。').waitFor();
      expect(double.calls).toEqual(['token-removed A1B2C3D4E5F60718']);
    });

    it('a locked desk hides what was being entered and keeps it for the same person alone', async () => {
      await using opened = await screens.open({ route: '#/authority/person/100' });
      const { page, double } = opened;
      await press(page, '登録内容を変更する');
      await page.getByLabel('勤務先').fill('矢来町の診療所');
      double.credentials.seat({ state: 'locked' });
      await page.getByRole('heading', { name: '席をロックしています' }).waitFor();
      expect({
        form: await page.locator('.holder-form').isVisible(),
        name: await page.getByText('神楽坂内科クリニック').first().isVisible(),
      }).toEqual({
        form: false,
        name: false,
      });
      await press(page, 'パスキーでサインイン');
      await page.locator('.lock-cover').waitFor({ state: 'detached' });
      expect(await page.getByLabel('勤務先').inputValue()).toBe('矢来町の診療所');
      double.credentials.seat({ staff: samples.colleagues[1]! });
      await page.getByText('市谷　一郎').first().waitFor();
      expect(await page.locator('.holder-form').count()).toBe(0);
    });

    it.each([
      ['reception', ['作業待ち', '確認待ち', '新規申請', '交付', '更新予測', '取込・書出', '担当者', 'しくみ'], 1],
      ['auditor', ['更新予測', '取込・書出', '担当者', '監査', 'しくみ'], 0],
    ] as const)('%s sees only what that role has a use for', async (role, parts, stop) => {
      await using opened = await screens.open({
        route: '#/authority',
        prepare: ({ credentials }) => credentials.seat({ staff: samples.staff('s-1', { roles: [role] }) }),
      });
      const { page } = opened;
      await page.locator('.workspace-bar').waitFor();
      expect({ parts: await page.locator('.workspace-bar nav a').allInnerTexts(), stop: await button(page, '緊急停止').count() }).toEqual({
        parts: [...parts],
        stop,
      });
    });
  });

  describe('the log', () => {
    it('further entries that come after another filter was chosen are not put under it', async () => {
      await using opened = await screens.open({
        route: '#/authority/audit',
        prepare: ({ credentials }) => {
          const [entry] = credentials.audit;
          credentials.audit = Array.from({ length: 130 }, (_nothing, index) => ({ ...entry!, sequence: 130 - index }));
        },
      });
      const { page } = opened;
      const rows = page.locator('tbody tr');
      await expect.poll(() => rows.count()).toBe(100);
      const late = await answerLater(page, '**/rpc/credentials/audit/list');
      await press(page, 'さらに表示');
      await late.asked();
      await page.getByLabel('保有者の番号').fill('100');
      await expect.poll(() => rows.count()).toBe(100);
      await late.answer();
      expect(await rows.count()).toBe(100);
    });
  });

  describe('the registry', () => {
    it('shows who may be there twice, with what agrees', async () => {
      await using opened = await screens.open({ route: '#/authority/exchange' });
      const { page } = opened;
      await press(page, '重複を探す');
      await page.getByText('同じ人かもしれない登録が1組あります。').waitFor();
      await page.getByRole('cell', { name: '氏名と生年月日、フリガナと生年月日' }).waitFor();
      await page.getByRole('link', { name: samples.hit(3).name }).click();
      await page.locator('.person-head').waitFor();
    });
  });

  describe('a card', () => {
    it('is handed over after it was read and the papers were seen; the holder types the PIN elsewhere', async () => {
      await using opened = await screens.open({
        route: '#/authority/hand-over/100.O26-0000045',
        prepare: (double) => {
          withPage({ objects: [samples.order] })(double);
          double.credentials.asked.set(false);
        },
      });
      const { page, double } = opened;
      await press(page, 'カードを読む');
      await page.getByText('カードの氏名が登録と違います。', { exact: false }).waitFor();
      const complete = button(page, '交付する');
      expect(await complete.isDisabled()).toBe(true);
      for (const paper of ['発行完了通知（はがき）', '医師免許証の原本', '本人確認書類']) await clickLabel(page.getByLabel(paper));
      expect(await complete.isDisabled()).toBe(true);
      await page.getByLabel('理由（確かめたこと）').fill('旧字と確かめた。');
      const popup = page.waitForEvent('popup');
      await complete.click();
      await expect.poll(() => asked(double).length).toBe(2);
      double.credentials.pinPage.set({ page: 'http://localhost:1/pin' });
      await popup;
      double.credentials.asked.set(true);
      const download = page.waitForEvent('download');
      await press(page, '受領書（PDF）');
      await download;
      expect(asked(double)).toEqual([
        'read O26-0000045 ACS ACR39U ICC Reader 00 00',
        'hand-over O26-0000045 [issue-notice,licence-original,identity-document] asked 2',
        'letter l-9',
      ]);
    });

    it('that something speaks against is not handed over', async () => {
      await using opened = await screens.open({
        route: '#/authority/hand-over/100.O26-0000045',
        prepare: (double) => {
          withPage({ objects: [samples.order] })(double);
          double.credentials.handOverCard = { ...samples.handOverCard, findings: [{ id: 'bound-already', stops: true }] };
        },
      });
      const { page } = opened;
      await press(page, 'カードを読む');
      await page.getByText('すでに別のカードとして登録されています。').waitFor();
      expect(await button(page, '交付する').count()).toBe(0);
    });

    it('revoked by an answer is still pending; by a list it is done', async () => {
      await using opened = await screens.open({ route: '#/authority/revocations' });
      const { page, double } = opened;
      await page.getByText('3件が認証局で処理待ちです。うち1件は期限を過ぎています。').waitFor();
      await page.locator('.data-table .link').nth(2).click();
      await page.getByLabel('認証局の回答').fill('完了しました。');
      await press(page, '回答を記録する');
      await page.getByText('認証局の回答：完了しました。').waitFor();
      await page.getByText('3件が認証局で処理待ちです。', { exact: false }).waitFor();
      await press(page, '失効リストを今確かめる');
      await page.getByText('2件が認証局で処理待ちです。', { exact: false }).waitFor();
      expect(double.calls).toEqual(['answer r-2 完了しました。']);
    });
  });
});
