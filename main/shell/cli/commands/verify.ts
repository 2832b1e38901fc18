import { basename } from 'node:path';
import { derOf } from '../../../../pki/asn1/pem.ts';
import { anchorFromCertificate } from '../../../../pki/trust-store/anchor.ts';
import { productionTrust } from '../../../../pki/trust-store/production-trust.ts';
import { verify } from '../../../verification/verify.ts';
import { type Command, flag, text } from '../command.ts';
import { readNamedFile, readOptionFiles, timeOption } from '../input.ts';
import { EXIT_OF_CONCLUSION, reportText } from '../report.ts';

const many = { type: 'string', multiple: true } as const;

export const command: Command = {
  usage:
    'verify FILE [--content FILE] [--trust FILE|DIR]... [--chain FILE|DIR]... [--tsa-trust FILE|DIR]... [--crl FILE|DIR]... [--at ISO8601] [--test-cards] [--offline] [--role ROLE]',
  options: {
    content: { type: 'string' },
    trust: many,
    chain: many,
    'tsa-trust': many,
    crl: many,
    at: { type: 'string' },
    'test-cards': { type: 'boolean' },
    offline: { type: 'boolean' },
    role: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const path = invocation.positionals[0] ?? '';
    const named = async (place: string) => ({ name: basename(place), bytes: await readNamedFile(place) });
    const files = async (option: string) => (await readOptionFiles(invocation, option)).map(derOf);
    const given = (await files('trust')).map((der) => anchorFromCertificate(der, { test: false }));
    const content = text(invocation, 'content');
    const role = text(invocation, 'role');
    const { anchors, pinned } = productionTrust();
    const report = await verify(await named(path), content === undefined ? null : await named(content), {
      anchors: given.length > 0 ? given : anchors,
      pinned,
      chain: await files('chain'),
      crls: await files('crl'),
      at: timeOption(invocation),
      acceptTestCards: flag(invocation, 'test-cards'),
      ...(role === undefined ? {} : { role }),
    });
    return { exit: EXIT_OF_CONCLUSION[report.conclusion], json: { ...report, file: path }, text: reportText(report, invocation.language) };
  },
};
