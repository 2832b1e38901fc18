import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PcscReaderService } from '../../card/transports/pcsc/pcsc-reader-service.ts';
import { hpki, serveHpki } from '../support/command-line.ts';
import { describeWithPcscd, startPcscd, type TestPcscd } from '../support/pcscd.ts';
import { buildPdf } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeWithPcscd('the command line on a card in a real reader', () => {
  let folder: string;
  let pcscd: TestPcscd;
  let card: AsyncDisposable;
  let reader: string;
  const at = (name: string) => join(folder, name);
  const data = () => ['--data', at('data'), '--reader', reader];
  const sign = (pin: string, ...more: string[]) =>
    hpki(['sign', at('letter.pdf'), '-o', at('signed.pdf'), '--format', 'pades', '--pin-stdin', ...data(), ...more], `${pin}\n`);
  const triesLeft = async () =>
    (await hpki(['card', 'show', ...data()])).json.applications.map((each: { pinTriesLeft: number }) => each.pinTriesLeft);

  beforeAll(async () => {
    folder = await temporaryFolder();
    pcscd = await startPcscd(2);
    const slot = pcscd.slots[0]!;
    reader = slot.reader;
    await hpki(['test-authority', 'init', at('authority')]);
    const names = ['--name-kanji', '検証太郎', '--name-romaji', 'Kensho Taro', '--registration', '000000'];
    await hpki(['virtual-card', 'new', at('card'), '--authority', at('authority'), ...names]);
    card = await serveHpki(['virtual-card', 'serve', at('card'), '--vpcd', `127.0.0.1:${slot.port}`]);
    await writeFile(at('letter.pdf'), buildPdf());
    await using service = new PcscReaderService();
    for await (const { readers } of service.watch(new AbortController().signal)) {
      if (readers.some((each) => each.name === reader && each.card)) break;
    }
  });
  afterAll(async () => {
    await card?.[Symbol.asyncDispose]();
    await pcscd?.[Symbol.asyncDispose]();
  });

  it('lists the readers', async () => {
    const { exit, json } = await hpki(['card', 'list']);
    expect({ exit, readers: json.readers }).toEqual({
      exit: 0,
      readers: [
        { name: reader, card: true, atr: '3B888001004E0000F781D100E0' },
        { name: pcscd.slots[1]!.reader, card: false, atr: '' },
      ],
    });
  });

  it('shows the card without a PIN and without a try', async () => {
    const { exit, json } = await hpki(['card', 'show', ...data()]);
    const [signature] = json.applications;
    expect({ exit, kinds: json.applications.map((each: { kind: string }) => each.kind), roles: signature.certificate.hcRoles }).toEqual({
      exit: 0,
      kinds: ['signature', 'authentication'],
      roles: ['Medical Doctor'],
    });
    expect(await triesLeft()).toEqual([15, 15]);
  });

  it('tells what is left after each of two wrong PINs, then the right one signs and restores the counter', async () => {
    for (const left of [14, 13]) {
      const { exit, json } = await sign('9999');
      expect({ exit, code: json.error.code, left: json.error.detail.triesLeft }).toEqual({ exit: 1, code: 'PIN_WRONG', left });
      expect(await triesLeft()).toEqual([left, 15]);
    }
    const { exit, json, diagnostics } = await sign('1234');
    expect({ exit, signed: json.signed }).toEqual({
      exit: 0,
      signed: [{ file: at('letter.pdf'), output: at('signed.pdf'), format: 'pades', level: 'B', test: true }],
    });
    expect(diagnostics).toContain('test certificate');
    expect(await triesLeft()).toEqual([15, 15]);
  });

  it('is verified by us and by pdfsig', async () => {
    const trust = ['--trust', at('authority/root.cer'), '--crl', at('authority')];
    const accepted = await hpki(['verify', at('signed.pdf'), ...trust, '--test-cards']);
    expect([accepted.exit, accepted.json.conclusion]).toEqual([0, 'TOTAL-PASSED']);
    const refused = await hpki(['verify', at('signed.pdf'), ...trust]);
    expect([refused.exit, refused.json.conclusion, refused.json.subIndication]).toEqual([4, 'INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE']);
    expect(execFileSync('pdfsig', ['-nocert', at('signed.pdf')], { encoding: 'utf8' })).toContain('Signature is Valid');
  });

  it.each([
    ['no PIN is given', '', 'PIN_CANCELLED'],
    ['the PIN is too short', '12\n', 'PIN_MALFORMED'],
  ])('spends nothing when %s', async (_what, input, code) => {
    const { exit, json } = await hpki(['sign', at('letter.pdf'), '-o', at('none.pdf'), '--pin-stdin', ...data()], input);
    expect([exit, json.error.code]).toEqual([1, code]);
    expect(await triesLeft()).toEqual([15, 15]);
  });

  it('keeps an audit log that verifies', async () => {
    const { exit, json } = await hpki(['audit', 'verify', '--data', at('data')]);
    expect([exit, json.intact]).toEqual([0, true]);
  });
}, ['pdfsig']);
