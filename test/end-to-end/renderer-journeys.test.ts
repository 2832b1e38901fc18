import { readFile } from 'node:fs/promises';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerLater, file, type OpenOptions, type Screens, startScreens } from '../renderer/double/browser.ts';
import { anchor, emptyReader, hpkiReader, refusedPdf, running } from '../renderer/double/samples.ts';
import { clickLabel } from '../support/chromium.ts';
import { describeWith } from '../support/needs.ts';

const choose = (page: Page, ...names: string[]) =>
  page.setInputFiles(
    'input[type=file]',
    names.map((name) => file(name)),
  );
const column = (page: Page) => page.locator('.review-column');

describeWith(['chromium'], 'ways through the screens', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());
  const signing = (options: OpenOptions = {}) => screens.open({ route: '#/sign', ...options });

  describe('signing', () => {
    it('look, Enter, PIN in a window of its own, a green line, Enter for the next', async () => {
      await using opened = await signing();
      const { page, double, complaints } = opened;
      await choose(page, '診療情報提供書.pdf');
      await page.locator('.pdf-page figcaption:not(:empty)').waitFor({ state: 'attached' });
      await page.keyboard.press('Enter');
      await column(page).getByRole('progressbar').waitFor();

      const popup = page.waitForEvent('popup');
      double.report('awaiting-pin', () => 'waiting', { pinPage: `${screens.origin}/icon-of-a-pin-page` });
      await (await popup).close();
      await page.getByText('署名用のPINを入力してください').waitFor();

      double.report('signing', () => 'signing');
      await page.getByText('カードを離さないでください').waitFor();
      double.report('done', () => 'done');
      const line = page.locator('.banner.tone-success');
      expect(await line.textContent()).toBe('署名しました。診療情報提供書_署名済み.pdfレベルはB（基本）です。');

      await page.getByRole('button', { name: 'フォルダを表示' }).click();
      await page.getByText('保存先：/home/doctor/HPKI Desk/診療情報提供書.pdf').waitFor();
      await page.getByRole('button', { name: '次へ' }).click();
      await page.locator('.file-drop').waitFor();
      await expect.poll(() => double.calls).toEqual(['sign doc-1', 'reveal signed-doc-1 folder', 'discard doc-1']);
      expect(complaints).toEqual([]);
    });

    it('a kept-shut PIN window becomes a button', async () => {
      await using opened = await signing();
      const { page, double } = opened;
      await page.evaluate(() => {
        window.open = () => null;
      });
      await choose(page, 'a.dcm');
      await page.getByRole('button', { name: '署名する' }).click();
      await column(page).getByRole('progressbar').waitFor();
      double.report('awaiting-pin', () => 'waiting', { pinPage: `${screens.origin}/pin` });
      await page.getByText('ブラウザーがPINの画面を開けませんでした').waitFor();
      await page.getByRole('button', { name: 'PINの画面を開く' }).waitFor();
    });

    it('Escape steps back: from waiting to looking, from looking to choosing, and the documents stay', async () => {
      await using opened = await signing();
      const { page, double } = opened;
      await choose(page, 'a.dcm', 'b.dcm');
      await page.getByRole('button', { name: '2件に署名する' }).click();
      await column(page).getByRole('progressbar').waitFor();
      double.report('awaiting-pin', () => 'waiting');
      await page.getByText('署名用のPINを入力してください').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('署名を取り消しました。').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '2件に署名する' }).waitFor();
      await page.keyboard.press('Escape');
      expect(await page.locator('.file-drop, .document-name').allTextContents()).toEqual([expect.any(String), 'a.dcm', 'b.dcm']);
      expect(double.calls).toEqual(['sign doc-1 doc-2', 'cancel job-1']);
    });

    it('a card removed in the middle is named; what is signed is kept and the rest can be signed again', async () => {
      await using opened = await signing();
      const { page, double } = opened;
      await choose(page, 'a.dcm', 'b.dcm');
      await page.getByRole('button', { name: '2件に署名する' }).click();
      await column(page).getByRole('progressbar').waitFor();
      double.report('signing', (index) => (index === 0 ? 'done' : 'signing'));
      double.cards.set(running(emptyReader));
      double.report('failed', (index) => (index === 0 ? 'done' : 'not-reached'), { failure: { code: 'CARD_REMOVED', detail: { reader: 'r' } } });
      await page.getByText('2件中1件に署名しました。').waitFor();
      await page.getByText('カードが抜かれました').waitFor();
      double.cards.set(running({ ...hpkiReader, insertion: 'stay-2' }));
      await page.getByRole('button', { name: '文書に戻る' }).click();
      await page.getByRole('button', { name: '署名する' }).waitFor();
      expect(await page.locator('.viewer-name').textContent()).toBe('b.dcm');
    });

    it('unknown revocation must be confirmed, and only then the button works', async () => {
      await using opened = await signing({
        prepare: (double) => {
          double.readiness = { ...double.readiness, revocation: { status: 'unknown', asOf: null, ageHours: null } };
        },
      });
      const { page, double } = opened;
      await choose(page, 'a.dcm');
      const button = page.getByRole('button', { name: '署名する' });
      await page.getByText('失効の確認の欄に印を付けると署名できます。').waitFor();
      expect(await button.isDisabled()).toBe(true);
      await page.locator('main').focus();
      await page.keyboard.press('Enter');
      await page.getByText('失効を確認できないことを承知で署名します').click();
      await button.click();
      await expect.poll(() => double.calls).toEqual(['sign doc-1']);
    });

    it('what was accepted of one card is not accepted of the next', async () => {
      const unknown = { status: 'unknown', asOf: null, ageHours: null } as const;
      await using opened = await signing({
        prepare: (double) => {
          double.readiness = { ...double.readiness, revocation: unknown };
        },
      });
      const { page, double } = opened;
      await choose(page, 'a.dcm');
      const accept = page.getByRole('checkbox', { name: '失効を確認できないことを承知で署名します' });
      await clickLabel(accept);
      expect(await accept.isChecked()).toBe(true);
      double.readiness = { ...double.readiness, certificate: { ...double.readiness.certificate!, sha256: 'another card' } };
      double.cards.set(running({ ...hpkiReader, insertion: 'stay-2' }));
      await page.getByText('失効の確認の欄に印を付けると署名できます。').waitFor();
      expect(await accept.isChecked()).toBe(false);
    });

    it.each<[string, OpenOptions['prepare'], string]>([
      ['no card', (double) => double.cards.set(running(emptyReader)), 'カードを置くと署名できます。'],
      [
        'a revoked certificate',
        (double) => {
          double.readiness = { ...double.readiness, failure: { code: 'SIGNER_CERTIFICATE_REVOKED', detail: {} } };
        },
        '証明書は失効しています',
      ],
    ])('%s: the button does not work and says why', async (_name, prepare, words) => {
      await using opened = await signing(prepare ? { prepare } : {});
      const { page, double } = opened;
      await choose(page, 'a.dcm');
      await page.getByText(words).waitFor();
      expect([await page.getByRole('button', { name: '署名する' }).isDisabled(), double.calls]).toEqual([true, []]);
    });

    it('a document that cannot be signed says why, a file that cannot be opened too, and neither is in the way of the others', async () => {
      await using opened = await signing({
        prepare: (double) => {
          double.openFailures.set('empty.bin', { code: 'DOCUMENT_TYPE_UNKNOWN', detail: {} });
          double.samples = [refusedPdf('refused', '暗号化.pdf')];
        },
      });
      const { page } = opened;
      await page.getByRole('button', { name: '見本の文書で試す' }).click();
      await page.getByText('暗号化されたPDFです').waitFor();
      await page.keyboard.press('Escape');
      await choose(page, 'empty.bin', 'a.dcm');
      await page.getByRole('button', { name: '戻る' }).click();
      await page.getByText('この種類の文書は扱えません').waitFor();
      expect(await page.locator('.document-list .status-line').allTextContents()).toEqual(['署名できません', '未確認']);
    });

    it('looking at another workspace loses nothing', async () => {
      await using opened = await signing();
      const { page } = opened;
      const states = () => page.locator('.document-list .status-line').allTextContents();
      await choose(page, 'a.dcm', 'b.dcm');
      await expect.poll(states).toEqual(['確認済み', '未確認']);
      await page.getByRole('button', { name: '次の文書' }).click();
      await expect.poll(states).toEqual(['確認済み', '確認済み']);
      await page.getByRole('link', { name: '監査' }).click();
      await page.getByRole('table').waitFor();
      await page.getByRole('link', { name: '署名', exact: true }).click();
      await expect.poll(states).toEqual(['確認済み', '確認済み']);
    });
  });

  describe('card', () => {
    it('comes and goes without moving anything', async () => {
      await using opened = await screens.open();
      const { page, double } = opened;
      const places = () =>
        page
          .locator('.card-strip, .card-strip dt, .rail a, main')
          .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()));
      const before = await places();
      double.cards.set(running(emptyReader));
      await page.locator('.card-strip').getByText('カードを置いてください。').waitFor();
      expect(await places()).toEqual(before);
    });

    it('the demonstration card is offered at the first start and can be put in', async () => {
      await using opened = await screens.open({
        prepare: (double) => {
          double.cards.set({ service: 'library-missing', readers: [] });
          double.info = { ...double.info, demonstrationCard: 'none', firstStart: true };
        },
      });
      const { page } = opened;
      await page.getByRole('button', { name: '体験用カードを差し込む' }).click();
      await page.getByText('神楽坂　三十四さんのカードを読み取りました。').waitFor();
      await page.getByRole('button', { name: '体験用カードを抜く' }).click();
      await page.locator('.card-strip').getByText('カードを置いてください。').waitFor();
    });
  });

  describe('verifying', () => {
    it.each([
      ['valid.pdf', '有効', '署名は正しく、内容は署名されたときのままです。'],
      ['changed.pdf', '無効', '署名のあとに内容が変えられています。'],
      ['forged.xml', '採用しないでください', '署名者の証明書が、信頼する認証局につながりません。'],
      ['unrevoked-unknown.pdf', '判断できません', '証明書が失効していないかを確かめられませんでした。'],
      ['stamped.pdf', '有効', '署名は正しく、内容は署名されたときのままです。'],
      ['unknown-authority.pdf', '判断できません', 'タイムスタンプの時刻認証局が、信頼する局につながらないため、署名の時刻を判断できません。'],
      ['unsigned.pdf', '署名がありません', 'この文書には署名が見つかりません。'],
      ['noise.bin', '読み取れません', '文書を読み取れません'],
    ])('%s: %s', async (name, word, because) => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, name);
      const face = page.locator('.status-face');
      await face.waitFor();
      expect(await face.textContent()).toContain(word + because);
    });

    it('of two documents the last one asked for is shown, though the first is answered later', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      const late = await answerLater(page, '**/rpc/verification/signed');
      await page.evaluate(() => {
        location.hash = '#/verify/signed-1';
      });
      await late.asked();
      await page.goBack();
      await choose(page, 'changed.pdf');
      const face = page.locator('.status-face');
      await face.getByText('無効').waitFor();
      await late.answer();
      expect(await face.textContent()).toContain('無効');
    });

    it('a forged issuer is said to bear a published name with another key', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      await choose(opened.page, 'forged.xml');
      await opened.page
        .locator('.status-face')
        .getByText('発行者の名前は公表されている認証局と同じですが、鍵は公表されているものと違います。')
        .waitFor();
    });

    it('a detached signature asks for its document, and then answers', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, 'detached.p7s');
      await page.getByText('元の文書を加えてください', { exact: true }).waitFor();
      await choose(page, '画像.dcm');
      await page.locator('.status-face.tone-success').waitFor();
      await page.getByText('署名された元の文書').waitFor();
      await page.getByText('画像.dcm').waitFor();
    });

    it('in print the evidence is unfolded and the frame is gone', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, 'valid.pdf');
      await page.locator('.status-face').waitFor();
      await page.emulateMedia({ media: 'print' });
      expect({
        evidence: await page.getByText('証明書は、基準になる時刻に失効していません。').isVisible(),
        frame: await page.locator('.rail').isVisible(),
        strip: await page.locator('.card-strip').isVisible(),
      }).toEqual({ evidence: true, frame: false, strip: false });
    });

    it('the time that counts is told with the authority that proves it; what nobody recorded of it is told for information', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, 'stamped.pdf');
      await page.getByText('TEST Time Authority / TEST TSU 1の信頼できるタイムスタンプが証明した時刻です。').waitFor();
      await page.locator('.disclosure-trigger').click();
      const stamp = page.locator('.check-group', { hasText: '署名のタイムスタンプ' });
      expect(await stamp.locator('li', { hasText: '時刻認証業務の認定' }).locator('.status-line').textContent()).toBe('参考情報');
    });

    it('what a prescription leaves unprotected is said in words', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, 'forged.xml');
      const unprotected = page.locator('.definitions > div', { hasText: '署名の対象でない部分' });
      await unprotected.waitFor();
      expect(await unprotected.locator('.report-values li').allTextContents()).toEqual([
        expect.stringContaining('処方箋ID'),
        expect.stringContaining('変換コード'),
      ]);
    });

    it('the words of a report follow the language at once', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, 'valid.pdf');
      await page.getByText('署名されたときのままです。', { exact: true }).waitFor();
      await page.getByRole('link', { name: '設定' }).click();
      await page.getByRole('button', { name: /日本語/ }).click();
      await page.getByRole('option', { name: 'English' }).click();
      await page.getByRole('link', { name: 'Verify' }).click();
      await page.getByText('As it was when signed.', { exact: true }).waitFor();
    });

    it('the report is saved as a PDF under the name of the document', async () => {
      await using opened = await screens.open({ route: '#/verify' });
      const { page } = opened;
      await choose(page, 'valid.pdf');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'PDFで保存' }).click();
      const saved = await download;
      const bytes = await readFile(await saved.path());
      expect([saved.suggestedFilename(), bytes.subarray(0, 5).toString()]).toEqual(['valid_検証結果.pdf', '%PDF-']);
    });

    it('a signed document of the register is verified by its link', async () => {
      await using opened = await screens.open({ route: '#/documents' });
      const { page } = opened;
      await page.locator('.document-name').first().click();
      await page.getByRole('button', { name: '検証する' }).click();
      await page.locator('.status-face').getByText('試験用の証明書によるもので').waitFor();
    });
  });

  describe('levels and trusted time', () => {
    it('a level that can be made is signed to; without a service only B is there, with the way to the settings', async () => {
      await using opened = await signing();
      const { page, double } = opened;
      await choose(page, 'a.dcm');
      await column(page)
        .getByRole('button', { name: /署名のレベル/ })
        .click();
      await page.getByRole('option', { name: 'LTA（長期の保存用）' }).click();
      await page.getByRole('button', { name: '署名する' }).click();
      await expect.poll(() => double.calls).toEqual(['sign doc-1 LTA']);

      await using other = await signing({
        prepare: (desk) => {
          desk.levels = { available: ['B'], missing: { code: 'LEVEL_NOT_AVAILABLE', detail: { level: 'T' } } };
        },
      });
      await choose(other.page, 'a.dcm');
      await other.page.getByRole('link', { name: '設定を開く' }).click();
      await other.page.getByRole('heading', { name: '利用する時刻認証局' }).waitFor();
    });

    it('a signed file is raised to a higher level and stands in the register beside the one it was made of', async () => {
      await using opened = await screens.open({ route: '#/documents' });
      const { page, double } = opened;
      await page.locator('.document-name').first().click();
      await page.getByRole('button', { name: 'レベルを上げる' }).click();
      await page.getByRole('button', { name: '証拠を足す' }).click();
      await page.getByText('レベルLTAのファイルを作りました。').waitFor();
      await page.getByRole('row').nth(3).waitFor();
      expect(double.calls).toEqual(['extend signed-pdf-1 LTA']);
    });

    it('an authority of time stamps is trusted only after its fingerprint was compared, and taken out in two steps', async () => {
      await using opened = await screens.open({ route: '#/settings/time-stamps' });
      const { page, double } = opened;
      await page.getByText('まだ取り込まれていません。').waitFor();
      await choose(page, 'root.cer');
      const take = page.getByRole('button', { name: '信頼して取り込む' });
      expect(await page.locator('.settings-fingerprint').textContent()).toBe(Array(8).fill('7C7C7C7C').join(' '));
      expect(await take.isDisabled()).toBe(true);
      await page.getByText('公表されている指紋と一致することを確かめました').click();
      await take.click();
      await page.getByRole('heading', { name: 'TEST Time Root' }).waitFor();
      await page.getByRole('button', { name: '取り除く' }).click();
      await page.getByRole('button', { name: '信頼をやめて取り除く' }).click();
      await page.getByText('まだ取り込まれていません。').waitFor();
      const sha256 = '7C'.repeat(32);
      expect(double.calls).toEqual([`import ${sha256}`, `remove ${sha256}`]);
    });

    it('what is recorded of an accreditation needs its source', async () => {
      await using opened = await screens.open({
        route: '#/settings/time-stamps',
        prepare: (double) => {
          double.anchors = [{ ...anchor, accreditation: null }];
        },
      });
      const { page, double } = opened;
      await page.getByRole('button', { name: '認定の記録を変える' }).click();
      await page.getByRole('button', { name: /わからない/ }).click();
      await page.getByRole('option', { name: '認定されている' }).click();
      const save = page.locator('.settings-item').getByRole('button', { name: '保存する' });
      expect(await save.isDisabled()).toBe(true);
      await page.getByLabel('調べた先').fill('https://list.example.jp/');
      await page.getByLabel('調べた日').fill('2026-11-20');
      await save.click();
      await page.getByText('2026年11月20日に「https://list.example.jp/」で、認定されていることを確かめました。').waitFor();
      expect(double.anchors[0]?.accreditation).toEqual({ accredited: true, source: 'https://list.example.jp/', asOf: '2026-11-20' });
    });

    it('a time-stamp service is set, tried, and told to be unknown here', async () => {
      await using opened = await screens.open({ route: '#/settings/time-stamps' });
      const { page, double } = opened;
      const save = page.getByRole('button', { name: '保存する' });
      await page.getByLabel('アドレス').fill('ftp://tsa.example.jp/');
      await page.getByText('http または https で始まるアドレスを入力してください。').waitFor();
      expect(await save.isDisabled()).toBe(true);
      await page.getByLabel('アドレス').fill('https://tsa.example.jp/');
      await page.getByLabel('利用者名', { exact: true }).fill('clinic');
      await page.getByLabel('パスワード').fill('secret');
      await save.click();
      await page.getByRole('button', { name: '試しに取ってみる' }).click();
      await page.getByText('タイムスタンプは取れましたが、このままでは時刻の証明として認められません。').waitFor();
      const authorization = { user: 'clinic', password: 'secret' };
      expect(double.calls).toEqual([`service ${JSON.stringify({ url: 'https://tsa.example.jp/', digest: 'sha256', policy: null, authorization })}`]);
      expect(await page.getByLabel('パスワード').inputValue()).toBe('');
      await page.getByText('取得先：http://crl.example.jp/tsa.crl').waitFor();
      await page.getByLabel('パスワード').fill('another');
      await save.click();
      await page.getByText('保存しました。').waitFor();
      expect(await page.getByRole('button', { name: '試しに取ってみる' }).isEnabled()).toBe(true);
    });

    it('a host that a test of the service, an authority or a document named is allowed by the person alone', async () => {
      await using opened = await screens.open({
        route: '#/settings/time-stamps',
        prepare: (double) => {
          double.anchors = [anchor];
          double.service = { url: 'https://tsa.example.jp/', digest: 'sha256', policy: null, user: null, hasPassword: false };
        },
      });
      const { page, double } = opened;
      const allow = (host: string) => page.getByRole('button', { name: `${host}を許可するホストに加える` });
      const allowed = () => double.settings.network.allowedHosts;
      await allow('crl.other-time.example.jp').waitFor();
      await page.getByRole('button', { name: '試しに取ってみる' }).click();
      await allow('crl.example.jp').waitFor();
      expect(allowed()).toEqual([]);
      await allow('crl.example.jp').press('Enter');
      await page.getByRole('status').getByText('許可しました。').waitFor();
      expect(allowed()).toEqual(['crl.example.jp']);
      expect(await page.locator(':focus').textContent()).toBe('許可しました。');

      await page.goto(`${screens.origin}/#/settings/network`);
      await page.getByRole('button', { name: 'crl.example.jpを取り除く' }).click();
      await allow('crl.example.jp').click();
      await expect.poll(allowed).toEqual(['crl.example.jp']);
      expect(opened.complaints).toEqual([]);
    });

    it('the keyboard goes on from where it was when a button has done its work', async () => {
      await using opened = await screens.open({
        route: '#/settings/time-stamps',
        prepare: (double) => {
          double.anchors = [anchor];
          double.service = { url: 'https://tsa.example.jp/', digest: 'sha256', policy: null, user: null, hasPassword: false };
        },
      });
      const { page } = opened;
      const focused = page.locator(':focus');
      const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
      await press('試しに取ってみる');
      await page.getByText('タイムスタンプは取れましたが、このままでは時刻の証明として認められません。').waitFor();
      expect(await focused.textContent()).toBe('試しに取ってみる');
      await press('取り除く');
      await expect.poll(() => focused.textContent()).toBe(anchor.name);
      await press('信頼をやめて取り除く');
      await expect.poll(() => focused.getAttribute('role')).toBe('status');
      await page.goto(`${screens.origin}/#/documents`);
      await page.locator('.document-name').first().press('Enter');
      await page.getByRole('button', { name: 'レベルを上げる' }).press('Enter');
      await expect.poll(() => focused.getAttribute('aria-label')).toBe('レベルを上げる');
      await press('証拠を足す');
      await expect.poll(() => focused.textContent()).toContain('レベルLTAのファイルを作りました。');
    });

    it('hosts, proxy and the strict policy are set; the lists at hand tell their age and what failed', async () => {
      await using opened = await screens.open({ route: '#/settings/network' });
      const { page, double } = opened;
      await page.getByText('接続先が見つかりません').waitFor();
      await page.getByLabel('加えるホスト名').fill('CRL.example.jp');
      await page.getByRole('button', { name: '加える', exact: true }).click();
      await page.getByRole('button', { name: 'crl.example.jpを取り除く' }).waitFor();
      await page.getByText('署名より後に出た失効の情報だけを認める').click();
      await page.getByRole('button', { name: /システムに合わせる/ }).click();
      await page.getByRole('option', { name: 'アドレスを指定する' }).click();
      await page.getByLabel('プロキシのアドレス').fill('http://proxy.example.jp:8080');
      await page.getByRole('button', { name: '保存する' }).click();
      await expect
        .poll(() => double.settings)
        .toMatchObject({
          revocationPolicy: 'issued-after',
          network: { allowedHosts: ['crl.example.jp'], proxy: { mode: 'url', url: 'http://proxy.example.jp:8080' } },
        });
    });
  });

  describe('settings and connection', () => {
    it('language and theme change at once', async () => {
      await using opened = await screens.open({ route: '#/settings' });
      const { page, double } = opened;
      await page.getByRole('button', { name: /日本語/ }).click();
      await page.getByRole('option', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Settings' }).waitFor();
      await page.getByRole('button', { name: /Light/ }).click();
      await page.getByRole('option', { name: 'Dark' }).click();
      await page.locator('html[data-theme=dark][lang=en]').waitFor();
      expect(double.settings).toMatchObject({ language: 'en', theme: 'dark' });
    });

    it('test mode is marked on every workspace', async () => {
      await using opened = await screens.open({
        route: '#/settings',
        prepare: (double) => {
          double.cards.set(running(emptyReader));
          double.settings = { ...double.settings, testMode: true };
        },
      });
      const { page } = opened;
      for (const name of ['カード', '署名', '検証', '文書', '受付', '単位', '名簿', '監査', '設定']) {
        await page.getByRole('link', { name, exact: true }).click();
        await page.locator('.card-strip .test-mark').waitFor();
      }
    });

    it('a lost connection is said, and comes back by itself', async () => {
      await using opened = await screens.open();
      const { page } = opened;
      await screens.context.setOffline(true);
      opened.double.cards.end();
      await page.getByText('プログラムとの接続が切れました').waitFor();
      await screens.context.setOffline(false);
      await page.getByText('プログラムとの接続が切れました').waitFor({ state: 'detached' });
    });

    it('what a screen asked while the connection was lost is asked again by itself', async () => {
      await using opened = await screens.open();
      const { page } = opened;
      await screens.context.setOffline(true);
      await page.getByRole('link', { name: '文書', exact: true }).click();
      const lost = page.locator('main').getByText('プログラムとの接続が切れました');
      await lost.first().waitFor();
      await screens.context.setOffline(false);
      await lost.first().waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: '文書', level: 1 }).waitFor();
    });

    it('what is asked again by itself and by a person at once is shown once', async () => {
      await using opened = await screens.open();
      const { page, double } = opened;
      await page.route('**/rpc/audit/list', (route) => route.abort());
      await page.getByRole('link', { name: '監査', exact: true }).click();
      await page.locator('main').getByText('プログラムとの接続が切れました').waitFor();
      const held: Route[] = [];
      await page.route('**/rpc/audit/list', (route) => void held.push(route));
      await expect.poll(() => held.length, { timeout: 10_000 }).toBe(1);
      await page.getByRole('button', { name: 'もう一度', exact: true }).click();
      await expect.poll(() => held.length, { timeout: 10_000 }).toBe(2);
      for (const route of held) {
        const answered = page.waitForResponse('**/rpc/audit/list');
        await route.continue();
        await (await answered).finished();
      }
      await page.getByRole('row').nth(double.audit.length).waitFor();
      expect(await page.getByRole('row').count()).toBe(double.audit.length + 1);
    });

    it('Tab reaches the way past the rail first, each stop has a ring to see, and a new workspace is read from its beginning', async () => {
      await using opened = await screens.open();
      const { page } = opened;
      const focus = () =>
        page.evaluate(() => {
          const { activeElement } = document;
          return (
            activeElement && [activeElement.tagName === 'MAIN' ? 'MAIN' : activeElement.textContent, getComputedStyle(activeElement).outlineStyle]
          );
        });
      const stops: unknown[] = [];
      for (const key of ['Tab', 'Tab', 'Tab', 'Enter', 'Shift+Tab']) {
        await page.keyboard.press(key);
        if (key === 'Enter') await page.locator('main h1', { hasText: '署名' }).waitFor();
        stops.push(await focus());
      }
      expect(stops).toEqual([
        ['本文へ移動', 'solid'],
        ['カード', 'solid'],
        ['署名', 'solid'],
        ['MAIN', 'none'],
        ['設定', 'solid'],
      ]);
    });
  });
});
