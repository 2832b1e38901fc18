import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { words } from '../../main/words/words.ts';
import { launchChromium } from '../support/chromium.ts';
import { button, goTo, ja, openDesk, PIN, shown, signWith } from '../support/desk-browser.ts';
import { describeWith } from '../support/needs.ts';
import { buildPdf, ONE_PAGE } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const en = words('en');
/** Two looks and what lies between them. */
const SOON = { timeout: 20_000 };

describeWith(['chromium'], 'a watched folder, in a real browser', () => {
  it('offers what comes, signs nothing by itself, and remembers what was decided', { timeout: 180_000 }, async () => {
    await using undo = new AsyncDisposableStack();
    const browser = await launchChromium();
    undo.defer(() => browser.close());
    const [inbox, data] = [await temporaryFolder(), await temporaryFolder()];
    {
      await using desk = await openDesk(browser, data);
      const { page } = desk;
      await button(page, 'card.demonstration.insert').click();
      await page.getByText('見本　花子さんのカードを読み取りました。').waitFor();
      await goTo(page, 'frame.workspace.settings');
      const folder = page.getByLabel(ja('settings.watched.folder'), { exact: true });
      await folder.fill(join(inbox, 'away'));
      await button(page, 'settings.watched.save').click();
      await page.getByText(ja('errors.WATCHED_FOLDER_UNFIT.heading')).waitFor();
      await folder.fill(inbox);
      await button(page, 'settings.watched.save').click();
      await page.getByText(ja('settings.watched.on-now', { folder: inbox })).waitFor();
      await folder.scrollIntoViewIfNeeded();
      await shown(page, 'watched/settings');

      await goTo(page, 'frame.workspace.sign');
      await page.getByText(ja('sign.watched.none')).waitFor();
      await writeFile(join(inbox, '診断書.pdf'), buildPdf(ONE_PAGE));
      await writeFile(join(inbox, '紹介状.txt'), 'the letter');
      await writeFile(join(inbox, '送らない.txt'), 'not this one');
      await writeFile(join(inbox, '途中.pdf.part'), 'half');
      await page.getByRole('heading', { name: ja('sign.watched.title', { count: 3 }) }).waitFor(SOON);
      await shown(page, 'watched/waiting');
      expect(await readdir(join(data, 'signed'))).toEqual([]);

      await button(page, 'sign.watched.aside', { name: '送らない.txt' }).click();
      await page.getByRole('heading', { name: ja('sign.watched.title', { count: 2 }) }).waitFor();
      await shown(page, 'watched/put-aside');

      await button(page, 'sign.watched.take-all', { count: 2 }).click();
      await page.getByRole('button', { name: ja('sign.action.sign-many', { count: 2 }) }).waitFor();
      // What is taken is looked at like every other document.
      await page.getByText(ja('sign.action.unseen', { count: 1 })).waitFor();
      await shown(page, 'watched/review');
      expect(await readdir(join(data, 'signed'))).toEqual([]);
      await signWith(desk, PIN);
      await page
        .getByText(/件すべてに署名しました。/)
        .first()
        .waitFor();
      expect((await readdir(join(data, 'signed'))).sort()).toEqual(['紹介状.txt.p7s', '診断書-signed.pdf']);
      await button(page, 'sign.result.next').click();
      await page.getByText(ja('sign.watched.signed', { count: 2 })).waitFor(SOON);
      expect((await readdir(inbox)).sort()).toEqual(['紹介状.txt', '診断書.pdf', '送らない.txt', '途中.pdf.part'].sort());
      expect(await readFile(join(inbox, '紹介状.txt'), 'utf8')).toBe('the letter');
    }
    await using desk = await openDesk(browser, data);
    const { page } = desk;
    await goTo(page, 'frame.workspace.sign');
    await page.getByText(ja('sign.watched.signed', { count: 2 })).waitFor(SOON);
    await page.getByText(ja('sign.watched.none')).waitFor();

    await rename(inbox, `${inbox}-away`);
    undo.defer(() => rm(`${inbox}-away`, { recursive: true, force: true }));
    await page.getByText(ja('errors.WATCHED_FOLDER_UNFIT.heading')).waitFor(SOON);
    await shown(page, 'watched/away');
    await mkdir(inbox);
    await writeFile(join(inbox, 'new.txt'), 'new');
    await page.getByRole('heading', { name: ja('sign.watched.title', { count: 1 }) }).waitFor(SOON);

    // Open and seen again after the page was loaded anew: the same document, not a second one.
    await button(page, 'sign.watched.take', { name: 'new.txt' }).click();
    await page.getByText('new.txt').first().waitFor();
    await page.reload();
    await button(page, 'sign.watched.take', { name: 'new.txt' }).waitFor(SOON);

    await goTo(page, 'frame.workspace.settings');
    await page.getByRole('button', { name: new RegExp(ja('settings.language')) }).click();
    await page.getByRole('option', { name: 'English' }).click();
    await page.getByText(en('settings.watched.on-now', { folder: inbox })).scrollIntoViewIfNeeded();
    await shown(page, 'watched/settings-english');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: en('frame.workspace.sign'), exact: true })
      .click();
    await page.getByRole('button', { name: en('sign.watched.take', { name: 'new.txt' }), exact: true }).waitFor();
    await shown(page, 'watched/waiting-english');
  });
});
