import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createVirtualCardImage } from '../../card/virtual/create.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import type { PinRequest } from '../../card/pin/prompt.ts';
import { words } from '../../main/words/words.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { launchChromium } from '../support/chromium.ts';
import { button, goTo, ja, PIN, shown } from '../support/desk-browser.ts';
import { describeWith } from '../support/needs.ts';
import { type AtTheKeys, PadReader } from '../support/pad-reader.ts';
import { openPlainDesk } from '../support/plain-desk.ts';
import { FACE } from '../support/virtual-cards.ts';

const RIGHT: AtTheKeys = { typed: PIN };
const WRONG: AtTheKeys = { typed: '9999' };
const TRIES = 15;

describeWith(['chromium'], 'a reader with keys, in a real browser', () => {
  let browser: Browser;
  let image: VirtualCardImage;
  beforeAll(async () => {
    browser = await launchChromium();
    const now = new Date();
    const pair = await (await createTestAuthority({ now })).issueCertificates({ ...FACE, withKanji: false }, now);
    image = createVirtualCardImage({ profile: 'jma', interface: 'contact', face: FACE, pin: PIN, ...pair });
  });
  afterAll(() => browser.close());

  /** A desk with so many documents open before it, whose person does this at the keys and answers what a PIN page asks. */
  async function at(deeds: readonly AtTheKeys[], documents: number, { tries = TRIES, pages = [] as (Uint8Array | null)[], pinAtReader = true } = {}) {
    await using undo = new AsyncDisposableStack();
    const applications = image.applications.map((application) => ({ ...application, tries }));
    const reader = new PadReader(new VirtualCard({ ...image, applications }), deeds);
    const asked: PinRequest[] = [];
    const pinDesk = {
      async ask(request: PinRequest) {
        asked.push(request);
        const pin = pages.shift() ?? null;
        return pin && { pin, ...(request.confirm !== null && { confirmedTries: request.confirm }) };
      },
    };
    const desk = undo.use(
      await openPlainDesk(browser, inject('screens'), { testMode: true, language: 'ja', pinAtReader }, { readers: reader.service, pinDesk }),
    );
    const { page } = desk;
    page.setDefaultTimeout(15_000);
    await goTo(page, 'frame.workspace.sign');
    const files = Array.from({ length: documents }, (_, index) => ({
      ...{ name: `letter-${index}.txt`, mimeType: 'text/plain', buffer: Buffer.from(`letter ${index}`) },
    }));
    await page.locator('input[type=file]').first().setInputFiles(files);
    if (pinAtReader) await page.getByText(ja('sign.who.at-reader', { count: documents })).waitFor();
    await page.getByText(ja('sign.revocation.accept'), { exact: true }).waitFor();
    const opened = undo.move();
    const presented = () => reader.presented.map(({ by }) => by);
    return { ...desk, reader, asked, presented, [Symbol.asyncDispose]: () => opened.disposeAsync() };
  }
  /** Nobody publishes lists for this card: each time the person says that this is known. */
  async function start(page: Page, count: number, say = ja): Promise<void> {
    await page.getByText(say('sign.revocation.accept'), { exact: true }).click();
    const name = count === 1 ? say('sign.action.sign') : say('sign.action.sign-many', { count });
    await page.getByRole('button', { name, exact: true }).click();
  }

  it('is named before one document is signed; the PIN is typed there, and no page asks for it', async () => {
    await using desk = await at([RIGHT], 1);
    const { page, reader } = desk;
    await shown(page, 'pin-pad/before-one');
    reader.whileTyping = async () => {
      await page.getByText(ja('sign.progress.at-reader')).waitFor();
      await page.getByText(ja('sign.progress.at-reader-note', { tries: TRIES })).waitFor();
      await shown(page, 'pin-pad/at-the-keys');
    };
    await start(page, 1);
    await page.getByText(ja('sign.result.done', { count: 1 })).waitFor();
    expect([desk.asked, desk.presented(), desk.context.pages().length]).toEqual([[], ['keys'], 1]);
  });

  it('is named with the number of times before a batch is signed, and counts along', async () => {
    await using desk = await at([RIGHT, RIGHT, RIGHT], 3);
    const { page, reader } = desk;
    await shown(page, 'pin-pad/before-three');
    let number = 0;
    reader.whileTyping = async () => {
      number += 1;
      await page.getByText(ja('sign.progress.at-reader-count', { number, total: 3 })).waitFor();
      if (number === 2) await shown(page, 'pin-pad/second-of-three');
    };
    await start(page, 3);
    await page.getByText(ja('sign.result.done', { count: 3 })).waitFor();
    expect([desk.asked, desk.presented()]).toEqual([[], ['keys', 'keys', 'keys']]);
  });

  it.each<[string, AtTheKeys, string, ('keys' | 'program')[]]>([
    ['a wrong PIN', WRONG, 'errors.PIN_WRONG.heading', ['keys', 'keys']],
    ['a cancel', 'cancel', 'sign.result.cancelled-some', ['keys']],
    ['no PIN in time', 'nothing', 'errors.PIN_PAD_TIMEOUT.heading', ['keys']],
  ])('%s in the middle of a batch ends it without another try; the rest goes on from there', async (what, deed, heading, presented) => {
    await using desk = await at([RIGHT, deed, RIGHT, RIGHT], 3);
    const { page } = desk;
    await start(page, 3);
    await page
      .getByText(ja(heading, { triesLeft: TRIES - 1, done: 1, total: 3 }))
      .first()
      .waitFor();
    await page.getByText(ja('sign.who.at-reader', { count: 2 })).waitFor();
    await shown(page, `pin-pad/batch-${what.replaceAll(' ', '-')}`);
    expect([desk.asked, desk.presented()]).toEqual([[], presented]);
    await button(page, 'sign.batch.resume', { count: 2 }).click();
    await page.getByText(ja('sign.result.done', { count: 2 })).waitFor();
    expect([desk.asked, desk.presented()]).toEqual([[], [...presented, 'keys', 'keys']]);
  });

  it.each<[string, AtTheKeys, string, number]>([
    ['a cancel', 'cancel', 'sign.result.cancelled', 0],
    ['no PIN in time', 'nothing', 'errors.PIN_PAD_TIMEOUT.heading', 0],
  ])('%s at one document ends it without another try, and it stays open', async (what, deed, heading, tries) => {
    await using desk = await at([deed, RIGHT], 1);
    const { page } = desk;
    await start(page, 1);
    await page.getByText(ja(heading)).first().waitFor();
    await shown(page, `pin-pad/one-${what.replaceAll(' ', '-')}`);
    expect([desk.asked, desk.presented().length]).toEqual([[], tries]);
    await button(page, 'sign.result.back').click();
    await start(page, 1);
    await page.getByText(ja('sign.result.done', { count: 1 })).waitFor();
  });

  it('a wrong PIN at one document is told, and nothing is typed again before the person says so', async () => {
    await using desk = await at([WRONG, RIGHT], 1, { pages: [null] });
    const { page } = desk;
    await start(page, 1);
    await page.getByText(ja('sign.result.cancelled')).first().waitFor();
    expect(desk.asked).toMatchObject([{ way: 'reader', reason: 'wrong', triesLeft: TRIES - 1 }]);
    expect(desk.presented()).toEqual(['keys']);
  });

  it('few tries left are confirmed on a page before the reader is turned to', async () => {
    await using desk = await at([RIGHT], 1, { tries: 2, pages: [new Uint8Array()] });
    const { page } = desk;
    await start(page, 1);
    await page.getByText(ja('sign.result.done', { count: 1 })).waitFor();
    expect(desk.asked).toMatchObject([{ way: 'reader', confirm: 2 }]);
  });

  it('where the person chose this computer instead, nothing is said of the reader, and the page is asked once for a batch', async () => {
    await using desk = await at([], 2, { pages: [Buffer.from(PIN)], pinAtReader: false });
    const { page } = desk;
    expect(await page.getByText(ja('sign.who.at-reader', { count: 2 })).count()).toBe(0);
    await start(page, 2);
    await page.getByText(ja('sign.result.done', { count: 2 })).waitFor();
    expect(desk.asked).toMatchObject([{ way: 'here', uses: 2 }]);
    expect(desk.presented()).toEqual(['program', 'program']);
  });

  it('says so in English as well', async () => {
    const en = words('en');
    await using desk = await at([RIGHT, 'nothing'], 2);
    const { page, reader, application } = desk;
    await application.settings.change({ language: 'en' });
    await page.reload();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: en('frame.workspace.sign'), exact: true })
      .click();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(['one', 'two'].map((name) => ({ name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(name) })));
    await page.getByText(en('sign.who.at-reader', { count: 2 })).waitFor();
    await shown(page, 'pin-pad/before-two-english');
    reader.whileTyping = async () => {
      await page.getByText(en('sign.progress.at-reader')).waitFor();
      await shown(page, 'pin-pad/at-the-keys-english');
    };
    await start(page, 2, en);
    await page.getByText(en('errors.PIN_PAD_TIMEOUT.heading')).first().waitFor();
    await shown(page, 'pin-pad/timeout-english');
  });
});
