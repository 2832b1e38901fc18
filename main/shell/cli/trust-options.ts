import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { parseCrl } from '../../../pki/revocation/crl.ts';
import { anchorFromCertificate } from '../../../pki/trust-store/anchor.ts';
import { productionTrust } from '../../../pki/trust-store/production-trust.ts';
import type { TrustAnchor, TsaAnchor } from '../../../pki/trust.ts';
import type { DataFolder } from '../../store/data-folder.ts';
import { readTsaAnchors, tsaAnchorOf } from '../../time-stamping/anchor-files.ts';
import { readAuthorities, readRevocationLists } from '../../verification/certificate-folder.ts';
import type { Trust } from '../../verification/trust.ts';
import { flag, type Invocation, texts } from './command.ts';
import { readObjects } from './input.ts';
import { revocationOf } from './revocation.ts';

const many = { type: 'string', multiple: true } as const;

/** Options that give a command what it believes, beside what the desk knows. */
export const TRUST_OPTIONS = {
  trust: many,
  chain: many,
  'tsa-trust': many,
  crl: many,
  'test-cards': { type: 'boolean' },
  offline: { type: 'boolean' },
  'strict-revocation': { type: 'boolean' },
} as const;

export const TRUST_USAGE =
  '[--trust FILE|DIR]... [--chain FILE|DIR]... [--tsa-trust FILE|DIR]... [--crl FILE|DIR]... [--test-cards] [--offline] [--strict-revocation]';

/** Anchors of `--trust`. */
export const givenAnchors = (invocation: Invocation): Promise<readonly TrustAnchor[]> =>
  readObjects(invocation, 'trust', (der) => anchorFromCertificate(der, { test: false }));

/** Anchors of `--tsa-trust`; nothing is known of their accreditation. */
export const givenTsaAnchors = (invocation: Invocation): Promise<readonly TsaAnchor[]> =>
  readObjects(invocation, 'tsa-trust', (der) => tsaAnchorOf({ certificate: parseCertificate(der), accreditation: null }));

/** Revocation lists of `--crl`. */
export const givenLists = (invocation: Invocation): Promise<readonly Uint8Array[]> => readObjects(invocation, 'crl', (der) => parseCrl(der).der);

/**
 * What counts for one command. `--trust` replaces the built-in anchors of signers, `--tsa-trust` adds to the imported ones of time stamps.
 * To be disposed, for it may be fetching.
 */
export async function trustOf(invocation: Invocation, folder: DataFolder): Promise<{ readonly trust: Trust } & AsyncDisposable> {
  const given = await givenAnchors(invocation);
  const chain = await readObjects(invocation, 'chain', (der) => parseCertificate(der).der);
  const { anchors, pinned } = productionTrust();
  const revocation = await revocationOf(folder, {
    offline: flag(invocation, 'offline'),
    strict: flag(invocation, 'strict-revocation'),
    signal: invocation.signal,
  });
  const trust: Trust = {
    anchors: texts(invocation, 'trust').length > 0 ? given : anchors,
    pinned,
    // What was recorded of an imported operator comes before the bare certificate.
    tsaAnchors: [...(await readTsaAnchors(folder.tsaAnchors)).map(tsaAnchorOf), ...(await givenTsaAnchors(invocation))],
    // What the cards of this desk have shown: public, and never anchors.
    chain: [...chain, ...(await readAuthorities(folder.authorities))],
    crls: [...(await givenLists(invocation)), ...(await readRevocationLists(folder.revocationLists))],
    revocationPolicy: revocation.policy,
    revocationSource: revocation.source('verification'),
    acceptTestCards: flag(invocation, 'test-cards'),
  };
  return { trust, [Symbol.asyncDispose]: () => revocation[Symbol.asyncDispose]() };
}
