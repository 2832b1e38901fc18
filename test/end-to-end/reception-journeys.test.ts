import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alarm, kioskLane, personOf, unknownCard } from '../renderer/double/attendance-samples.ts';
import { answerLater, file, type Opened, type Screens, startScreens } from '../renderer/double/browser.ts';
import type { DeskDouble } from '../renderer/double/desk-double.ts';
import { persons } from '../renderer/double/membership-samples.ts';
import { emptyReader, running } from '../renderer/double/samples.ts';
import { describeWith } from '../support/needs.ts';

const SIZE = { width: 1280, height: 800 };
const STAFF = '市谷　一郎';
const warning = { verdict: 'not-booked', face: 'warning', answer: 'open', person: personOf(2) } as const;
const stop = { verdict: 'revoked-or-lost', face: 'stop', answer: 'open', person: personOf(1) } as const;

/** Counts the notes that the page plays. */
const LISTEN = () => {
  const played = Object.assign(window, { notes: 0 });
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (...when) {
    played.notes += 1;
    return start.apply(this, when);
  };
};
const notes = (page: Page) => page.evaluate(() => (window as unknown as { notes: number }).notes);

const panel = (page: Page) => page.locator('.panel');
const field = (page: Page) => page.locator('.search-input');
/** Time stands still on the page but for this, so that no moment is missed on a slow machine. */
const pass = (page: Page, milliseconds: number) => page.clock.runFor(milliseconds);
/** A panel that came by itself takes no key for a moment. */
const settle = (page: Page) => pass(page, 450);
const hasFocus = (page: Page, selector: string) => page.locator(`${selector}:focus`).waitFor();

