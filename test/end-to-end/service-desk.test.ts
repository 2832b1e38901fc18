import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createVirtualCardImage } from '../../card/virtual/create.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import type { PinAnswer } from '../../card/pin/prompt.ts';
import { dayInJapan } from '../../main/day-in-japan.ts';
import { samplePrescription } from '../../main/demonstration/sample-prescription.ts';
import { words } from '../../main/words/words.ts';
import { loadTestAuthority } from '../../pki/test-authority/folder.ts';
import { axeFindings, launchChromium } from '../support/chromium.ts';
import { describeWith, findProgram } from '../support/needs.ts';
import { openPlainDesk, type PlainDesk } from '../support/plain-desk.ts';
import { numberedPrescription } from '../support/service-child.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { serviceAnswer, type TerminalDouble, terminalDouble } from '../support/terminal-double.ts';
import { xmlsecVerify } from '../support/xmlsec.ts';

const pictures = join(import.meta.dirname, '../../test-results/service');
const ja = words('ja');
const PHARMACIST = 'Reader of the pharmacy';
const PIN = '1234';

const button = (page: Page, key: string, values = {}) => page.getByRole('button', { name: ja(key, values), exact: true });
const field = (page: Page, key: string, values = {}) => page.getByLabel(ja(key, values), { exact: true });

/** A picture of the screen, which must have nothing that axe finds. */
async function shown(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  expect(await axeFindings(page), name).toEqual([]);
}

/** In both languages and both themes, once this part of the screen is there. */
async function shownAllWays({ page, application }: PlainDesk, name: string, part: string): Promise<void> {
  for (const [language, theme] of [
    ['ja', 'light'],
    ['en', 'dark'],
  ] as const) {
    await application.settings.change({ language, theme });
    await page.reload();
    await page.locator(part).waitFor();
    await shown(page, `${name}-${language}`);
  }
  await application.settings.change({ language: 'ja', theme: 'light' });
  await page.reload();
}

