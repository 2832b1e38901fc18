import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createVirtualCardImage } from '../../card/virtual/create.ts';
import { openVirtualCard, saveVirtualCardImage } from '../../card/virtual/folder.ts';
import { isRevocationReason } from '../../pki/revocation/reason.ts';
import type { TimeStamper } from '../../pki/levels/material.ts';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { createTestAuthority } from '../../pki/test-authority/create.ts';
import { loadTestAuthority, saveTestAuthority } from '../../pki/test-authority/folder.ts';
import { timeStampSigner } from '../../pki/test-authority/test-signer.ts';
import { localTimeStamper } from '../../pki/time-stamp/local.ts';
import type { ApplicationInfo } from '../api/schema/application.ts';
import type { TestTrust } from '../verification/trust.ts';

export const DEMONSTRATION_READER = 'Demonstration reader';
/** Told to the person by the screens. */
export const DEMONSTRATION_PIN = '1234';

const HOLDER = { nameKanji: '見本　花子', nameRomaji: 'HANAKO MIHON TEST', role: 'Medical Doctor', withKanji: true };

interface Revocation {
  /** Upper-case hexadecimal. */
  readonly serial: string;
  /** RFC 5280 section 5.3.1. */
  readonly reason: string;
}

/** A card, its reader and its authority for people who have none at hand. */
export interface Demonstration {
  readonly state: ApplicationInfo['demonstrationCard'];
  /** The authority's root and lists, `null` while no demonstration card exists. */
  readonly trust: TestTrust | null;
  /** Time stamps of that authority, `null` while there is none. */
  readonly timeStamper: TimeStamper | null;
  /** Revokes a certificate of that authority and publishes its lists; `null` while there is none. */
  readonly revoke: ((order: Revocation) => Promise<void>) | null;
  /** Makes authority and card at the first use and puts the card on its reader. */
  insert(): Promise<void>;
  remove(): void;
}

export interface DemonstrationOptions {
  readonly folder: string;
  readonly readers: VirtualReaderService;
  readonly now: () => Date;
}

/** The demonstration of a data folder; what was made earlier is found again. */
export async function openDemonstration({ folder, readers, now }: DemonstrationOptions): Promise<Demonstration> {
  const authorityFolder = join(folder, 'authority');
  const cardFolder = join(folder, 'card');
  let authority: TestAuthority | null = await loadTestAuthority(authorityFolder).catch(() => null);
  let inReader = false;
  if (authority) await renew(authority);

  /** Lists hold for four days only; an authority that sleeps in a folder issues new ones when it wakes. */
  async function renew(sleeping: TestAuthority): Promise<void> {
    sleeping.publishCrls(now());
    await saveTestAuthority(authorityFolder, sleeping);
  }

  async function create(): Promise<TestAuthority> {
    await rm(folder, { recursive: true, force: true });
    const created = await createTestAuthority({ now: now() });
    const { signature, authentication } = await created.issueCertificates(HOLDER, now());
    const { nameKanji, nameRomaji, role } = HOLDER;
    const image = createVirtualCardImage({
      profile: 'jma',
      interface: 'contactless',
      face: { nameKanji, nameRomaji, role, registration: '000000' },
      signature,
      authentication,
      pin: DEMONSTRATION_PIN,
    });
    await saveVirtualCardImage(cardFolder, image);
    await saveTestAuthority(authorityFolder, created);
    return created;
  }

  const openCard = async () => openVirtualCard(cardFolder);

  return {
    get state() {
      return !authority ? 'none' : inReader ? 'in-reader' : 'out-of-reader';
    },
    get trust() {
      return authority && { anchor: authority.anchor, crls: authority.crls };
    },
    get timeStamper() {
      return authority && localTimeStamper(timeStampSigner(authority), now);
    },
    get revoke() {
      const present = authority;
      if (!present) return null;
      return async ({ serial, reason }: Revocation) => {
        if (!isRevocationReason(reason)) throw new RangeError(`revocation reason ${reason} is unknown`);
        present.revoke(serial, reason, now());
        await renew(present);
      };
    },
    async insert() {
      if (inReader) return;
      authority ??= await create();
      const card = await openCard().catch(async () => {
        authority = await create();
        return openCard();
      });
      const { readers: known } = await readers.snapshot();
      if (!known.some(({ name }) => name === DEMONSTRATION_READER)) readers.addReader(DEMONSTRATION_READER);
      readers.insert(DEMONSTRATION_READER, card);
      inReader = true;
    },
    remove() {
      if (inReader) readers.remove(DEMONSTRATION_READER);
      inReader = false;
    },
  };
}