describeWith(['chromium'], 'ways through reception, by keyboard alone', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
    await screens.context.addInitScript(LISTEN);
    await screens.context.clock.install();
    await screens.context.clock.pauseAt(Date.now() + 1000);
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  /** Reception with these lanes and staff on duty. */
  async function hall(lanes: readonly string[], prepare: (double: DeskDouble) => void = () => {}): Promise<Opened> {
    const opened = await screens.open({
      route: '#/hall/s-1',
      viewport: SIZE,
      prepare: (double) => {
        double.attendance.open(...lanes);
        prepare(double);
      },
    });
    await using undo = new AsyncDisposableStack();
    undo.use(opened);
    await hasFocus(opened.page, '.hall-desk form input');
    await opened.page.keyboard.insertText(STAFF);
    await opened.page.keyboard.press('Enter');
    await hasFocus(opened.page, '.search-input');
    undo.move();
    return opened;
  }
  async function asked(opened: Opened, lane: string, more: Parameters<DeskDouble['attendance']['show']>[1]) {
    const verdict = opened.double.attendance.show(lane, more);
    await panel(opened.page).waitFor();
    await settle(opened.page);
    return verdict;
  }

  describe('opening', () => {
    it('a name and Enter: every reader is a lane both ways, and the keyboard is one', async () => {
      await using opened = await screens.open({
        route: '#/hall/s-1',
        prepare: (double) => double.cards.set(running({ ...emptyReader, name: 'Reader A' }, { ...emptyReader, name: 'Reader B' })),
      });
      const { page, double, complaints } = opened;
      await page.getByText('申込者の名簿：180名').waitFor();
      await hasFocus(page, '.setup-staff input');
      await page.keyboard.insertText(STAFF);
      await page.keyboard.press('Enter');
      await hasFocus(page, '.search-input');
      expect([double.calls, complaints]).toEqual([['open s-1 Reader A=受付1/null/auto,Reader B=受付2/null/auto,null=キーボード/null/auto'], []]);
      expect(await page.title()).toBe('令和8年度 第3回 地域医療連携研修会 - HPKI Desk');
    });

    it.each(['attendance/lanes', 'cards/watch'])(
      'Enter before the program has told all of it opens when it has, with every reader: %s is late',
      async (address) => {
        await using opened = await screens.open({
          route: '#/hall/s-1',
          prepare: (double) => double.cards.set(running({ ...emptyReader, name: 'Reader A' }, { ...emptyReader, name: 'Reader B' })),
        });
        const { page, double } = opened;
        const late = await answerLater(page, `**/rpc/${address}`);
        await page.reload();
        await hasFocus(page, '.setup-staff input');
        await page.keyboard.insertText(STAFF);
        await page.keyboard.press('Enter');
        await page.getByText('受付を開きます。').waitFor();
        expect(double.calls).toEqual([]);
        await late.asked();
        await late.release();
        await hasFocus(page, '.search-input');
        expect(double.calls).toEqual(['open s-1 Reader A=受付1/null/auto,Reader B=受付2/null/auto,null=キーボード/null/auto']);
      },
    );

    it('who types on after an early Enter is not taken at half a name', async () => {
      await using opened = await screens.open({
        route: '#/hall/s-1',
        prepare: ({ cards, attendance }) => {
          cards.set(running({ ...emptyReader, name: 'Reader A' }));
          attendance.kept = { lanes: [], unused: ['Reader A'] };
        },
      });
      const { page, double } = opened;
      const late = await answerLater(page, '**/rpc/attendance/lanes');
      await page.reload();
      await hasFocus(page, '.setup-staff input');
      await page.keyboard.insertText('市谷');
      await page.keyboard.press('Enter');
      await page.getByText('受付を開きます。').waitFor();
      await page.keyboard.insertText('　一郎');
      await late.asked();
      await late.release();
      await page.getByText('レーンは前に受け付けたときの設定です。').waitFor();
      expect(double.calls).toEqual([]);
      await page.keyboard.press('Enter');
      await hasFocus(page, '.search-input');
      expect(double.calls).toEqual(['open s-1 null=キーボード/null/auto without Reader A']);
    });

    it('staff who are known already press Enter once; a reader can be left out', async () => {
      await using opened = await screens.open({
        route: '#/hall/s-1',
        prepare: (double) => double.cards.set(running({ ...emptyReader, name: 'Reader A' }, { ...emptyReader, name: 'Reader B' })),
      });
      const { page, double } = opened;
      await page.evaluate((name) => sessionStorage.setItem('hpki-desk-staff', name), STAFF);
      await page.reload();
      await page.getByText('「Reader A」を受付に使う').click();
      await page.locator('button[type=submit]').focus();
      await page.keyboard.press('Enter');
      await hasFocus(page, '.search-input');
      expect(double.calls).toEqual(['open s-1 Reader B=受付2/null/auto,null=キーボード/null/auto without Reader A']);
    });

    it('lanes are as they were: names, rooms, order, and readers that are left alone; an interrupted reception is said', async () => {
      await using opened = await screens.open({
        route: '#/hall/s-1',
        prepare: ({ cards, attendance }) => {
          cards.set(running(...['Reader A', 'Reader B', 'Reader C'].map((name) => ({ ...emptyReader, name }))));
          const lane = (reader: string, name: string) => ({ reader, name, room: null, direction: 'in' as const });
          attendance.kept = { lanes: [lane('Reader C', '東口'), lane('Reader A', '西口')], unused: ['Reader B'] };
          attendance.interrupted = { seminar: 's-1', title: '研修会', openedAt: '2026-11-20T00:51:00.000Z' };
        },
      });
      const { page, double } = opened;
      await page.getByText('9:51に始めた受付が、途中で終わっています。').waitFor();
      await page.getByText('レーンは前に受け付けたときの設定です。').waitFor();
      await page.locator('.setup-staff input').fill(STAFF);
      await page.keyboard.press('Enter');
      await hasFocus(page, '.search-input');
      expect(double.calls).toEqual(['open s-1 Reader C=東口/null/in,Reader A=西口/null/in,null=キーボード/null/auto without Reader B']);
    });

    it('a reception that was interrupted is said on the first screen, and leads back to it', async () => {
      await using opened = await screens.open({
        prepare: ({ attendance }) => {
          attendance.interrupted = { seminar: 's-1', title: '研修会', openedAt: '2026-11-20T00:51:00.000Z' };
        },
      });
      const { page } = opened;
      await page.getByText('「研修会」の受付が途中で終わっています').waitFor();
      await page.getByRole('button', { name: '受付に戻る' }).press('Enter');
      await expect.poll(() => page.url()).toContain('#/hall/s-1');
      await pass(page, 1000);
      await page.getByText('9:51に始めた受付が、途中で終わっています。').waitFor();
    });

    it('another reception that is open is named, and closed only on demand', async () => {
      await using opened = await screens.open({ route: '#/hall/s-2', prepare: ({ attendance }) => attendance.open('受付1') });
      const { page, double } = opened;
      await page.getByText('この端末では「令和8年度 第3回 地域医療連携研修会」の受付が開いています。').waitFor();
      await page.getByRole('button', { name: 'その受付を終える' }).press('Enter');
      await page.getByText('始める前の確認').waitFor();
      expect(double.calls).toEqual(['close']);
    });
  });

  describe('a tap', () => {
    it('fills the window, legible at three metres, is told and heard, and makes room again', async () => {
      await using opened = await hall(['受付1']);
      const { page, double, complaints } = opened;
      await page.getByRole('button', { name: 'F7 音：入' }).waitFor();
      const before = await notes(page);
      double.attendance.show('受付1');
      await page.locator('.face').waitFor();
      const { filled, name, word } = await page.evaluate(() => {
        const box = document.querySelector('.face')!.getBoundingClientRect();
        const size = (selector: string) => Number.parseFloat(getComputedStyle(document.querySelector(selector)!).fontSize);
        return { filled: (box.width * box.height) / (innerWidth * innerHeight), name: size('.face-name'), word: size('.face-word') };
      });
      expect(await page.locator('[aria-live=assertive]').textContent()).toBe('受付1：受付完了。かぐらざか　さんじゅうし');
      expect(await page.locator('.arrivals li').first().textContent()).toContain('神楽坂　三十四');
      await pass(page, 1400);
      expect(await page.locator('.face').count()).toBe(1);
      await pass(page, 200);
      await page.locator('.face').waitFor({ state: 'detached' });
      expect({ filled: filled > 0.9, name: name >= SIZE.height * 0.08, word: word >= SIZE.height * 0.08 }).toEqual({
        filled: true,
        name: true,
        word: true,
      });
      expect([(await notes(page)) - before, complaints]).toEqual([3, []]);
      await hasFocus(page, '.search-input');
    });

    it.each(['受付1', '受付4'])('on one of four lanes fills that lane: %s', async (lane) => {
      await using opened = await hall(['受付1', '受付2', '受付3', '受付4']);
      const { page, double } = opened;
      double.attendance.show(lane);
      const name = page.getByRole('region', { name: lane }).locator('.face-name');
      await name.waitFor();
      expect(await name.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(SIZE.height * 0.08);
      expect(await page.locator('.idle').count()).toBe(3);
    });

    it.each([
      ['勅使河原　三郎左衛門', 'てしがわら　さぶろうざえもん'],
      ['Christopher Alexander Montgomery-Featherstone', ''],
      ['Stack Doctor 350', 'すたっく どくたー さんびゃくごじゅう'],
    ])('cuts off nothing of a long name, on one, two or four lanes: %s', async (name, kana) => {
      const affiliation = '独立行政法人国立病院機構 神楽坂地域医療支援センター附属総合診療部';
      const person = { person: 'p-long', registration: '123456', name, kana, affiliation };
      for (const lanes of [['受付1'], ['受付1', '受付2'], ['受付1', '受付2', '受付3', '受付4']]) {
        await using opened = await hall(lanes);
        const { page } = opened;
        await asked(opened, '受付1', { ...warning, verdict: 'status-stale', also: ['late'], person });
        const cut = await page.locator('.face').evaluate((face) => {
          const place = face.getBoundingClientRect();
          return [...face.querySelectorAll('.face-word, .face-name, rt, .face-because, .face-more')].flatMap((element) => {
            const { left, top, right, bottom, height } = element.getBoundingClientRect();
            const within = left >= place.left && right <= place.right && top >= place.top && bottom <= place.bottom;
            return within || height === 0 ? [] : [element.className || element.tagName];
          });
        });
        expect(cut, `${lanes.length}`).toEqual([]);
      }
    });

    it('F7 silences, and it can be seen; what was there before the page is not heard', async () => {
      await using opened = await hall(['受付1'], ({ attendance }) => void attendance.show('受付1'));
      const { page, double } = opened;
      const before = await notes(page);
      await page.getByRole('button', { name: 'F7 音：入' }).waitFor();
      await page.keyboard.press('F7');
      await page.getByRole('button', { name: 'F7 音：切' }).waitFor();
      double.attendance.show('受付1');
      await page.locator('.face').waitFor();
      expect((await notes(page)) - before).toBe(0);
      await page.keyboard.press('F7');
    });

    it('what cannot be read asks for another try and stops nobody', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      double.attendance.show('受付1', { verdict: 'unreadable', face: 'warning', answer: 'open', person: null, fact: null });
      await page.locator('.face').getByText('もう一度、止まるまでかざしてください。').waitFor();
      expect(await panel(page).count()).toBe(0);
    });
  });

  describe('a warning', () => {
    it('stays until it is answered; a digit chooses the reason, Enter accepts', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const { id } = await asked(opened, '受付1', warning);
      await pass(page, 60_000);
      await page.locator('.face').getByText('申込なし').waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('Enter');
      await page.locator('.face-word').getByText('受け付けました').waitFor();
      expect(double.calls).toEqual([`answer ${id} accept 申込者の名簿から漏れていた ${STAFF}`]);
      await hasFocus(page, '.search-input');
    });

    it("one's own words are a reason too; Escape declines", async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const first = await asked(opened, '受付1', warning);
      await page.getByLabel('ほかの理由').focus();
      await page.keyboard.insertText('来賓');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      const second = await asked(opened, '受付1', { ...warning, person: personOf(3) });
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`answer ${first.id} accept 来賓 ${STAFF}`, `answer ${second.id} decline  ${STAFF}`]);
    });

    it('an Enter that was meant for what was there before does not answer it', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      double.attendance.show('受付1', warning);
      await panel(page).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await settle(page);
      expect([double.calls, await panel(page).count()]).toEqual([[], 1]);
    });

    it('a code that is scanned meanwhile is received, and the warning stays as it was', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await asked(opened, '受付1', warning);
      await page.keyboard.type('HD1.1234567Q2');
      await page.keyboard.press('Enter');
      await expect.poll(() => double.calls).toEqual([`scanned HD1.1234567Q2 ${STAFF}`]);
      expect(await panel(page).locator('[data-selected]').count()).toBe(0);
    });

    it('does not take the keyboard from somebody who types; it waits with its lane', async () => {
      await using opened = await hall(['受付1', '受付2']);
      const { page, double } = opened;
      await page.keyboard.insertText('かぐら');
      double.attendance.show('受付1', warning);
      await page.locator('.waiting-one').waitFor();
      await hasFocus(page, '.search-input');
      expect(await panel(page).count()).toBe(0);
      await page.keyboard.press('Escape');
      await panel(page).waitFor();
    });

    it('several wait by lane: the oldest first, F2 steps through them and back to the field; another tap hides none', async () => {
      await using opened = await hall(['受付1', '受付2']);
      const { page, double } = opened;
      await asked(opened, '受付1', warning);
      double.attendance.show('受付2', { ...warning, verdict: 'late', person: personOf(3) });
      double.attendance.show('受付1');
      const waits = page.getByRole('region', { name: '受付1' }).getByText('確認待ち1件');
      await waits.waitFor();
      expect(await panel(page).locator('h2').textContent()).toBe('受付1　申込なし');
      await page.keyboard.press('F2');
      await panel(page).getByText('受付2　遅れて到着').waitFor();
      await page.keyboard.press('F2');
      await hasFocus(page, '.search-input');
      expect(await page.locator('.waiting-one').count()).toBe(2);
      await page.keyboard.press('F2');
      await settle(page);
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await panel(page).getByText('受付2　遅れて到着').waitFor();
      await settle(page);
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls.map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual(['answer tap-1 accept', 'answer tap-2 accept']);
    });

    it('Enter alone gives no reason: nothing is chosen beforehand', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const { id } = await asked(opened, '受付1', { ...warning, verdict: 'expired' });
      await page.keyboard.press('Enter');
      await panel(page).getByText('理由を選ぶか、入力してください。').waitFor();
      expect([double.calls, await panel(page).locator('[data-selected]').count()]).toEqual([[], 0]);
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`answer ${id} accept 身分証で本人を確認した ${STAFF}`]);
    });

    it('a card that was recognised as somebody else’s is taken back, and nobody is received', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await asked(opened, '受付1', { ...warning, byCard: true });
      await panel(page).getByRole('button', { name: 'この方のカードではない' }).press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`annul fact-tap-1 カードの結び付けが誤っていた ${STAFF} card`]);
    });

    it('a stop is accepted only with the photo identity checked', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const { id } = await asked(opened, '受付1', stop);
      await page.keyboard.press('Enter');
      await panel(page).getByText('身分証で本人を確認して、印を付けてください。').waitFor();
      expect(double.calls).toEqual([]);
      await page.keyboard.press('p');
      expect(await panel(page).getByRole('checkbox', { name: /^P/ }).isChecked()).toBe(true);
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`answer ${id} accept 身分証で本人を確認した ${STAFF} photo`]);
    });
  });

  describe('an unknown card', () => {
    const unknown = { verdict: 'unknown-card', face: 'warning', answer: 'open', person: null, card: unknownCard } as const;

    it('is held while it is read, then bound by the number on its face', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const { id } = double.attendance.show('受付1', { verdict: 'unknown-card', face: 'hold', person: null, fact: null });
      await page.locator('.face').getByText('カードをそのまま').waitFor();
      await asked(opened, '受付1', { ...unknown, id });
      await page.keyboard.insertText('345678');
      await page.keyboard.press('Enter');
      await panel(page).getByText('券面の番号と氏名を、次の方と見比べてください。').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`bind ${id} 345678 p-345678 渡邉　龍太郎 ${STAFF}`]);
    });

    it('of nobody on the lists is bound to who is written down', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const { id } = await asked(opened, '受付1', unknown);
      await page.keyboard.insertText('999');
      await page.keyboard.press('Enter');
      await panel(page).getByLabel('氏名').fill('渡辺　涼太郎');
      await panel(page).getByLabel('ふりがな').fill('わたなべ　りょうたろう');
      await panel(page).getByLabel('医籍登録番号をもう一度').fill('999');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`bind ${id} 999 null 渡辺　涼太郎 ${STAFF}`]);
    });

    it('of a number that nobody has is given to nobody by Enter alone, nor by another number, nor by what the card says', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await asked(opened, '受付1', unknown);
      await page.keyboard.insertText('300909');
      await page.keyboard.press('Enter');
      await panel(page).getByText('この番号の方は名簿にいません。').waitFor();
      expect(await panel(page).getByLabel('氏名').inputValue()).toBe('');
      await page.keyboard.press('Enter');
      await panel(page).getByText('医籍登録番号をもう一度入力してください。').waitFor();
      await page.keyboard.insertText('300010');
      await panel(page).getByText('先に入力した番号と違います。').waitFor();
      await panel(page).getByLabel('医籍登録番号をもう一度').fill('300909');
      await panel(page).getByText('氏名を漢字またはかなで入力してください。').waitFor();
      await panel(page).getByLabel('氏名').fill('Ryutaro Watanabe');
      await page.keyboard.press('Enter');
      expect(double.calls).toEqual([]);
    });

    it('that is stopped says so at once, with its reason', async () => {
      await using opened = await hall(['受付1']);
      const { page } = opened;
      await asked(opened, '受付1', { ...unknown, verdict: 'revoked-or-lost', face: 'stop' });
      await panel(page).getByText('受付1　失効・紛失').waitFor();
      await panel(page).getByText('このカードは失効したか、紛失の届けが出ています。').waitFor();
    });

    it('with a queue behind it: the focused field and the buttons stay in sight', async () => {
      await using opened = await hall(['受付1', '受付2']);
      const { page, double } = opened;
      await asked(opened, '受付1', unknown);
      for (const lane of ['受付2', '受付1', '受付2']) double.attendance.show(lane, warning);
      await page.getByText('このあとの確認3件').waitFor();
      await page.keyboard.insertText('999');
      await page.keyboard.press('Enter');
      for (const label of ['ふりがな', '所属医療機関', '生年月日', '氏名']) {
        const input = panel(page).getByLabel(label, { exact: true });
        await input.focus();
        const seen = () =>
          input.evaluate((element) => {
            const { top, bottom } = element.getBoundingClientRect();
            const { top: panelTop } = element.closest('.panel')!.getBoundingClientRect();
            return top >= panelTop && bottom <= document.querySelector('.panel-actions')!.getBoundingClientRect().top;
          });
        await expect.poll(seen, { message: label }).toBe(true);
      }
    });

    it('that seems renewed is proposed to its holder; Escape leads to the number, Escape again declines', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      const renewed = { ...unknown, person: personOf(2), card: { ...unknownCard, renewalOf: 'p-345678' } };
      const first = await asked(opened, '受付1', renewed);
      await panel(page).getByText('更新されたカードのようです。').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      const second = await asked(opened, '受付1', renewed);
      await page.keyboard.press('Escape');
      await panel(page).getByLabel('券面の医籍登録番号').waitFor();
      await settle(page);
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`bind ${first.id} 345678 p-345678 渡邉　龍太郎 ${STAFF}`, `answer ${second.id} decline  ${STAFF}`]);
    });
  });

  describe('without a card', () => {
    it('kana, arrows, Enter, what was looked at by its letter, the reason by its digit, Enter', async () => {
      await using opened = await hall(['受付1', '受付2']);
      const { page, double } = opened;
      await page.keyboard.insertText('かぐら');
      await page.locator('.search-option').nth(1).waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await page.locator('[aria-selected=true]').textContent()).toContain('第456789号');
      await page.keyboard.press('Enter');
      await panel(page).waitFor();
      for (const key of ['c', '2', 'o']) await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      await page.locator('.hall-desk .face').getByText('カードなし受付').waitFor();
      expect(double.calls).toEqual([`manual 456789 神楽坂　桜子 out digital-card-by-eye カードの発行や更新を待っている ${STAFF}`]);
      expect(await field(page).inputValue()).toBe('');
    });

    it('the Enter of an input method ends the word and nothing else', async () => {
      await using opened = await hall(['受付1']);
      const { page } = opened;
      const session = await page.context().newCDPSession(page);
      await session.send('Input.imeSetComposition', { text: 'かぐら', selectionStart: 3, selectionEnd: 3 });
      await page.locator('.search-option').nth(1).waitFor();
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
      await pass(page, 1000);
      expect(await panel(page).count()).toBe(0);
      await session.send('Input.insertText', { text: 'かぐら' });
      await page.keyboard.press('Enter');
      await panel(page).waitFor();
    });

    it('a number of the lists asks for confirmation; Escape steps back and keeps what was typed', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.keyboard.insertText('第１２３４５６号');
      await page.keyboard.press('Enter');
      await panel(page).getByText('第123456号').waitFor();
      await page.keyboard.press('Escape');
      await hasFocus(page, '.search-input');
      expect([await field(page).inputValue(), double.calls]).toEqual(['第１２３４５６号', []]);
      await page.keyboard.press('Escape');
      expect(await field(page).inputValue()).toBe('');
    });

    it('a number of no list: the hub is asked with a reason, and who it knows is received', async () => {
      await using opened = await hall(['受付1'], ({ membership }) => {
        membership.hub = { url: 'https://hub.example.jp/', hasToken: true };
        membership.atHub.set('777777', {
          ...persons[0]!,
          person: 'p-hub',
          registration: '777777',
          name: '早稲田　隆',
          kana: 'わせだ　たかし',
          booked: [],
        });
      });
      const { page, double } = opened;
      await page.keyboard.insertText('777777');
      await page.locator('.search-option').getByText('照会先に問い合わせる（第777777号）').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).getByText('照会先に問い合わせますか').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).getByText('理由を選ぶか、入力してください。').waitFor();
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await panel(page).getByText('カードなしで受け付けますか').waitFor();
      for (const key of ['a', '1', 'Enter']) await page.keyboard.press(key);
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`ask-hub 777777 カードを忘れた ${STAFF}`, `manual 777777 早稲田　隆 in photo-identity カードを忘れた ${STAFF}`]);
    });

    it('somebody whom nobody knows is written down', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.keyboard.insertText('999999');
      await page.locator('.search-other').waitFor();
      await page.keyboard.press('Enter');
      await hasFocus(page, '.panel input');
      await page.keyboard.press('Enter');
      await panel(page).getByText('氏名を入力してください。').waitFor();
      await page.keyboard.insertText('吉祥寺　由美');
      await page.keyboard.press('Enter');
      await panel(page).getByText('確認したものを選んでください。').waitFor();
      await page.keyboard.press('a');
      await page.keyboard.press('Enter');
      await panel(page).getByText('理由を選ぶか、入力してください。').waitFor();
      expect(double.calls).toEqual([]);
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`manual 999999 吉祥寺　由美 in photo-identity カードを忘れた ${STAFF}`]);
    });

    it('somebody without a number is received only by a decision of its own', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.keyboard.insertText('謎の医師');
      await page.locator('.search-other').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).getByText('医籍登録番号がありません。').waitFor();
      for (const key of ['Enter', 'a', '1', 'Enter']) await page.keyboard.press(key);
      await panel(page).getByText('番号を入力するか、番号がないまま受け付けることを選んでください。').waitFor();
      expect(double.calls).toEqual([]);
      for (const key of ['n', 'Enter']) await page.keyboard.press(key);
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`manual null 謎の医師 in photo-identity カードを忘れた ${STAFF}`]);
    });

    it('once the office has ended reception, the panel says so', async () => {
      await using opened = await hall(['受付1'], ({ attendance }) => void attendance.change({ state: 'ended' }));
      const { page } = opened;
      await page.keyboard.insertText('123456');
      await page.locator('.search-option').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).getByText('この研修会の受付は終了しました。').waitFor();
    });

    it('a number that only begins like others takes nobody by Enter; an arrow does', async () => {
      await using opened = await hall(['受付1'], ({ attendance }) => {
        attendance.inside = [{ person: persons[0]!.person, since: '2026-11-20T09:51:00.000Z' }];
      });
      const { page } = opened;
      await page.keyboard.insertText('12345');
      await page.locator('.search-option').getByText('18:51から入室中').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('この番号の方はいません。↑↓で選んでください。').waitFor();
      expect(await panel(page).count()).toBe(0);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await panel(page).getByText('18:51から入室中').waitFor();
    });

    it('more people than fit are counted, and the arrows reach each of them', async () => {
      await using opened = await hall(['受付1'], ({ membership }) => {
        membership.persons = Array.from({ length: 30 }, (_none, index) => ({
          ...persons[0]!,
          person: `p-${index}`,
          registration: String(300_001 + index),
        }));
      });
      const { page } = opened;
      await page.keyboard.insertText('かぐら');
      await page.getByText('30名', { exact: true }).waitFor();
      for (let press = 0; press < 29; press += 1) await page.keyboard.press('ArrowDown');
      const last = page.locator('[aria-selected=true]');
      expect(await last.textContent()).toContain('第300030号');
      await expect.poll(() => last.evaluate((option) => option.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    });

    it('a scanned code of which one key came late is received whole', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.keyboard.type('HD1.12');
      await pass(page, 130);
      await page.keyboard.type('34567Q2');
      await page.keyboard.press('Enter');
      await expect.poll(() => double.calls).toEqual([`scanned HD1.1234567Q2 ${STAFF}`]);
    });

    it('a scanned code is received at once; one that nobody has says so', async () => {
      await using opened = await hall(['受付1', '受付2']);
      const { page, double } = opened;
      await page.keyboard.type('HD1.1234567Q2');
      await page.keyboard.press('Enter');
      await page.locator('.hall-desk .face-name').getByText('三十四').waitFor();
      await page.keyboard.type('HD1.0000007Q2');
      await page.keyboard.press('Enter');
      await page.getByText('該当する人がいません').waitFor();
      expect(double.calls).toEqual([`scanned HD1.1234567Q2 ${STAFF}`, `scanned HD1.0000007Q2 ${STAFF}`]);
    });
  });

  describe('beside it', () => {
    it('F4 annuls the last record, or with an arrow the one before it', async () => {
      await using opened = await hall(['受付1'], ({ attendance }) => {
        const at = new Date(Date.now() - 60_000).toISOString();
        attendance.show('受付1', { at });
        attendance.show('受付1', { at, person: personOf(1) });
        attendance.show('受付1', { ...warning, at, answer: 'declined' });
      });
      const { page, double } = opened;
      await page.keyboard.press('F4');
      await panel(page).getByText('第234567号').waitFor();
      await page.keyboard.press('ArrowDown');
      await panel(page).getByText('第123456号').waitFor();
      await page.keyboard.press('2');
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      expect(await page.locator('.arrivals-word').allTextContents()).toEqual(['取り消し', '受け付けませんでした', '受付完了']);
      expect(double.calls).toEqual([`annul fact-tap-1 二重に受け付けた ${STAFF}`]);
    });

    it('F4 takes the card back with the record of whoever was chosen wrongly, and leaves it otherwise', async () => {
      await using opened = await hall(['受付1'], ({ attendance }) => {
        attendance.show('受付1', { byCard: true });
        attendance.show('受付1', { byCard: true, person: personOf(1) });
      });
      const { page, double } = opened;
      await page.keyboard.press('F4');
      await panel(page).getByText('第234567号').waitFor();
      await page.keyboard.press('Enter');
      await panel(page).getByText('取り消す理由を選ぶか、入力してください。').waitFor();
      for (const key of ['1', 'Enter']) await page.keyboard.press(key);
      await panel(page).waitFor({ state: 'detached' });
      await page.keyboard.press('F4');
      await panel(page).getByText('第123456号').waitFor();
      for (const key of ['3', 'Enter']) await page.keyboard.press(key);
      await panel(page).waitFor({ state: 'detached' });
      expect(double.calls).toEqual([`annul fact-tap-2 別の方を選んだ ${STAFF} card`, `annul fact-tap-1 参加を取りやめた ${STAFF}`]);
    });

    it('F4 finds a record by what is typed, and says what was annulled', async () => {
      await using opened = await hall(['受付1'], ({ attendance }) => {
        const at = new Date(Date.now() - 60_000).toISOString();
        for (const index of [0, 1, 2]) attendance.show('受付1', { at, person: personOf(index) });
      });
      const { page, double } = opened;
      await page.keyboard.press('F4');
      await panel(page).getByLabel('番号・かな・氏名で絞る').fill('たかはし');
      await panel(page).getByText('第234567号').waitFor();
      await panel(page).getByLabel('番号・かな・氏名で絞る').fill('ぬえ');
      await panel(page).getByText('当てはまる受付がありません。').waitFor();
      await panel(page).getByLabel('番号・かな・氏名で絞る').fill('2345');
      await panel(page).getByText('二重に受け付けた').click();
      await page.keyboard.press('Enter');
      await panel(page).waitFor({ state: 'detached' });
      await page.getByText(/^髙橋　﨑子の\d\d:\d\dの記録を取り消しました。$/).waitFor();
      expect(await page.locator('.arrivals li').first().textContent()).toContain('髙橋　﨑子');
      expect(double.calls).toEqual([`annul fact-tap-2 二重に受け付けた ${STAFF}`]);
    });

    it('F6 without anything to tell says so without alarm, and how to go back', async () => {
      await using opened = await hall(['受付1']);
      const { page } = opened;
      await page.keyboard.press('F6');
      await panel(page).getByText('知らせはありません。').waitFor();
      expect(await panel(page).locator('h2.tone-error').count()).toBe(0);
      await panel(page).getByRole('button', { name: 'Esc 戻る' }).waitFor();
    });

    it('what turned out wrong later is a red strip with a list behind F6', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      double.attendance.change({ alarms: [alarm] });
      await page.getByRole('button', { name: '受付のあとで問題が分かった方が1名います F6' }).waitFor();
      await page.keyboard.press('F6');
      await panel(page).getByText('四谷　美咲').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.alarm-strip').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await hasFocus(page, '.search-input');
      expect(double.calls).toEqual([`seen-alarm flag-1 ${STAFF}`]);
    });

    it('a clock in doubt says what contradicts it and what to do', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      double.attendance.change({ clock: { now: new Date().toISOString(), offsetMs: null, doubts: [{ id: 'far-from-seminar', hours: -26.2 }] } });
      await page.getByRole('alert').getByText('この端末の時計は、研修会の日時と26時間離れています。').waitFor();
    });

    it('a lost connection is said, and reception goes on by itself when it is back', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.route('**/rpc/attendance/watch', (route) => route.abort());
      double.attendance.view.end();
      const lost = page.getByText('プログラムとの接続が切れました');
      /** Time goes on until it is so: what the page waits for next it begins to wait for after an answer. */
      const until = (shown: boolean) =>
        expect
          .poll(async () => {
            await pass(page, 500);
            return lost.isVisible();
          })
          .toBe(shown);
      await until(true);
      await page.getByRole('region', { name: '受付1' }).getByText('受付を止めています。係員の案内をお待ちください。').waitFor();
      expect([await page.locator('.hall-corner').count(), await page.getByText('カードをかざしてください').count()]).toEqual([0, 0]);
      await page.unroute('**/rpc/attendance/watch');
      await until(false);
      double.attendance.show('受付1');
      await page.locator('.face').waitFor();
    });

    it('F10 closes once it was confirmed', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.keyboard.press('F10');
      await panel(page).getByText('受付を終えますか').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('始める前の確認').waitFor();
      expect(double.calls).toEqual(['close']);
    });
  });

  describe('the visitors’ screen', () => {
    it('opens beside the hall in the same session, and shows a name and a greeting', async () => {
      await using opened = await hall(['受付1']);
      const { page, double } = opened;
      await page.evaluate(() => sessionStorage.setItem('hpki-desk-bearer', 'of-this-tab'));
      const popup = page.waitForEvent('popup');
      await page.keyboard.press('F8');
      const visitors = await popup;
      await visitors.getByText('受付の準備中です').waitFor();
      expect(await visitors.evaluate(() => sessionStorage.getItem('hpki-desk-bearer'))).toBe('of-this-tab');
      const at = new Date().toISOString();
      const kiosk = (...lanes: ReturnType<typeof kioskLane>[]) =>
        double.attendance.kiosk.set({ state: 'open', title: '研修会', practice: false, lanes });
      kiosk(kioskLane('受付1'), kioskLane('受付2'), kioskLane('キーボード', { byCard: false }));
      await visitors.getByRole('region', { name: '受付2' }).getByText('カードをかざしてください').waitFor();
      kiosk(
        kioskLane('受付1', { face: 'accepted', verdict: 'ok', direction: 'in', name: '神楽坂　三十四', at }),
        kioskLane('受付2', { face: 'stop', at }),
        kioskLane('キーボード', { byCard: false }),
      );
      await visitors.getByText('ようこそお越しくださいました。').waitFor();
      expect(await visitors.locator('.kiosk-lane').allTextContents()).toEqual([
        '受付しました神楽坂　三十四ようこそお越しくださいました。受付1',
        'お待ちください係員にお声がけください。受付2',
      ]);
      await pass(page, 3000);
      await visitors.getByRole('region', { name: '受付1' }).getByText('カードをかざしてください').waitFor();
      await visitors.close();
    });

    it('that is kept shut is said', async () => {
      await using opened = await hall(['受付1']);
      const { page } = opened;
      await page.evaluate(() => {
        window.open = () => null;
      });
      await page.keyboard.press('F8');
      await page.getByText('来場者用の画面を開けませんでした。').waitFor();
    });
  });
});

