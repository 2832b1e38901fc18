import { type PrescriptionProfile, signPrescription } from '../../pki/eps/sign.ts';
import type { Signer } from '../../pki/signer.ts';
import { testSigner } from '../../pki/test-authority/test-signer.ts';
import { createSignature } from '../../pki/xades/create-signature.ts';
import { canonicalize, INCLUSIVE_C14N } from '../../pki/xml/canonicalize.ts';
import { parseXml } from '../../pki/xml/document.ts';
import { indexIds } from '../../pki/xml/ids.ts';
import { appendToElement } from '../../pki/xml/insert.ts';
import { decodeText, encodeText } from '../../pki/xml/text.ts';
import { type Chain, hpkiChain, keys, NOW } from './hpki-chain.ts';

/** A small prescription information file: two RPs, three drugs, one record of a number that nobody knows. */
export const SAMPLE_CSV = encodeText(
  [
    'SJ1',
    '1,1,1234567,13,見本医院',
    '2,100-0001,東京都千代田区見本町1-1',
    '3,03-0000-0000,03-0000-0001,',
    '4,2,01,内科',
    '5,1,ﾐﾎﾝ ﾊﾅｺ,見本　花子',
    '11,42,試験　太郎,ｼｹﾝ ﾀﾛｳ',
    '12,1',
    '13,19800131',
    '14,3',
    '21,2',
    '22,138000',
    '23,記1,番2,1,01',
    '27,21130000,1234567',
    '51,20260601',
    '52,20260604',
    '62,1',
    '81,1,1,一包化希望',
    '81,2,1,電話で確認',
    '82,1,1000000000000001',
    '101,1,1,,14',
    '111,1,3,1011000400000000,１日１回朝食後　服用,1',
    '181,1,1,3,１日おき,,',
    '201,1,1,1,2,620000001,見本錠５ｍｇ,1,1,錠',
    '241,1,1,1,1',
    '281,1,1,1,3,,',
    '201,1,2,1,7,1234567A1ZZZ,【般】見本散１０％,0.5,2,ｇ',
    '101,2,3,外用,1',
    '111,2,3,2B74000000000000,１日２回　塗布,',
    '201,2,1,1,2,620000003,見本軟膏,10,1,ｇ',
    '302,1,eGFR 58',
    '999,何か,未知',
    '',
  ].join('\n'),
);

export const doctor: Chain = hpkiChain();
export const pharmacist: Chain = hpkiChain({ roles: [{ text: 'Pharmacist' }] });

export const signerOf = (chain: Chain): Signer =>
  testSigner({ certificate: chain.holder, chain: [chain.authority, chain.root], privateKey: keys.holder });

/** What a verifier has beside the document: the issuer, which a prescription does not bring along, and both revocation lists. */
export const besides = ({ authority, holderCrl, authorityCrl }: Chain) => ({ chain: [authority], crls: [holderCrl, authorityCrl] });

export const signedPrescription = (profile: PrescriptionProfile = 'official-sample', chain: Chain = doctor): Promise<Uint8Array> =>
  signPrescription({ csv: SAMPLE_CSV, signer: signerOf(chain), profile, signingTime: NOW });

/** A dispensing document in the layout of the official sample around a prescription, signed by a pharmacist unless `signer` is `null`. */
export async function signedDispensing(prescription: Uint8Array, signer: Signer | null = signerOf(pharmacist)): Promise<Uint8Array> {
  const inner = /<Prescription>(.*)<\/Prescription>/s.exec(decodeText(prescription))![1];
  const text =
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Document" xsi:noNamespaceSchemaLocation="ED.xsd">' +
    '\n\t<DispensingManagement id="DispensingManagement"><Version Value="EPD1.0"/></DispensingManagement>' +
    `\n\t<Dispensing id="Dispensing">\n\t\t<ReferencePrescription>${inner}</ReferencePrescription>` +
    `<DispensingDocument id="DispensingDocument">${Buffer.from('CJ1,\n1,試験　太郎,1').toString('base64')}</DispensingDocument></Dispensing>` +
    '<AdditionalDispensedInformation id="AdditionalDispensedInformation"/><DispensingSign></DispensingSign></Document>';
  if (!signer) return encodeText(text);
  const octets = canonicalTarget(text, 'Dispensing');
  const data = { label: 'Detached', uri: '#Dispensing', transforms: [], octets };
  const order = { signer, signingTime: NOW, prefixes: { ds: 'xs', xades: 'xa' }, signatureId: 'DispensingSign', chain: [], data };
  return encodeText(appendToElement(text, ['Document', 'DispensingSign'], await createSignature(order)));
}

function canonicalTarget(text: string, id: string): Uint8Array {
  const document = parseXml(encodeText(text));
  return canonicalize(indexIds(document).get(id)![0]!, INCLUSIVE_C14N);
}
