import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { startScreens } from '../renderer/double/browser.ts';
import { describeWith } from '../support/needs.ts';

const HELD_MS = 800;

/** Screens whose code comes after the start, and what stands above each. */
const LATER: readonly (readonly [route: string, heading: string])[] = [
  ['#/reception', '研修会の受付'],
  ['#/clinic', '処方・紹介状'],
  ['#/qualification', '資格確認'],
  ['#/credits', '受講履歴・単位管理'],
  ['#/authority', '作業待ち'],
  ['#/exchange', '連携'],
  ['#/members', '名簿'],
  ['#/hall/s-1', '令和8年度 第3回 地域医療連携研修会'],
];
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const SCREENS = /assets\/[a-z]+-screen-/;
/** They come one after the other, this one as the last. */
const LAST = /assets\/seminars-screen-/;
const held = async (request: Route) => {
  await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  await request.continue().catch(() => {}); // the browser may be gone
};
const goTo = (page: Page, route: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, route);

describeWith(['chromium'], 'screens that come after the start', () => {
  it.each(LATER)('%s opens without a pause once it is here: time stands still', async (route, name) => {
    await using screens = await startScreens();
    const last = screens.context.waitForEvent('requestfinished', (request) => LAST.test(request.url()));
    await screens.context.clock.install();
    await using opened = await screens.open();
    const { page, complaints } = opened;
    const script = await last;
    await page.evaluate(`import(${JSON.stringify(script.url())}).then(() => undefined)`);
    await page.clock.pauseAt(Date.now() + 60_000);
    await goTo(page, route);
    await heading(page, name);
    expect(complaints).toEqual([]);
  });

  it.each(LATER)('%s opens first though its file is slow and time stands still', async (route, name) => {
    await using screens = await startScreens();
    await screens.context.route(SCREENS, held);
    await screens.context.clock.install();
    await screens.context.clock.pauseAt(Date.now() + 1000);
    await using opened = await screens.open({ route });
    await heading(opened.page, name);
    expect(opened.complaints).toEqual([]);
  });

  it('the first picture is in the language and colours that were chosen, however late the program says which', async () => {
    await using screens = await startScreens();
    await screens.context.route('**/rpc/application/settings', held);
    await screens.context.addInitScript(() => {
      const seen: string[] = [];
      const look = () => document.querySelector('h1') && seen.push(document.documentElement.lang + document.documentElement.dataset['theme']);
      new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
      Object.assign(window, { seen });
    });
    await using opened = await screens.open({
      prepare: (double) => {
        double.settings = { ...double.settings, language: 'en', theme: 'dark' };
      },
    });
    expect(await opened.page.evaluate('[...new Set(window.seen)]')).toEqual(['endark']);
  });

  it('and where the program does not say it, the screen comes all the same', async () => {
    await using screens = await startScreens();
    await screens.context.route('**/rpc/application/settings', () => {});
    await using opened = await screens.open();
    await heading(opened.page, 'カード');
  });

  it.each([
    ['#/clinic', 'before anything else was shown'],
    ['#/card', 'after others were shown'],
  ])('%s: one that cannot be had is told, with what to do, %s', async (route) => {
    await using screens = await startScreens();
    await screens.context.route(/assets\/clinic-screen-/, (request) => request.abort('connectionrefused'));
    const page = await screens.context.newPage();
    await page.goto(`${screens.origin}/${route}`);
    await page.locator('nav').first().waitFor();
    await goTo(page, '#/clinic');
    await page.getByText('この画面を読み込めません').waitFor();
    await goTo(page, '#/card');
    await heading(page, 'カード');
  });

  it('one that cannot be had yet comes when it can, and nothing else is lost meanwhile', async () => {
    await using screens = await startScreens();
    let lost = true;
    let asked = 0;
    await screens.context.route(/assets\/members-screen-/, (request) => {
      asked += 1;
      return lost ? request.abort('connectionrefused') : request.continue();
    });
    await using opened = await screens.open();
    const { page } = opened;
    await goTo(page, '#/members');
    await expect.poll(() => asked).toBeGreaterThan(2);
    await goTo(page, '#/card');
    await heading(page, 'カード');
    await goTo(page, '#/members');
    lost = false;
    await heading(page, '名簿');
  });
});
