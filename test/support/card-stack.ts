import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createVirtualCardImage } from '../../card/virtual/create.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import { buildCertificate } from '../../pki/certificate/build.ts';
import type { NameTemplate } from '../../pki/certificate/encode-name.ts';
import { keyUsage } from '../../pki/certificate/extensions/encode.ts';
import { certificatePolicy, healthcareRole, isAuthority, subjectKeyIdentifier } from '../../pki/test-authority/extensions.ts';
import { TEST_POLICIES } from '../../pki/test-authority/profiles.ts';

/** A doctor of a stack of cards, as lists of people name one. */
export interface StackDoctor {
  readonly registration: string;
  readonly name: string;
  readonly kana: string;
  readonly affiliation: string;
  readonly birthDate: string;
}

export interface StackCard {
  readonly doctor: StackDoctor;
  /** Authentication certificate, DER. */
  readonly certificate: Uint8Array;
  readonly image: VirtualCardImage;
  card(): VirtualCard;
}

export interface StackOrder {
  readonly profile?: VirtualCardImage['profile'];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** With the policy of test cards. */
  readonly test?: boolean;
  readonly role?: string;
  readonly doctor?: Partial<StackDoctor>;
  /** Of the subject: who renews a card keeps it. */
  readonly identifier?: string;
}

export interface CardStack {
  /** The authority of the stack, DER: nobody pinned it, so its cards' paths cannot be proved, as with the real one that is not published. */
  readonly authority: Uint8Array;
  make(index: number, order?: StackOrder): StackCard;
}

const AUTHORITY: NameTemplate = [
  ['C', 'JP'],
  ['O', 'Stack of Cards'],
  ['CN', 'STACK-CA-forAuthentication-forIndividual'],
];

const spkiOf = (publicKey: KeyObject): Uint8Array => publicKey.export({ format: 'der', type: 'spki' });

const FAMILIES = ['佐藤', '髙橋', '渡邉', '山﨑', '齋藤', '大野', '河野', '濵田', '國分', '德永'];
const FAMILY_KANA = ['さとう', 'たかはし', 'わたなべ', 'やまざき', 'さいとう', 'おおの', 'こうの', 'はまだ', 'こくぶん', 'とくなが'];

/** The n-th doctor: all differ in number and name. */
export const stackDoctor = (index: number): StackDoctor => ({
  registration: String(300_001 + index),
  name: `${FAMILIES[index % FAMILIES.length]}　${String(index).padStart(4, '0')}`,
  kana: `${FAMILY_KANA[index % FAMILIES.length]}　はなこ`,
  affiliation: `第${(index % 40) + 1}病院`,
  birthDate: `19${60 + (index % 30)}-0${(index % 9) + 1}-1${index % 10}`,
});

/** As many cards as a seminar has doctors, quickly: all share one key, for nothing is signed with them. */
export function cardStack(now: Date = new Date()): CardStack {
  const issuer = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const holder = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const day = 86_400_000;
  const span = { notBefore: new Date(now.getTime() - 400 * day), notAfter: new Date(now.getTime() + 1400 * day) };
  const authority = buildCertificate(
    {
      serial: 1n,
      issuer: AUTHORITY,
      subject: AUTHORITY,
      ...span,
      spki: spkiOf(issuer.publicKey),
      extensions: [subjectKeyIdentifier(spkiOf(issuer.publicKey)), isAuthority(), keyUsage('authority')],
    },
    issuer.privateKey,
  );
  const spki = spkiOf(holder.publicKey);
  const privateKey = new Uint8Array(holder.privateKey.export({ format: 'der', type: 'pkcs8' }));
  let serial = 0x1000n;

  function make(index: number, order: StackOrder = {}): StackCard {
    const { profile = 'jma', test = false, role = 'Medical Doctor', identifier = `STACK-${index}` } = order;
    const doctor = { ...stackDoctor(index), ...order.doctor };
    serial += 1n;
    const certificate = buildCertificate(
      {
        serial,
        issuer: AUTHORITY,
        subject: [
          ['C', 'JP'],
          ['CN', `Stack Doctor ${index}`],
          ['serialNumber', identifier],
        ],
        notBefore: order.notBefore ?? span.notBefore,
        notAfter: order.notAfter ?? span.notAfter,
        spki,
        extensions: [
          subjectKeyIdentifier(spki),
          keyUsage('digitalSignature'),
          healthcareRole(role),
          ...(test ? [certificatePolicy(TEST_POLICIES.authentication, 'http://stack.invalid/')] : []),
        ],
      },
      issuer.privateKey,
    );
    const material = { certificate, chain: [authority, authority], privateKey };
    const image = createVirtualCardImage({
      profile,
      interface: 'contactless',
      face: { nameKanji: doctor.name, nameRomaji: `Stack Doctor ${index}`, registration: doctor.registration, role },
      signature: material,
      authentication: material,
      pin: '1234',
    });
    return { doctor, certificate, image, card: () => new VirtualCard(image) };
  }
  return { authority, make };
}