describeWith(['chromium'], 'a prescription on its way to the service and through the pharmacy', () => {
  let browser: Browser;
  let desk: PlainDesk;
  let terminal: TerminalDouble;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    browser = await launchChromium();
    const pinDesk = { ask: async (): Promise<PinAnswer> => ({ pin: Buffer.from(PIN) }) };
    desk = await openPlainDesk(browser, inject('screens'), {}, { pinDesk });
    terminal = await terminalDouble(await temporaryFolder());
    await desk.application.insertDemonstrationCard();
  });
  afterAll(async () => {
    await desk?.[Symbol.asyncDispose]();
    await browser?.close();
  });
  const open = (part: string) =>
    desk.page.evaluate((hash) => {
      location.hash = hash;
    }, `#/clinic/${part}`);

  it('the folders of the terminal are set, and wrong ones are told with what to do', async () => {
    const { page } = desk;
    await open('requests');
    await page.getByText(ja('requests.terminal.none')).waitFor();
    await shownAllWays(desk, 'no-terminal', '.list-tools');
    await button(page, 'requests.terminal.set').click();
    await field(page, 'requests.terminal.request').fill(terminal.request);
    await field(page, 'requests.terminal.response').fill(terminal.request);
    await button(page, 'requests.terminal.save').click();
    await page.getByText(ja('errors.TERMINAL_FOLDER_UNFIT.heading')).waitFor();
    await shown(page, 'terminal-wrong');
    await field(page, 'requests.terminal.response').fill(terminal.response);
    await button(page, 'requests.terminal.save').click();
    await page.getByText(ja('requests.terminal.saved')).waitFor();
  });

  it('a doctor signs a prescription, hands it over, and sees the exchange number as it comes', async () => {
    const { page } = desk;
    await page.evaluate(() => {
      location.hash = '#/sign';
    });
    await page.getByText(ja('sign.pick.drop')).waitFor();
    await page.setInputFiles('input[type=file]', { name: '処方箋.csv', mimeType: 'text/csv', buffer: Buffer.from(samplePrescription()) });
    await page.getByText('見本錠').first().waitFor();
    await page.getByRole('button', { name: /署名する$/ }).click();
    await page.getByText('署名しました。').first().waitFor();

    await open('requests');
    await page.getByText('処方箋-signed.xml').waitFor();
    await shownAllWays(desk, 'waiting', '.list-tools');
    await button(page, 'requests.give.give-electronic').click();
    await page.getByText(ja('requests.give.given', { name: '処方箋-signed.xml' })).waitFor();
    await page.getByText(ja('requests.states.placed')).waitFor();
    await terminal.step();
    await page.getByText(ja('requests.outcomes.accepted')).waitFor();
    await button(page, 'requests.give.give-electronic').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '体験　太郎' }).click();
    expect(await page.locator('.access-code-digits').textContent()).toBe('0000 0000 0000 0001');
    await shown(page, 'answered');
    await button(page, 'requests.detail.copy').click();
    await button(page, 'requests.detail.copied').waitFor();
  });

  it('what fails at the folders is told and goes away with it', async () => {
    const { page } = desk;
    await rename(terminal.response, `${terminal.response}-away`);
    await button(page, 'requests.terminal.look').click();
    await page.getByText(ja('errors.TERMINAL_FOLDER_UNFIT.heading')).waitFor();
    await shown(page, 'fault');
    await rename(`${terminal.response}-away`, terminal.response);
    await button(page, 'requests.terminal.look').click();
    await page.getByText(ja('errors.TERMINAL_FOLDER_UNFIT.heading')).waitFor({ state: 'detached' });
  });

  it('a pharmacist sees who signed it, says what was dispensed, and signs that with the card of a pharmacist', async () => {
    const { page, application } = desk;
    const [entry] = await application.register.list();
    await open('dispensing');
    await page.getByText(ja('dispensing.receive.drop')).waitFor();
    await shownAllWays(desk, 'dispensing-empty', '.file-drop');
    const buffer = await readFile(entry!.outputPath);
    await page.setInputFiles('input[type=file]', { name: '受け取り.xml', mimeType: 'application/xml', buffer });
    await page.getByText(ja('dispensing.signer.by', { name: '見本　花子', roles: 'Medical Doctor' })).waitFor();
    for (const [key, value] of Object.entries({ name: '見本薬局', code: '7654321', prefecture: '13', pharmacist: '見本　薬子' }))
      await field(page, `dispensing.pharmacy.${key}`).fill(value);
    expect(await button(page, 'dispensing.next').isDisabled()).toBe(true);
    const drugs = page.locator('.dispensing-drug');
    const how = async (index: number, option: string) => {
      await drugs.nth(index).getByRole('button').first().click();
      await page.getByRole('option', { name: ja(`dispensing.drug.hows.${option}`), exact: true }).click();
    };
    await how(0, 'as-prescribed');
    await how(1, 'substituted');
    await drugs.nth(1).getByLabel(ja('dispensing.drug.product'), { exact: true }).fill('別の錠６０ｍｇ');
    await drugs.nth(1).getByLabel(ja('dispensing.drug.reason'), { exact: true }).fill('在庫なし');
    // Issued on a day whose four days are over.
    await page.getByText(/使用期間は2026-11-23まで/).waitFor();
    await page.locator('.rx-warnings').first().scrollIntoViewIfNeeded();
    await shown(page, 'dispensing');
    await button(page, 'dispensing.next').click();
    await page.getByText(/変更調剤　処方：体験錠/).waitFor();
    await page.getByText(/使用期間は2026-11-23まで/).waitFor();
    await page.locator('.rx-warnings').first().scrollIntoViewIfNeeded();
    await shown(page, 'dispensing-preview');

    await application.removeDemonstrationCard();
    const authority = await loadTestAuthority(join(application.store.folder.demonstration, 'authority'));
    const face = { nameKanji: '見本　薬子', nameRomaji: 'KUSURIKO MIHON TEST', role: 'Pharmacist', registration: '000001' };
    const pair = await authority.issueCertificates({ ...face, withKanji: true }, new Date());
    application.virtualReaders.addReader(PHARMACIST);
    application.virtualReaders.insert(
      PHARMACIST,
      new VirtualCard(createVirtualCardImage({ profile: 'jma', interface: 'contact', face, ...pair, pin: PIN })),
    );
    await button(page, 'dispensing.sign').click();
    await page.getByText(ja('dispensing.form.footer')).waitFor();
    await page.getByRole('button', { name: /署名する$/ }).click();
    await page.getByText('署名しました。').first().waitFor();
    await shown(page, 'dispensing-signed');

    const [signed] = await application.register.list();
    const bytes = await readFile(signed!.outputPath);
    const answer = await application.verifySigned(signed!.id);
    expect([answer.conclusion, ...answer.signatures.map(({ signer }) => signer?.hcRoles)]).toEqual([
      'TOTAL-PASSED',
      ['Medical Doctor'],
      ['Pharmacist'],
    ]);
    if (findProgram('xmlsec1')) expect(['PrescriptionSign', 'DispensingSign'].map((id) => xmlsecVerify(bytes, id))).toEqual(['OK 3/3', 'OK 3/3']);
  });

  it('a prescription that was dispensed here is told with the day when it comes again, in both languages', async () => {
    const { page, application } = desk;
    const buffer = await readFile((await application.register.list()).at(-1)!.outputPath);
    const facts = { day: dayInJapan(Date.now()), times: 1 };
    for (const language of ['en', 'ja'] as const) {
      const say = words(language);
      await application.settings.change({ language });
      await page.reload();
      await open('dispensing');
      await page.getByText(say('dispensing.receive.drop')).waitFor();
      await page.setInputFiles('input[type=file]', { name: '受け取り.xml', mimeType: 'application/xml', buffer });
      await page.locator('.rx-warnings .tone-warning').getByText(say('prescription.warnings.dispensed-before', facts)).waitFor();
      await shown(page, `dispensed-before-${language}`);
    }
  });

  it('a prescription that does not verify is used only with a word of the pharmacist, one that was altered never', async () => {
    const { page, application } = desk;
    const entry = (await application.register.list()).at(-1)!;
    const text = (await readFile(entry.outputPath)).toString();
    for (const [name, given, heading] of [
      ['unsigned', text.replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, ''), 'dispensing.confirm.title'],
      ['altered', text.replace(/SigningTime>20(\d)/, 'SigningTime>19$1'), 'dispensing.confirm.failed-title'],
    ] as const) {
      await page.reload();
      await open('dispensing');
      await page.getByText(ja('dispensing.receive.drop')).waitFor();
      await page.setInputFiles('input[type=file]', { name: `${name}.xml`, mimeType: 'application/xml', buffer: Buffer.from(given) });
      await page.getByText(ja(heading)).waitFor();
      expect(await page.getByText(ja('dispensing.steps.dispense')).count()).toBe(0);
      await shown(page, `dispensing-${name}`);
    }
  });

  it('one of which nobody knows is settled in two steps', async () => {
    const { page, application } = desk;
    await application.store.db
      .updateTable('prescription_request')
      .set({ state: 'uncertain', response: null, answered_at: null, outcome: null })
      .execute();
    await open('requests');
    await page.reload();
    await page.getByRole('button', { name: '体験　太郎' }).click();
    await button(page, 'requests.settle.given').click();
    await field(page, 'requests.settle.reason').fill('端末で確かめた');
    await shown(page, 'uncertain');
    await button(page, 'requests.settle.given').click();
    await page.getByText(ja('requests.states.placed')).first().waitFor();
  });

  it('the terminal answers something else later: both are kept and told', async () => {
    const { page } = desk;
    const [id] = [...terminal.codes.keys()];
    const path = join(terminal.response, `ESPsiPIR01res_${id}.xml`);
    for (const [status, body] of [
      ['1', '<AccessCode>0000000000000001</AccessCode>'],
      ['2', ''],
    ] as const) {
      await writeFile(path, serviceAnswer(status, body));
      await button(page, 'requests.terminal.look').click();
      await expect.poll(() => readdir(terminal.response)).toEqual([]);
    }
    await page.getByText(ja('requests.detail.later')).waitFor();
    await shown(page, 'later-ja');
    await page.getByText(ja('requests.states.differs')).first().waitFor();
    await inEnglish('later-en', '体験　太郎');
  });

  it('one that waits is withdrawn under a name, and is not given when the folder is back', async () => {
    const { page, application } = desk;
    await rename(terminal.request, `${terminal.request}-away`);
    const { id } = await application.intake.take('別の処方箋.csv', numberedPrescription(7));
    await (await application.prescriptionService()).submit({ from: 'intake', id, issue: 'paper', again: null });
    await page.getByText(ja('requests.states.kept')).first().waitFor();
    await page
      .getByRole('row', { name: ja('requests.states.kept') })
      .getByRole('button')
      .click();
    await page.getByText(ja('requests.withdraw.title')).waitFor();
    await shown(page, 'kept');
    await button(page, 'requests.withdraw.withdraw').click();
    expect(await button(page, 'requests.withdraw.withdraw').isDisabled()).toBe(true);
    await field(page, 'requests.withdraw.by').fill('見本　花子');
    await field(page, 'requests.withdraw.reason').fill('内容を直して出し直すため');
    await shown(page, 'withdrawing');
    await button(page, 'requests.withdraw.withdraw').click();
    await page.getByText(ja('requests.states.withdrawn')).first().waitFor();
    await page.getByText(/取り下げ（見本　花子）：内容を直して出し直すため/).waitFor();
    await shown(page, 'withdrawn-ja');
    await rename(`${terminal.request}-away`, terminal.request);
    await button(page, 'requests.terminal.look').click();
    await page.getByText(ja('errors.TERMINAL_FOLDER_UNFIT.heading')).waitFor({ state: 'detached' });
    expect(await readdir(terminal.request)).toEqual([]);
    await inEnglish('withdrawn-en', '体験　太郎');
  });

  /** The same panel in the other language. */
  async function inEnglish(name: string, row: string): Promise<void> {
    const { page, application } = desk;
    await application.settings.change({ language: 'en' });
    await page.reload();
    await page.getByRole('button', { name: row }).first().click();
    await shown(page, name);
    await application.settings.change({ language: 'ja' });
    await page.reload();
  }
});
