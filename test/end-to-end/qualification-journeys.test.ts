import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { answerLater, type Screens, startScreens } from '../renderer/double/browser.ts';
import * as samples from '../renderer/double/qualification-samples.ts';
import { emptyReader, hpkiReader, running } from '../renderer/double/samples.ts';
import { describeWith } from '../support/needs.ts';

const ja = words('ja');
const button = (page: Page, key: string) => page.getByRole('button', { name: ja(key), exact: true });
const ENDED = { ...samples.emergency, answer: 'indeterminate', because: 'revocation-unknown' } as const;

describeWith(['chromium'], 'ways through the check of a qualification', () => {
  let screens: Screens;
  beforeAll(async () => {
    screens = await startScreens();
    await screens.context.clock.install();
    await screens.context.clock.pauseAt(Date.now() + 1000);
  });
  afterAll(() => screens[Symbol.asyncDispose]());

  /** How often the emergency view was asked for, and every tone that was shown since. */
  async function lying() {
    const opened = await screens.open({ route: '#/qualification/emergency', prepare: ({ cards }) => cards.set(running(hpkiReader)) });
    const { page } = opened;
    await page.locator('.emergency.tone-success').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => request.url().endsWith('/qualification/emergency') && asked.push(request.url()));
    const tones = await page.evaluateHandle(() => {
      const seen: string[] = [];
      const note = () => seen.push(document.querySelector('.emergency')?.className ?? '');
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
      return seen;
    });
    return { ...opened, asked, tones: async () => [...new Set(await tones.jsonValue())] };
  }

  it('a card that stays in its reader is judged anew every minute, without a flicker', async () => {
    await using opened = await lying();
    const { page, double, asked, tones } = opened;
    const minute = async () => {
      const answered = page.waitForResponse((response) => response.url().endsWith('/qualification/emergency'));
      await page.clock.runFor(60_000);
      await (await answered).finished();
    };
    await minute();
    double.qualification.emergency = ENDED;
    await minute();
    await page.locator('.emergency.tone-unsure').waitFor();
    expect([asked.length, await tones()]).toEqual([2, expect.not.arrayContaining(['emergency tone-busy'])]);

    double.cards.set(running(emptyReader));
    await page.locator('.emergency-empty').waitFor();
    await page.clock.runFor(180_000);
    expect(asked.length).toBe(2);
  });

  it('and at once when the window comes back to the foreground', async () => {
    await using opened = await lying();
    const { page, double, asked } = opened;
    double.qualification.emergency = ENDED;
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.locator('.emergency.tone-unsure').waitFor();
    expect(asked.length).toBe(1);
  });

  it('that the start was pressed is seen at once, however slow the answer', async () => {
    await using opened = await screens.open({ route: '#/qualification', prepare: ({ cards }) => cards.set(running(hpkiReader)) });
    const { page } = opened;
    const late = await answerLater(page, '**/rpc/qualification/check');
    await button(page, 'qualification.check.start').click();
    await late.asked();
    await page.getByText(ja('qualification.check.reading')).waitFor();
    expect(await page.getByLabel(ja('qualification.check.with-possession')).count()).toBe(0);
    await button(page, 'qualification.check.stop').click();
    await button(page, 'qualification.check.start').waitFor();
  });

  async function checked() {
    const opened = await screens.open({ route: '#/qualification', prepare: ({ cards }) => cards.set(running(hpkiReader)) });
    await button(opened.page, 'qualification.check.start').click();
    await opened.page.locator('.status-face.tone-success').waitFor();
    return opened;
  }

  it('a proved possession stays when the connection is lost while the office writes', async () => {
    await using opened = await checked();
    const { page, double } = opened;
    await page.route('**/rpc/qualification/view', (route) => route.abort());
    await page.getByLabel(ja('qualification.state.by'), { exact: true }).fill('総務課');
    await button(page, 'frame.retry').waitFor();
    await page.unrouteAll();
    await button(page, 'frame.retry').click();
    await page.locator('.status-face.tone-success').waitFor();
    expect(await page.getByLabel(ja('qualification.state.by'), { exact: true }).inputValue()).toBe('総務課');
    expect(double.calls).not.toContainEqual(expect.stringMatching(/^qualification forget/));
  });

  it('a result that is gone leads back to the beginning', async () => {
    await using opened = await checked();
    const { page, double } = opened;
    double.qualification.gone = true;
    await page.getByLabel(ja('qualification.state.by'), { exact: true }).fill('総務課');
    await button(page, 'frame.retry').click();
    await button(page, 'qualification.check.start').waitFor();
  });
});
