import { levelMaterial } from '../../pki/levels/collect.ts';
import type { LevelMaterial, LevelOrder, TimeStamper } from '../../pki/levels/material.ts';
import type { Signer } from '../../pki/signer.ts';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { timeStampingOnly } from '../../pki/test-authority/extensions.ts';
import type { NameTemplate } from '../../pki/certificate/encode-name.ts';
import { testSigner } from '../../pki/test-authority/test-signer.ts';
import { localTimeStamper } from '../../pki/time-stamp/local.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import type { RevocationSource, TsaAnchor, VerificationOptions } from '../../pki/trust.ts';
import { acceptingOptions, authorityWithDoctor } from './authority.ts';
import { basicConstraints, certificate, crl, keyUsage, rsaKey } from './certificates.ts';

/** What the world of a test believes the time to be; `pass` moves it on. */
export class Clock {
  now: Date;

  constructor(start: Date) {
    this.now = start;
  }

  pass({ days = 0, years = 0 }: { readonly days?: number; readonly years?: number }): void {
    const { now } = this;
    this.now = new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate() + days, now.getUTCHours()));
  }
}

/** A time-stamping authority apart from the test authority, with longer keys: root, server, and a list that is published at any time. */
export interface SeparateTsa {
  readonly tsa: Signer;
  readonly anchor: TsaAnchor;
  readonly publishCrl: (now: Date, nextUpdate?: Date) => Uint8Array;
}

const DAY_MS = 86_400_000;

export function separateTsa(name: string, from: Date, to: Date): SeparateTsa {
  const rootName: NameTemplate = [
    ['C', 'JP'],
    ['CN', `${name} Root`],
  ];
  const rootKey = rsaKey(3072);
  const key = rsaKey(3072);
  const validity = { from, to };
  const issued = { issuer: rootName, issuerKey: rootKey, ...validity };
  const root = certificate({
    ...issued,
    subject: rootName,
    key: rootKey,
    serial: 1,
    extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')],
  });
  const server = certificate({
    ...issued,
    subject: [
      ['C', 'JP'],
      ['CN', name],
    ],
    key,
    serial: 2,
    extensions: [keyUsage('digitalSignature'), timeStampingOnly()],
  });
  return {
    tsa: testSigner({ certificate: server, chain: [root], privateKey: key }),
    anchor: { ...anchorFromCertificate(root, { test: true }), accreditation: null },
    publishCrl: (now, nextUpdate = new Date(now.getTime() + 4 * DAY_MS)) => crl({ issuer: rootName, key: rootKey, thisUpdate: now, nextUpdate }),
  };
}

/** A doctor, an authority with a time-stamp server, a second one apart from it, and a clock that they all follow. */
export interface LevelsWorld {
  readonly clock: Clock;
  readonly authority: TestAuthority;
  readonly pair: Awaited<ReturnType<typeof authorityWithDoctor>>['pair'];
  /** Of the doctor. */
  readonly signer: Signer;
  readonly timeStamper: TimeStamper;
  readonly second: SeparateTsa;
  readonly secondTimeStamper: TimeStamper;
  /** Lists of both authorities, published at the time of the clock whenever they are asked for. */
  readonly source: RevocationSource;
  /** Material of which every list is fresh. */
  readonly material: (timeStamper?: TimeStamper) => LevelMaterial;
  readonly order: (level: LevelOrder['level'], timeStamper?: TimeStamper) => LevelOrder;
  /** Verifies at the time of the clock with both time-stamp anchors and with no list but those that the document brings. */
  readonly options: (change?: Partial<VerificationOptions>) => VerificationOptions;
}

export async function levelsWorld(start: Date): Promise<LevelsWorld> {
  const clock = new Clock(start);
  const { authority, pair, signer } = await authorityWithDoctor(start);
  const { root, timeStamping } = authority.keys;
  const second = separateTsa('TEST Second TSA', start, new Date(start.getTime() + 40 * 365 * DAY_MS));
  const timeStamper = localTimeStamper(testSigner({ ...timeStamping, chain: [root.certificate] }), () => clock.now);
  const source: RevocationSource = {
    dataFor: async () => ({
      crls: [...Object.values(authority.publishCrls(clock.now)), second.publishCrl(clock.now)],
      ocspResponses: [],
      failures: [],
    }),
  };
  const options: LevelsWorld['options'] = (change) => ({
    ...acceptingOptions(authority, clock.now),
    crls: [],
    tsaAnchors: [{ ...authority.anchor, accreditation: null }, second.anchor],
    ...change,
  });
  const material: LevelsWorld['material'] = (stamper = timeStamper) =>
    levelMaterial({ timeStamper: stamper, options: { ...options(), chain: signer.chain, revocationSource: source }, now: () => clock.now });
  return {
    clock,
    authority,
    pair,
    signer,
    timeStamper,
    second,
    secondTimeStamper: localTimeStamper(second.tsa, () => clock.now),
    source,
    material,
    order: (level, stamper) => ({ level, material: material(stamper) }),
    options,
  };
}
