import { basename } from 'node:path';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { PkiError } from '../../../../pki/errors.ts';
import { parseCrl } from '../../../../pki/revocation/crl.ts';
import { anchorFromCertificate } from '../../../../pki/trust-store/anchor.ts';
import { productionTrust } from '../../../../pki/trust-store/production-trust.ts';
import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { readAuthorities, readRevocationLists } from '../../../verification/certificate-folder.ts';
import { verify } from '../../../verification/verify.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, flag, text, texts } from '../command.ts';
import { type FailureOutcome, failureOutcome } from '../failure.ts';
import { readNamedFile, readObjects, timeOption } from '../input.ts';
import { EXIT_OF_CONCLUSION, reportText } from '../report.ts';

const many = { type: 'string', multiple: true } as const;

/** A document that nothing can be said of is no negative answer. */
function unreadable(error: unknown, language: Language): FailureOutcome {
  if (!(error instanceof PkiError)) throw error;
  return { ...failureOutcome(error, language), exit: EXIT.usage };
}

export const command: Command = {
  usage:
    'verify FILE [--content FILE] [--trust FILE|DIR]... [--chain FILE|DIR]... [--tsa-trust FILE|DIR]... [--crl FILE|DIR]... [--at ISO8601] [--test-cards] [--offline] [--role ROLE] [--data DIR]',
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
    data: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const path = invocation.positionals[0] ?? '';
    const named = async (place: string) => ({ name: basename(place), bytes: await readNamedFile(place) });
    const given = await readObjects(invocation, 'trust', (der) => anchorFromCertificate(der, { test: false }));
    const chain = await readObjects(invocation, 'chain', (der) => parseCertificate(der).der);
    const crls = await readObjects(invocation, 'crl', (der) => parseCrl(der).der);
    const folder = dataFolderAt(text(invocation, 'data') ?? defaultDataFolder());
    if (texts(invocation, 'tsa-trust').length > 0) invocation.say(words(invocation.language)('cli.tsa-trust-unused'));
    const content = text(invocation, 'content');
    const role = text(invocation, 'role');
    const { anchors, pinned } = productionTrust();
    const options = {
      anchors: texts(invocation, 'trust').length > 0 ? given : anchors,
      pinned,
      // What the cards of this desk have shown: public, and never anchors.
      chain: [...chain, ...(await readAuthorities(folder.authorities))],
      crls: [...crls, ...(await readRevocationLists(folder.revocationLists))],
      at: timeOption(invocation),
      acceptTestCards: flag(invocation, 'test-cards'),
      ...(role === undefined ? {} : { role }),
    };
    const files = [await named(path), content === undefined ? null : await named(content)] as const;
    const report = await verify(...files, options).catch((error: unknown) => unreadable(error, invocation.language));
    if ('failure' in report) return report;
    return { exit: EXIT_OF_CONCLUSION[report.conclusion], json: { ...report, file: path }, text: reportText(report, invocation.language) };
  },
};