describeWith(['chromium'], 'ways through lists and settings of reception', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
  });
  afterAll(() => screens[Symbol.asyncDispose]());
  const choose = (page: Page, name: string) => page.setInputFiles('input[type=file]', file(name));

  it('a list is looked at, a column told otherwise, and only then taken in', async () => {
    await using opened = await screens.open({ route: '#/members' });
    const { page, double, complaints } = opened;
    await page.locator('.file-drop').waitFor();
    await choose(page, '会員名簿.csv');
    await page.getByText('なくなる方が6名います。').waitFor();
    await page.getByRole('button', { name: /備考/ }).click();
    await page.getByRole('option', { name: 'マイページ' }).click();
    await expect.poll(() => double.calls.length).toBe(2);
    await page.getByRole('button', { name: 'この内容を反映する' }).click();
    await page.getByText('「会員名簿.csv」を反映しました。加わった方12名、変わった方31名、なくなった方6名です。').waitFor();
    expect([double.calls, complaints]).toEqual([
      ['import members 神楽坂区医師会 false', 'import members 神楽坂区医師会 false', 'import members 神楽坂区医師会 true'],
      [],
    ]);
  });

  it('a file that is no list changes nothing; a list is removed only after a second word', async () => {
    await using opened = await screens.open({ route: '#/members' });
    const { page, double } = opened;
    await page.locator('.file-drop').waitFor();
    await choose(page, '名簿.pdf');
    await page.getByText('ファイルを読み取れません').waitFor();
    await page.getByRole('button', { name: '「神楽坂区医師会」を消す' }).click();
    await page.getByRole('alert').getByText('「神楽坂区医師会」の1,284名を消しますか。').waitFor();
    expect(double.calls).toEqual([]);
    await page.getByRole('button', { name: '名簿を消す' }).click();
    await page.getByText('「神楽坂区医師会」を消しました。').waitFor();
    expect(double.calls).toEqual(['remove l-1']);
  });

  it('people are found as one types, old letters as they are', async () => {
    await using opened = await screens.open({ route: '#/members' });
    const { page } = opened;
    await page.getByLabel('番号・かな・氏名').fill('たかはし');
    await page.getByRole('row', { name: /髙橋.*﨑子.*234567.*市谷総合病院/ }).waitFor();
    await page.getByLabel('番号・かな・氏名').fill('ぬえ');
    await page.getByText('当てはまる方はいません。').waitFor();
  });

  it('the first list of an authority is taken in only with its fingerprint compared', async () => {
    await using opened = await screens.open({
      route: '#/settings/reception',
      prepare: ({ attendance }) => {
        attendance.status = { version: null, issuedAt: null, ageDays: null, entries: 0, authority: null };
      },
    });
    const { page, double } = opened;
    await page.locator('.file-drop').waitFor();
    await choose(page, 'status.jwt');
    const take = page.getByRole('button', { name: '確かめて取り込む' });
    await page.getByText('3F9A11C0 7B2E44D8').waitFor();
    await page.getByLabel('発行元から聞いた指紋の最初の8文字').fill('3F9A11C1');
    await page.getByText('表示されている指紋と違います。').waitFor();
    await page.getByText('指紋の全体が一致することを確かめました').click();
    expect(await take.isDisabled()).toBe(true);
    await page.getByLabel('発行元から聞いた指紋の最初の8文字').fill('3f9a 11c0');
    await take.click();
    await page.getByText('一覧を取り込みました。').waitFor();
    expect(double.calls).toEqual(['import-status status.jwt ', 'import-status status.jwt P5oRwHsuRNha8OYTnHHSuEQGqPXiHXPJW2D-iBetLEQ']);
  });

  it('stations: a name, a code that is shown, a code that is typed, and parting', async () => {
    await using opened = await screens.open({ route: '#/settings/reception' });
    const { page, double } = opened;
    await page.getByLabel('この端末の名前').fill('正面玄関');
    await page.getByRole('button', { name: '名前を保存する' }).click();
    await page.getByText('名前を保存しました。').waitFor();
    await page.getByRole('button', { name: '接続コードを表示する' }).click();
    await page.getByText('7QK4-M2XD-9RWP-3HTB').waitFor();
    const [first] = double.attendance.station.peers;
    double.attendance.station = { ...double.attendance.station, peers: [first!, { ...first!, fingerprint: 'E5'.repeat(32), name: '裏口' }] };
    await page.getByText('「裏口」とつながりました。').waitFor();
    expect(await page.locator('.station-code').count()).toBe(0);
    double.attendance.station = { ...double.attendance.station, peers: [first!] };
    await page.getByLabel('接続コード', { exact: true }).fill('WRONG');
    await page.getByRole('button', { name: 'つなぐ' }).click();
    await page.getByText('接続コードが正しくありません').waitFor();
    await page.getByLabel('接続コード', { exact: true }).fill('7QK4-M2XD-9RWP-3HTB');
    await page.getByRole('button', { name: 'つなぐ' }).click();
    await page.getByText('端末をつなぎました。').waitFor();
    await page.getByRole('button', { name: '3階受付との結び付けをやめる' }).click();
    await page.getByRole('button', { name: '結び付けをやめる', exact: true }).last().click();
    await page.getByText('「3階受付」との結び付けをやめました。').waitFor();
    expect(double.calls).toEqual(['rename 正面玄関', 'invite', 'join WRONG', 'join 7QK4-M2XD-9RWP-3HTB', `leave ${'C3'.repeat(32)}`]);
  });

  it('the hub: an address and a token, and no hub again', async () => {
    await using opened = await screens.open({ route: '#/settings/reception' });
    const { page, double } = opened;
    await page.getByLabel('アドレス').fill('ftp://hub');
    await page.getByText('http または https で始まるアドレスを入力してください。').waitFor();
    await page.getByLabel('アドレス').fill('https://hub.example.jp/');
    await page.getByLabel('アクセストークン').fill('secret');
    await page.getByRole('button', { name: '保存する', exact: true }).click();
    await page.getByText('照会先を保存しました。').waitFor();
    expect(await page.getByLabel('アクセストークン').inputValue()).toBe('');
    await page.getByRole('button', { name: '照会先を使わない' }).click();
    await page.getByText('照会先を使わないようにしました。').waitFor();
    expect(double.calls).toEqual(['set-hub https://hub.example.jp/', 'set-hub ']);
  });
});
