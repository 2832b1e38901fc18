import { beforeAll, describe, expect, it } from 'vitest';
import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { extendFile } from '../../../pki/levels/extend.ts';
import { fileRenewal } from '../../../pki/levels/file-renewal.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { pem } from '../../support/openssl.ts';
import { buildPdf } from '../../support/pdf.ts';
import { failureOf } from '../../support/pki-failure.ts';
import { SAMPLE_CSV } from '../../support/prescription.ts';

const start = new Date('2026-11-20T03:00:00Z');
const text = Buffer.from('A letter');
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(start);
});

interface Kind {
  readonly sign: () => Promise<Uint8Array>;
  readonly content?: Uint8Array;
  readonly verify: (
    file: { readonly name: string; readonly bytes: Uint8Array; readonly content?: Uint8Array },
    options: VerificationOptions,
  ) => Promise<VerificationReport>;
}

const signing = () => ({ signer: world.signer, signingTime: start });
const cms = () => signCades({ ...signing(), content: text });
const KINDS: Readonly<Record<string, Kind>> = {
  'CMS in DER': { sign: cms, content: text, verify: verifyCades },
  'CMS in PEM': { sign: async () => Buffer.from(pem('PKCS7', await cms())), content: text, verify: verifyCades },
  'CMS in base64': { sign: async () => Buffer.from(Buffer.from(await cms()).toString('base64')), content: text, verify: verifyCades },
  XML: { sign: () => signXades({ ...signing(), xml: Buffer.from('<a>x</a>') }), verify: verifyXades },
  prescription: { sign: () => signPrescription({ ...signing(), csv: SAMPLE_CSV, profile: 'exclusive' }), verify: verifyEps },
  PDF: { sign: () => signPades({ ...signing(), source: buildPdf() }), verify: verifyPades },
};

describe.each(Object.entries(KINDS))('a file of %s', (_, { sign, content, verify }) => {
  const withContent = content ? { content } : {};

  it('is raised to each level and renewed, in its own armor', async () => {
    let bytes = await sign();
    const first = bytes[0];
    const reached: unknown[] = [];
    for (const level of ['T', 'LT', 'LTA', 'LTA'] as const) {
      bytes = await extendFile({ bytes, ...withContent, ...world.order(level) });
      const crls = [...Object.values(world.authority.publishCrls(start)), world.second.publishCrl(start)];
      const { conclusion, signatures } = await verify({ name: 'file', bytes, ...withContent }, world.options({ crls, chain: world.signer.chain }));
      reached.push([conclusion, signatures[0]!.level, signatures[0]!.timeStamps.length, (await fileRenewal(bytes))?.what ?? null]);
    }
    expect(reached).toEqual([
      ['TOTAL-PASSED', 'T', 1, null],
      ['TOTAL-PASSED', 'LT', 1, null],
      ['TOTAL-PASSED', 'LTA', 2, 'rsa-2048'],
      ['TOTAL-PASSED', 'LTA', 3, 'rsa-2048'],
    ]);
    expect(bytes[0]).toBe(first);
  });

  it('is not raised to what it has', async () => {
    const bytes = await extendFile({ bytes: await sign(), ...withContent, ...world.order('T') });
    expect(await failureOf(() => extendFile({ bytes, ...withContent, ...world.order('T') }))).toBe('LEVEL_ALREADY_REACHED');
  });
});

describe('what holds no signature', () => {
  it.each([
    ['text', text],
    ['a prescription information file', SAMPLE_CSV],
    ['nothing', new Uint8Array()],
  ])('%s is refused', async (_, bytes) => {
    expect(await failureOf(() => extendFile({ bytes, ...world.order('T') }))).toBe('DOCUMENT_UNREADABLE');
  });
});
