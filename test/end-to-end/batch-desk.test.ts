import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { launchChromium } from '../support/chromium.ts';
import { button, goTo, ja, openDesk, PIN, shown, signWith } from '../support/desk-browser.ts';
import { describeWith } from '../support/needs.ts';

const LETTERS = 30;
const letters = Array.from({ length: LETTERS }, (_, index) => ({
  name: `letter-${index}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(`the text of letter ${index}`),
}));

describeWith(['chromium'], 'a batch, in a real browser', () => {
  it('whose program is killed in the middle is there at the next start, and goes on to one signature each', async () => {
    await using undo = new AsyncDisposableStack();
    const browser = await launchChromium();
    undo.defer(() => browser.close());
    const folder = await mkdtemp(join(tmpdir(), 'hpki-desk-'));
    undo.defer(() => rm(folder, { recursive: true, force: true }));
    const signedFiles = async () => (await readdir(join(folder, 'signed'))).filter((name) => !name.startsWith('.'));
    {
      await using desk = await openDesk(browser, folder);
      const { page, process } = desk;
      await button(page, 'card.demonstration.insert').click();
      await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
      await goTo(page, 'frame.workspace.sign');
      await page.locator('input[type=file]').first().setInputFiles(letters);
      await page.getByRole('button', { name: ja('sign.action.sign-many', { count: LETTERS }) }).waitFor();
      await shown(page, 'batch/review');
      await signWith(desk, PIN);
      await page.getByText(/PINを0:\d\d預かっています/).waitFor();
      await expect.poll(async () => (await signedFiles()).length, { interval: 5 }).toBeGreaterThan(0);
      const gone = once(process.process, 'exit');
      process.process.kill('SIGKILL');
      await gone;
    }
    expect((await signedFiles()).length).toBeLessThan(LETTERS);
    await using desk = await openDesk(browser, folder);
    const { page } = desk;
    await button(page, 'card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
    await goTo(page, 'frame.workspace.sign');
    await page.getByText(ja('sign.batch.title')).waitFor();
    await shown(page, 'batch/cut-off');
    await signWith(desk, PIN, /^残り\d+件を続ける$/);
    await shown(page, 'batch/working');
    await page
      .getByText(/件すべてに署名しました。/)
      .first()
      .waitFor();
    await shown(page, 'batch/done');
    const signed = (await readdir(join(folder, 'signed'))).sort();
    expect(signed).toEqual(letters.map(({ name }) => `${name}.p7s`).sort());
    await button(page, 'sign.result.next').click();
    await page.getByText(ja('sign.pick.heading')).waitFor();
    expect(await page.getByText(ja('sign.batch.title')).count()).toBe(0);
  });

  it('that stopped can be closed, in English as well', async () => {
    await using undo = new AsyncDisposableStack();
    const browser = await launchChromium();
    undo.defer(() => browser.close());
    const desk = undo.use(await openDesk(browser));
    const { page } = desk;
    const en = words('en');
    await button(page, 'card.demonstration.insert').click();
    await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
    await goTo(page, 'frame.workspace.sign');
    await page.locator('input[type=file]').first().setInputFiles(letters.slice(0, 3));
    await signWith(desk, '9999');
    await page
      .getByText(ja('errors.PIN_WRONG.heading', { triesLeft: 14 }))
      .first()
      .waitFor();
    await button(page, 'sign.batch.later').click();
    await page.getByText(ja('sign.batch.counts', { done: 0, total: 3, waiting: 3, failed: 0 })).waitFor();
    await goTo(page, 'frame.workspace.settings');
    await page.getByRole('button', { name: new RegExp(ja('settings.language')) }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: en('frame.workspace.sign'), exact: true })
      .click();
    await page.getByText(en('sign.batch.title')).waitFor();
    await page.getByRole('button', { name: en('sign.batch.close'), exact: true }).click();
    await shown(page, 'batch/closing-english');
    await page.getByRole('button', { name: en('sign.batch.close'), exact: true }).click();
    await page.getByText(en('sign.batch.title')).waitFor({ state: 'detached' });
  });
});
