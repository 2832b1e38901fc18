import { withoutArmor } from '../../../pki/cades/armor.ts';
import { decodeBase64, encodeBase64 } from '../../../pki/encoding/base64.ts';
import { derObjects, pemBlocks } from '../../../pki/encoding/pem.ts';
import { demand, type Target } from '../engine/target.ts';
import { BYTES } from '../mutate/bytes.ts';
import { anyOf, textMutation } from '../mutate/mutate.ts';
import { CHAINS } from './world.ts';

const PIECES = [
  '-----BEGIN CERTIFICATE-----\n',
  '-----END CERTIFICATE-----\n',
  '-----BEGIN X-----',
  '-----END X-----',
  '-----',
  '=',
  '==',
  '===',
  ' ',
  '\r\n',
  'A',
  '\u0000',
];

const lines = textMutation((text, random, other) => {
  const all = text.split('\n');
  const piece = random.once(3) ? random.pick(other.split('\n'))! : random.pick(PIECES)!;
  return all.toSpliced(random.below(all.length + 1), random.below(2), piece).join('\n');
});

export const pem: Target = {
  name: 'pem',
  executions: 1500,
  mutations: [lines, lines, anyOf(BYTES)],
  prepare() {
    const block = (label: string, der: Uint8Array): string =>
      `-----BEGIN ${label}-----\n${encodeBase64(der).replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
    const certificate = CHAINS.doctor.holder.subarray(0, 120);
    const texts = [
      block('CERTIFICATE', certificate),
      block('CMS', certificate) + block('X509 CRL', certificate),
      `text\r\n${block('PKCS7', certificate)}`,
      encodeBase64(certificate),
    ];
    return {
      seeds: texts.map((text) => Buffer.from(text)),
      run(input) {
        const blocks = pemBlocks(input);
        demand(blocks.reduce((sum, { der }) => sum + der.length, 0) <= input.length, 'more comes out than goes in');
        demand(derObjects(input).length === Math.max(1, input[0] === 0x30 ? 1 : blocks.length), 'objects are not the blocks');
        withoutArmor(input);
        const text = Buffer.from(input).toString('latin1');
        const decoded = decodeBase64(text);
        const digits = text.replaceAll(/[\t\n\r ]/g, '');
        // The last digit before the padding may carry bits that no octet has.
        if (decoded) demand(encodeBase64(decoded).slice(0, -4) === digits.slice(0, -4), 'base64 is read as something else');
      },
    };
  },
};
