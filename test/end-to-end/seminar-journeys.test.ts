import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { file, type Screens, startScreens } from '../renderer/double/browser.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { notice } from '../renderer/double/attendance-samples.ts';
import { factsOf, participation, plan } from '../renderer/double/training-samples.ts';
import { describeWith } from '../support/needs.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const press = (page: Page, name: string) => button(page, name).click();
const choose = async (page: Page, label: RegExp | string, option: string) => {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
};
const saved = (double: DeskDouble, id: string) => double.training.find(id).plan;

describeWith(['chromium'], 'ways through seminars and units', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  describe('the plan', () => {
    it('is written from a scheme, says what is still needed, and is made when nothing is', async () => {
      await using opened = await screens.open({ route: '#/reception' });
      const { page, double, complaints } = opened;
      await page.getByRole('link', { name: '新しい研修会' }).click();
      await press(page, '計画を書き始める');
      const review = page.locator('.plan-review');
      await review.getByText('題名を入力してください。', { exact: true }).waitFor();
      await page.getByLabel('題名', { exact: true }).fill('秋の講演会');
      await page.getByLabel('主催').fill('神楽坂区医師会');
      await page.getByLabel('会場1の名前').fill('講堂');
      await page.getByLabel('開催日').fill('2026-12-01');
      await page.getByLabel('演題名').fill('高血圧');
      await page.getByLabel('開始（例 19:00）').fill('19時');
      await page.locator('.session-card .text-field-wrong').waitFor();
      expect(await button(page, '保存する').isDisabled()).toBe(true);
      await page.getByLabel('開始（例 19:00）').fill('１９：００');
      await page.getByLabel('終了（例 20:30）').fill('20:00');
      await page.getByLabel('単位数').fill('1');
      await review.getByText('登録されている規則に合っています。').waitFor();
      await press(page, '保存する');
      await page.getByRole('heading', { level: 1, name: '秋の講演会' }).waitFor();
      expect(saved(double, 's-new')).toMatchObject({
        title: '秋の講演会',
        sessions: [
          {
            startsAt: '2026-12-01T10:00:00.000Z',
            endsAt: '2026-12-01T11:00:00.000Z',
            credits: [{ scheme: 'cme', category: null, code: null, units: 1 }],
          },
        ],
      });
      expect({ calls: double.calls, complaints }).toEqual({ calls: ['create 秋の講演会'], complaints: [] });
    });

    it('like an earlier one keeps everything but the day and the numbers', async () => {
      await using opened = await screens.open({ route: '#/reception/new' });
      const { page } = opened;
      await choose(page, /もとにする研修会/, plan.title);
      await press(page, '写して書き始める');
      expect(await page.getByLabel('演題名').evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))).toEqual(
        plan.sessions.map(({ title }) => title),
      );
      await page.locator('.plan-review').getByText('開催日を入力してください。').waitFor();
    });

    it('a talk is split over two codes, sessions are duplicated and sorted, and the draft outlives a look elsewhere', async () => {
      await using opened = await screens.open({ route: '#/reception/s-2/plan' });
      const { page, double } = opened;
      await press(page, '二つのコードに分ける');
      await press(page, '複製する');
      const second = page.locator('.session-card').nth(1);
      await second.getByLabel('演題名').fill('早い演題');
      await second.getByLabel('開始（例 19:00）').fill('18:00');
      await second.getByLabel('終了（例 20:30）').fill('18:50');
      await press(page, '時刻の順に並べる');
      await page.getByRole('link', { name: '監査' }).click();
      await page.getByRole('table').waitFor();
      await page.goto(`${screens.origin}/#/reception/s-2/plan`);
      await page.getByText('保存していない変更があります。').waitFor();
      await press(page, '保存する');
      await page.getByText('保存しました。').waitFor();
      const halves = [
        { scheme: 'cme', category: null, code: '74', units: 0.5 },
        { scheme: 'cme', category: null, code: null, units: 0.5 },
      ];
      expect(saved(double, 's-2').sessions.map(({ title, startsAt, credits }) => [title, startsAt, credits])).toEqual([
        ['早い演題', '2027-01-15T09:00:00.000Z', halves],
        [plan.sessions[0]!.title, '2027-01-15T10:00:00.000Z', halves],
      ]);
    });

    it('a rule that it breaks keeps it from being saved, and leads to the session', async () => {
      await using opened = await screens.open({
        route: '#/reception/s-1/plan',
        prepare: ({ training }) => {
          training.findings = [{ id: 'code-missing', weight: 'wrong', session: 's2', params: { scheme: 'cme' }, source: 'jissi/bunkakai.html' }];
        },
      });
      const { page } = opened;
      await page.getByLabel('題名', { exact: true }).fill('別の題名');
      await page.locator('.findings').getByText('日医生涯教育の単位にコードがありません。').waitFor();
      expect(await button(page, '保存する').isDisabled()).toBe(true);
      await press(page, '演題2 糖尿病と感染対策');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('session-s2');
    });

    it('that somebody else changed meanwhile keeps the draft, says what was changed, and joins both', async () => {
      await using opened = await screens.open({
        route: '#/reception/s-1/plan',
        prepare: ({ training }) => {
          training.meanwhile = { ...plan, venue: '相手の会場', organiser: '相手の主催' };
        },
      });
      const { page, double } = opened;
      await page.getByLabel('題名', { exact: true }).fill('私の題名');
      await page.getByLabel('主催').fill('私の主催');
      await press(page, '保存する');
      await page.getByText('ほかの画面か端末が、この研修会を変えました。入力した内容は残っています。').waitFor();
      await page.getByText('相手が変えたところ：主催、開催場所').waitFor();
      await page.getByText('両方で違う内容にしたところ：主催。合わせると、あなたの内容になります。').waitFor();
      expect(await page.getByLabel('題名', { exact: true }).inputValue()).toBe('私の題名');
      await press(page, '両方を合わせて続ける');
      await press(page, '保存する');
      await page.getByText('保存しました。').waitFor();
      expect(saved(double, 's-1')).toMatchObject({ title: '私の題名', venue: '相手の会場', organiser: '私の主催' });
      expect(double.calls).toEqual(['revise s-1 4']);
    });

    it('a preset tells its source, and a session may differ from its seminar', async () => {
      await using opened = await screens.open({ route: '#/reception/s-2/plan' });
      const { page, double } = opened;
      await choose(page, /もとにする決まり/, '日本整形外科学会と同じ（前後10分）');
      await page.getByText('出典：https://www2.convention.co.jp/joakiso2017/participant_unit.html').waitFor();
      await press(page, 'この演題だけの受付の決まり 研修会と同じ');
      await choose(page, /研修会と変える項目/, '必要な在室時間');
      await page.locator('.session-policy').getByLabel('必要な在室時間').fill('45');
      await press(page, '保存する');
      await page.getByText('保存しました。').waitFor();
      const { policy, sessions } = saved(double, 's-2');
      expect([policy.exitTap, policy.opensBefore, sessions[0]?.policy]).toEqual(['required', 10, { minimumPresence: 45 }]);
    });

    it('the booked list is looked at, and taken only then', async () => {
      await using opened = await screens.open({ route: '#/reception/s-2/plan' });
      const { page, double } = opened;
      await page.setInputFiles('input[type=file]', file('申込.csv'));
      await page.locator('.members-preview').waitFor();
      expect(double.calls).toEqual(['import booking s-2 false']);
      await page.locator('.members-preview .button-primary').click();
      await page.getByText(/名の名簿を取り込みました。/).waitFor();
      expect(double.calls).toEqual(['import booking s-2 false', 'import booking s-2 true']);
    });
  });

  describe('the state', () => {
    it('moves on by one button; going out of the way wants a reason', async () => {
      await using opened = await screens.open({ route: '#/reception/s-2' });
      const { page, double } = opened;
      await press(page, '状態を変える');
      await press(page, '申請済みにする');
      await page.getByText('「申請済み」にしました。').waitFor();
      await press(page, '状態を変える');
      await press(page, '研修会を中止する');
      expect(await button(page, 'この理由で変える').isDisabled()).toBe(true);
      await page.getByLabel('「中止」にする理由').fill('講師の急病');
      await press(page, 'この理由で変える');
      await page.getByText('中止した研修会です。').waitFor();
      expect(double.calls).toEqual(['move s-2 applied', 'move s-2 cancelled 講師の急病']);
    });

    it('leads to the hall where cards can be received', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1' });
      expect(await opened.page.getByRole('link', { name: '受付の画面を開く' }).getAttribute('href')).toBe('#/hall/s-1');
    });
  });

  describe('the participants', () => {
    const withFacts = (double: DeskDouble) => {
      double.attendance.facts = Array.from({ length: 66 }, (_nothing, number) => factsOf(participation(number))).flat();
    };

    it('one is opened and closed by the keyboard, and a record is annulled with reason and name', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1/participants', prepare: withFacts });
      const { page, double, complaints } = opened;
      const focused = page.locator(':focus');
      await button(page, '神楽坂　三十四').first().press('Enter');
      await expect.poll(() => focused.evaluate(({ tagName, textContent }) => [tagName, textContent])).toEqual(['H2', '神楽坂　三十四']);
      await page.keyboard.press('Escape');
      await expect.poll(() => focused.evaluate(({ tagName }) => tagName)).toBe('BUTTON');
      await page.keyboard.press('Enter');
      await button(page, 'この記録を取り消す').first().click();
      const confirm = page.locator('.timeline .form-panel').getByRole('button', { name: 'この記録を取り消す' });
      await page.getByLabel('理由').fill('別の人のカード');
      expect(await confirm.isDisabled()).toBe(true);
      await page.getByLabel('記録する人の氏名').fill('市谷　一郎');
      await confirm.click();
      await expect.poll(() => double.calls).toEqual([expect.stringMatching(/^annul fact-p-\d+-2 別の人のカード 市谷　一郎$/)]);
      expect(complaints).toEqual([]);
    });

    it('are narrowed to those who lack something', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1/participants' });
      const { page } = opened;
      await choose(page, /表示する人/, '項目が足りない人');
      await expect.poll(() => page.locator('.people tbody tr').count()).toBeLessThan(30);
      const remarks = await page.locator('.people tbody tr .remarks').allTextContents();
      expect(remarks.filter((text) => /がありません/.test(text)).length).toBeGreaterThan(0);
    });

    it('somebody who forgot to tap is recorded afterwards, at the time it was', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1/participants' });
      const { page, double } = opened;
      const [first] = double.membership.persons;
      await press(page, '記録を補う');
      await press(page, '後から受け付ける');
      await page.getByLabel('氏名、ふりがな、医籍登録番号').fill(first!.registration!);
      await page.locator('.candidate').first().click();
      await choose(page, /演題$/, '糖尿病と感染対策');
      expect(await page.getByLabel('時刻（例 19:00）').inputValue()).toBe('20:10');
      await page.getByLabel('時刻（例 19:00）').fill('20:15');
      await page.getByLabel('理由').fill('かざし忘れ');
      await page.getByLabel('記録する人の氏名').fill('市谷　一郎');
      await press(page, '記録する');
      await page.getByText('記録しました。').waitFor();
      expect(double.calls).toEqual([`manual ${first!.registration} ${first!.name} in paper-list かざし忘れ 市谷　一郎`]);
    });

    it('paper lists, other stations and a wrong clock complete the record', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1/participants', prepare: withFacts });
      const { page, double } = opened;
      const open = async (tool: string) => {
        await press(page, '記録を補う');
        await press(page, tool);
      };
      await open('紙の名簿を取り込む');
      await page.getByLabel('記録する人の氏名').fill('市谷　一郎');
      await page.setInputFiles('input[type=file]', file('紙.csv'));
      await page.getByText('14件を記録に加えました。').waitFor();
      await page.getByText('9行目：').waitFor();
      expect(await button(page, '確かめた行を取り込む').isDisabled()).toBe(true);
      await page.getByText('12行目は、この番号の髙橋　﨑子さんと同じ方と確かめた').click();
      await press(page, '確かめた行を取り込む');
      await page.getByText('1件を記録に加えました。').waitFor();
      expect(await button(page, '確かめた行を取り込む').count()).toBe(0);
      await press(page, '閉じる');
      await open('ほかの端末と統合する');
      expect(await button(page, 'この端末の記録を書き出す').isDisabled()).toBe(true);
      await page.getByLabel('合言葉').fill('さくらさくらさくら');
      await page.setInputFiles('input[type=file]', file('2階.hpkidesk'));
      await page.getByText('120件を加えました。31件はすでにありました。').waitFor();
      await press(page, 'この端末の記録を書き出す');
      await page.getByText('受付データ.hpkideskに書き出しました。').waitFor();
      await press(page, '閉じる');
      await open('端末の時計を正す');
      await page.getByLabel('ずれの大きさ').fill('90');
      await page.getByLabel('理由').fill('夏時間のまま');
      await press(page, 'この分だけ正す');
      await page.getByText('時計のずれを記録しました。').waitFor();
      expect(double.calls).toEqual([
        'paper s-1 紙.csv 市谷　一郎',
        'paper s-1 紙.csv 市谷　一郎 12',
        'merge 2階.hpkidesk',
        'bundle s-1',
        'correct-clock station-1 5400000 夏時間のまま',
      ]);
    });
  });

  it('missing details are completed by the clerk, and only those', async () => {
    await using opened = await screens.open({ route: '#/reception/s-1/participants' });
    const { page, double } = opened;
    await page.locator('.people tr').filter({ hasText: '医籍登録番号、生年月日がありません' }).locator('.link').first().click();
    const name = await page.locator('.side-panel h2').textContent();
    await press(page, '項目を補う');
    const form = page.getByRole('region', { name: '項目を補う' });
    expect(await form.locator('input').count()).toBe(3);
    await form.getByLabel('医籍登録番号').fill('12345678');
    await form.getByLabel('記録する人の氏名').fill('市谷　一郎');
    expect(await button(page, '補った内容を記録する').isDisabled()).toBe(true);
    await form.getByLabel('医籍登録番号').fill('第１２３４５６号');
    await form.getByLabel('生年月日').fill('1970-01-31');
    await press(page, '補った内容を記録する');
    await expect.poll(() => double.calls).toEqual([expect.stringMatching(`^complete p-\\d+ 123456 ${name} .* 1970-01-31 市谷　一郎$`)]);
  });

  it('beside somebody’s details the times and remarks of everybody stay readable', async () => {
    await using opened = await screens.open({ route: '#/reception/s-1/participants', viewport: { width: 1280, height: 800 } });
    const { page } = opened;
    await page.locator('.people .link').nth(2).click();
    await page.locator('.people-narrow .presence').first().waitFor();
    const widths = await page.locator('.people-narrow .remarks').evaluateAll((lists) => lists.map((list) => list.getBoundingClientRect().width));
    const heights = await page.locator('.people-narrow tbody tr').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect([Math.min(...widths) >= 140, Math.max(...heights) < 200]).toEqual([true, true]);
  });

  describe('the result', () => {
    it('is settled in two steps by somebody with a name', async () => {
      await using opened = await screens.open({ route: '#/reception/s-4' });
      const { page, double } = opened;
      await page.getByText('いま確定すると、58名のうち53名に単位が付きます。').waitFor();
      await press(page, '確定へ進む');
      expect(await button(page, 'この内容で確定する').isDisabled()).toBe(true);
      await page.getByLabel('確定する人の氏名').fill('市谷　一郎');
      await press(page, 'この内容で確定する');
      await page.getByText('市谷　一郎が確定しました。53名に単位が付いています。').waitFor();
      expect(double.calls).toEqual(['settle s-4 市谷　一郎']);
    });

    it('is corrected by two different persons, with what changed in sight', async () => {
      await using opened = await screens.open({
        route: '#/reception/s-5/result',
        prepare: ({ training }) => {
          training.participants = 60;
        },
      });
      const { page, double } = opened;
      await page.getByText('その後に加わった記録や補った項目で、2名の結果が変わります。訂正すると反映されます。').waitFor();
      await press(page, '訂正へ進む');
      const confirm = button(page, '訂正した結果を確定する');
      await page.getByLabel('理由').fill('紙の名簿が届いた');
      await page.getByLabel('訂正する人の氏名').fill('市谷　一郎');
      await page.getByLabel('確認する人の氏名').fill('市谷一郎');
      await page.getByText('訂正する人とは別の人が必要です。').waitFor();
      expect(await confirm.isDisabled()).toBe(true);
      await page.getByLabel('確認する人の氏名').fill('牛込　美咲');
      await confirm.click();
      await page.getByText('市谷　一郎が訂正し、牛込　美咲が確認しました。').waitFor();
      await page.getByText('確定した後に、結果を変える記録は加わっていません。').waitFor();
      expect([double.calls, await page.locator('.history h3').allTextContents()]).toEqual([
        ['correct s-5 市谷　一郎 牛込　美咲 紙の名簿が届いた'],
        ['訂正（第2版）', '最初の確定'],
      ]);
    });
  });

  describe('what goes out', () => {
    it('letters that Shift_JIS lacks are named, and replaced only when that is wanted', async () => {
      await using opened = await screens.open({
        route: '#/reception/s-5/output',
        prepare: ({ training }) => {
          training.lettersMissing = '﨑';
        },
      });
      const { page, double } = opened;
      await choose(page, /文字コード/, 'Shift_JIS');
      await press(page, 'ファイルを作る');
      await page.getByText('Shift_JIS で表せない文字が1字あります（﨑）。ファイルは作られていません。').waitFor();
      const download = page.waitForEvent('download');
      await press(page, '足りない文字を〓に置き換えて作る');
      expect((await download).suggestedFilename()).toBe('participants.csv');
      expect(double.calls).toEqual(['export participants csv shift_jis replaced required-columns']);
    });

    it('a report is made and noted, and so is what the receiver answered', async () => {
      await using opened = await screens.open({ route: '#/reception/s-5/output' });
      const { page, double } = opened;
      await choose(page, /報告のしかた/, '増えた人だけを報告する（追加）');
      await page.getByLabel('報告する人の氏名').fill('市谷　一郎');
      const download = page.waitForEvent('download');
      await press(page, '報告ファイルを作る');
      expect((await download).suggestedFilename()).toBe('26-13-0034_報告.csv');
      await expect.poll(() => page.locator('.split-beside li').count()).toBe(2);
      const newest = page.locator('.split-beside li').first();
      await newest.getByRole('button', { name: '結果を記録する' }).click();
      await choose(page, /^受け付けられました 結果$/, '一部が受け付けられませんでした');
      await page.getByLabel('受付番号').fill('A-17');
      await newest.getByRole('button', { name: '保存する' }).click();
      await newest.getByRole('button', { name: '保存する' }).waitFor({ state: 'detached' });
      await newest.getByText('一部が受け付けられませんでした').waitFor();
      expect(double.calls).toEqual(['submit s-5 add national 市谷　一郎', 'receipt sub-2 partly-rejected A-17']);
    });

    it('certificates of attendance go to where documents are signed', async () => {
      await using opened = await screens.open({ route: '#/reception/s-5/output' });
      const { page, double } = opened;
      const card = page.getByRole('region', { name: '受講証明書' });
      await card.getByText('4名は出席しましたが、証明書を作れません。').waitFor();
      await card.getByText('医籍登録番号がありません').first().waitFor();
      await press(page, '署名に進む');
      await page.getByRole('heading', { level: 1, name: '署名', exact: true }).waitFor();
      await button(page, '3件に署名する').waitFor();
      expect(double.calls).toEqual(['certificates s-5']);
    });

    it('one person’s certificate is made and signed beside their record', async () => {
      await using opened = await screens.open({ route: '#/reception/s-5/participants' });
      const { page, double } = opened;
      await page.getByRole('button', { name: '神楽坂　美咲' }).first().click();
      await button(page, '署名なしのPDFを作る').click();
      await page.getByText('certificates.pdfを作りました。').waitFor();
      await press(page, '署名に進む');
      await page.getByRole('heading', { level: 1, name: '署名', exact: true }).waitFor();
      expect(double.calls.map((call) => call.split(' p-')[0])).toEqual(['export certificates pdf', 'certificates s-5']);
    });

    it('what the authority is to be told is handed over as a file, and says so', async () => {
      await using opened = await screens.open({
        route: '#/reception/s-5/output',
        prepare: ({ attendance }) => {
          attendance.notices = [notice];
        },
      });
      const { page, double } = opened;
      const card = page.getByRole('region', { name: '認証局に伝えること' });
      await card.getByRole('row', { name: /四谷\s美咲.*678901.*失効・紛失.*運転免許証で本人と確認.*市谷\s一郎.*まだ渡していません/ }).waitFor();
      const download = page.waitForEvent('download');
      await card.getByRole('button', { name: '認証局に渡すファイルを作る' }).click();
      expect((await download).suggestedFilename()).toBe('認証局への連絡.csv');
      await card.getByText('に出力しました').waitFor();
      await card.getByRole('button', { name: 'すべてのファイルをもう一度作る' }).click();
      await expect.poll(() => double.calls).toEqual(['export-notices s-5 new', 'export-notices s-5 again']);
    });

    it('nothing is to be told where nobody with a stopped card was received', async () => {
      await using opened = await screens.open({ route: '#/reception/s-5/output' });
      const { page } = opened;
      await button(page, '署名に進む').waitFor();
      expect(await page.getByRole('region', { name: '認証局に伝えること' }).count()).toBe(0);
    });

    it('as many temporary cards as are wanted are made', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1/output' });
      const { page, double } = opened;
      const card = page.getByRole('region', { name: '仮カード' });
      await card.getByLabel('枚数').fill('501');
      await card.getByText('1から500までの数で入力してください。').waitFor();
      await card.getByLabel('枚数').fill('20');
      await card.getByRole('button', { name: 'PDFを作る' }).click();
      await card.getByText('temporary-cards.pdfを作りました。').waitFor();
      expect(double.calls).toEqual(['export temporary-cards pdf 20']);
    });

    it('nothing of a rehearsal is reported or certified', async () => {
      await using opened = await screens.open({ route: '#/reception/s-3/output' });
      const { page } = opened;
      await page.getByText('練習用の研修会では使えません。').first().waitFor();
      expect([await button(page, '署名に進む').count(), await button(page, '報告ファイルを作る').count()]).toEqual([0, 0]);
    });

    it('the numbers of a chart stand in a table', async () => {
      await using opened = await screens.open({ route: '#/reception/s-1/statistics' });
      const { page } = opened;
      await page.getByText('最も多かったのは18:57からの1分間で、14名でした。').waitFor();
      await button(page, '表で見る').first().press('Enter');
      expect(await page.getByRole('row', { name: '18:57 14' }).count()).toBe(1);
    });
  });

  it('rules that no source states are empty until the association sets them', async () => {
    await using opened = await screens.open({ route: '#/reception/rules' });
    const { page, double } = opened;
    await expect.poll(() => page.getByText('設定されていません').count()).toBe(3);
    await page.getByLabel('1日の上限').fill('7');
    await page.getByLabel('コードの一覧').fill('74 高血圧症\n76');
    await page.getByText('コードと名前の組になっていない行か、重なるコードがあります。').waitFor();
    await page.getByLabel('コードの一覧').fill('74 高血圧症\n76 糖尿病');
    await press(page, '保存する');
    await page.getByText('保存しました。').waitFor();
    expect([double.calls, await page.getByText('設定されていません').count()]).toEqual([['local-rules 7 2'], 1]);
  });

  describe('a doctor’s own units', () => {
    it('are entered, annulled with a reason, and imported after a look', async () => {
      await using opened = await screens.open({ route: '#/credits' });
      const { page, double } = opened;
      await page.getByText('単位とカリキュラムコードの数の合計があと11.5足りません。').first().waitFor();
      await press(page, '単位を入力する');
      await choose(page, /^ほかで取得 記録のもと$/, '紙の手帳の残高');
      expect(await page.getByLabel('日付').inputValue()).toBe('2025-03-31');
      await page.getByLabel('単位数').fill('31.5');
      await page.getByLabel('日付').fill('2025-05-01');
      await page.getByText('紙の手帳の残高にできるのは、2025年3月31日までの日付です。').waitFor();
      expect(await button(page, 'この単位を加える').isDisabled()).toBe(true);
      await page.getByLabel('日付').fill('2025-03-31');
      await page.getByLabel('カリキュラムコード（例 1、8、74）').fill('1、8、74');
      await press(page, 'この単位を加える');
      await page.getByText('「2025年3月31日までの手帳の単位」を加えました。').waitFor();
      await press(page, '閉じる');

      const row = page.getByRole('row').filter({ hasText: '感染対策の e-ラーニング' });
      await row.getByRole('button', { name: '取り消す' }).click();
      await row.getByLabel('理由').fill('二重に入力した');
      await row.getByRole('button', { name: '取り消す' }).click();
      await row.getByText('取り消し済み').waitFor();

      await press(page, '証明書やCSVを取り込む');
      await page.setInputFiles('input[type=file]', file('受講証明書.pdf'));
      await page.getByText('新しい記録が1件あります。2件はすでに入っています。').waitFor();
      const preview = page.locator('.side-panel');
      await preview.getByText('検証用のカードの署名です。').waitFor();
      await preview.getByText('日医生涯教育 74 高血圧症 1単位').waitFor();
      expect(await preview.locator('dd').allTextContents()).toEqual(
        expect.arrayContaining(['神楽坂　三十四', '123456', '第1回 地域医療連携研修会', expect.stringContaining('市谷　一郎')]),
      );
      await press(page, '新しい記録を取り込む');
      await page.getByText('1件を取り込みました。').waitFor();
      await page.getByText('受講証明書から取り込んだ研修会').waitFor();
      expect(double.calls).toEqual([
        'add opening 2025年3月31日までの手帳の単位 31.5 1、8、74',
        'annul r-2 二重に入力した',
        'import 受講証明書.pdf false',
        'import 受講証明書.pdf true',
      ]);
    });

    it('the certificates held are what the next period is counted from', async () => {
      await using opened = await screens.open({ route: '#/credits' });
      const { page, double } = opened;
      await press(page, '取得済みの認定証');
      const first = page.locator('.held').first();
      await first.getByLabel('いつまで').fill('2020-01-01');
      await first.getByText('「いつから」より後の日にしてください。').waitFor();
      await first.getByLabel('いつまで').fill('2027-03-31');
      await page.locator('.held').nth(1).getByRole('button', { name: 'この認定証を除く' }).click();
      await page.locator('.side-panel').getByRole('button', { name: '保存する' }).click();
      await page.getByText('保存しました。').waitFor();
      expect(double.calls).toEqual(['certificates cme-certificate 2027-03-31']);
    });
  });
});
