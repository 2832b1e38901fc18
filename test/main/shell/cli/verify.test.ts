import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../../main/shell/cli/command.ts';
import { command as validate } from '../../../../main/shell/cli/commands/cert-validate.ts';
import { command as verify } from '../../../../main/shell/cli/commands/verify.ts';
import { folderWith, pem } from '../../../support/openssl.ts';
import { buildPdf, ONE_PAGE } from '../../../support/pdf.ts';
import { hpkiChain, NOW } from '../../../support/hpki-chain.ts';
import { doctor, signedPrescription } from '../../../support/prescription.ts';

const other = hpkiChain({ rootName: [['CN', 'Other root']] });
let prescription: Uint8Array;
beforeAll(async () => {
  prescription = await signedPrescription();
});

/** Files of every case; `bundle.pem` holds the right root behind another, `lists.pem` both lists. */
const folder = (): string =>
  folderWith({
    'prescription.xml': prescription,
    'holder.cer': doctor.holder,
    'ca.cer': doctor.authority,
    'root.cer': doctor.root,
    'bundle.pem': pem('CERTIFICATE', other.root, doctor.root),
    'lists.pem': pem('X509 CRL', doctor.holderCrl, doctor.authorityCrl),
    'note.txt': 'hello',
    'broken.pdf': buildPdf().subarray(0, 100),
    'encrypted.pdf': buildPdf(ONE_PAGE, { trailer: '/Encrypt<<>>' }),
    'entities.xml': '<!DOCTYPE a><a/>',
    'empty.xml': '',
  });

async function run(command: typeof verify, place: string, file: string, options: Readonly<Record<string, readonly string[]>>) {
  const said: string[] = [];
  const paths = Object.fromEntries(Object.entries(options).map(([name, files]) => [name, files.map((each) => `${place}/${each}`)]));
  const invocation: Invocation = {
    positionals: [`${place}/${file}`],
    options: { ...paths, at: NOW.toISOString(), data: `${place}/data` },
    language: 'en',
    signal: new AbortController().signal,
    say: (line) => said.push(line.replace(place, '')),
  };
  const { exit, json } = await command.run(invocation);
  const answer = json as { conclusion?: string; subIndication?: string | null; valid?: boolean; reason?: string | null; error?: { code: string } };
  return [exit, answer.error?.code ?? answer.conclusion ?? answer.valid, answer.subIndication ?? answer.reason ?? null, ...said];
}

describe('hpki verify', () => {
  it.each<[string, Readonly<Record<string, readonly string[]>>, unknown[]]>([
    ['every object of a file of PEM counts', { trust: ['bundle.pem'], chain: ['ca.cer'], crl: ['lists.pem'] }, [0, 'TOTAL-PASSED', null]],
    [
      'an anchor of the document itself does not count',
      { chain: ['ca.cer', 'root.cer'], crl: ['lists.pem'] },
      [4, 'INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
    ],
    [
      'anchors that cannot be read are none',
      { trust: ['note.txt'], chain: ['ca.cer'], crl: ['lists.pem'] },
      [4, 'INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', '/note.txt: CERTIFICATE_UNREADABLE'],
    ],
    ['no lists', { trust: ['root.cer'], chain: ['ca.cer'] }, [4, 'INDETERMINATE', 'TRY_LATER']],
  ])('%s', async (_, options, answer) => {
    expect(await run(verify, folder(), 'prescription.xml', options)).toEqual(answer);
  });

  it.each([
    ['broken.pdf', 'PDF_BROKEN'],
    ['encrypted.pdf', 'PDF_ENCRYPTED'],
    ['entities.xml', 'XML_FORBIDDEN_CONSTRUCT'],
    ['empty.xml', 'DOCUMENT_UNREADABLE'],
    ['note.txt', 'DOCUMENT_UNREADABLE'],
  ])('%s cannot be read, which is no negative answer', async (file, code) => {
    expect(await run(verify, folder(), file, {})).toEqual([2, code, null]);
  });
});

describe('hpki verify --report', () => {
  const options = { trust: ['root.cer'], chain: ['ca.cer'], crl: ['lists.pem'] };
  const report = async (place: string, out: string, file = 'prescription.xml') => {
    const given = Object.fromEntries(Object.entries(options).map(([name, files]) => [name, files.map((each) => `${place}/${each}`)]));
    return verify.run({
      positionals: [`${place}/${file}`],
      options: { ...given, report: `${place}/${out}`, at: NOW.toISOString(), data: `${place}/data` },
      language: 'ja',
      signal: new AbortController().signal,
      say: () => {},
    });
  };

  it('writes the PDF, in place of an older one, and answers as ever', async () => {
    const place = folder();
    for (const _ of [1, 2]) expect((await report(place, 'report.pdf')).exit).toBe(0);
    expect(readFileSync(`${place}/report.pdf`).subarray(0, 5).toString()).toBe('%PDF-');
    const { text } = await report(place, 'report.pdf');
    expect(text.split('\n').slice(0, 2)).toEqual(['有効（TOTAL-PASSED）', '署名は正しく、内容は署名されたときのままです。']);
  });

  it('never writes over what it is about', async () => {
    const place = folder();
    await expect(report(place, 'prescription.xml')).rejects.toMatchObject({ code: 'USAGE_WRONG' });
    expect(readFileSync(`${place}/prescription.xml`)).toEqual(Buffer.from(prescription));
    await expect(report(place, 'no such folder/report.pdf')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  });
});

it('hpki cert validate: anchors that cannot be read do not bring back the built-in ones', async () => {
  const options = { chain: ['ca.cer'], crl: ['lists.pem'] };
  const place = folder();
  expect(await run(validate, place, 'holder.cer', { ...options, trust: ['bundle.pem'] })).toEqual([0, true, null]);
  expect(await run(validate, place, 'holder.cer', { ...options, trust: ['note.txt'] })).toEqual([
    1,
    false,
    'ISSUER_NOT_FOUND',
    '/note.txt: CERTIFICATE_UNREADABLE',
  ]);
});
