import { beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../main/verification/verify.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { besides, doctor, pharmacist, signedPrescription, signerOf } from '../../support/prescription.ts';
import { NOW, trusting } from '../../support/hpki-chain.ts';

const options = trusting(pharmacist, besides(pharmacist));
const answer = async (...files: Parameters<typeof verify> extends [infer A, infer B, ...unknown[]] ? [A, B] : never) => {
  const { format, conclusion, subIndication } = await verify(...files, options);
  return [format, conclusion, subIndication];
};

describe('a prescription is judged as one, whatever stands before it', () => {
  let prescription: string;
  beforeAll(async () => {
    prescription = Buffer.from(await signedPrescription('official-sample', pharmacist)).toString();
  });

  it.each<[string, (text: string) => string, string, string]>([
    ['nothing', (text) => text, 'INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
    ['a long comment', (text) => text.replace('<Document ', `<!-- ${'x'.repeat(70_000)} --><Document `), 'TOTAL-FAILED', 'FORMAT_FAILURE'],
    [
      'a comment with a tag',
      (text) => text.replace('<Document ', `<!-- <Letter> ${'x'.repeat(5000)} --><Document `),
      'TOTAL-FAILED',
      'FORMAT_FAILURE',
    ],
    ['white space', (text) => text.replace('<Document ', `${' '.repeat(70_000)}<Document `), 'INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE'],
  ])('%s', async (_, change, conclusion, subIndication) => {
    const file = { name: 'x.xml', bytes: Buffer.from(change(prescription)) };
    expect(await answer(file, null)).toEqual(['eps-prescription', conclusion, subIndication]);
  });
});

it('of a detached signature and its content either comes first', async () => {
  const content = { name: 'letter.txt', bytes: Buffer.from('letter') };
  const signature = { name: 'letter.p7s', bytes: await signCades({ content: content.bytes, signer: signerOf(pharmacist), signingTime: NOW }) };
  const passed = ['cades', 'TOTAL-PASSED', null];
  expect([await answer(signature, content), await answer(content, signature)]).toEqual([passed, passed]);
});

it.each([
  ['a prescription that is not signed', 'SJ1\n1,1,x', 'DOCUMENT_TYPE_UNKNOWN'],
  ['text', 'hello, world', 'DOCUMENT_UNREADABLE'],
  ['nothing', '', 'DOCUMENT_UNREADABLE'],
])('%s is an error', async (_, text, code) => {
  await expect(verify({ name: 'x', bytes: Buffer.from(text) }, null, trusting(doctor))).rejects.toMatchObject({ code });
});
