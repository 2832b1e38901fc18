import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { PinPrompt } from '../../card/pin/prompt.ts';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import { createVirtualCardImage, type VirtualCardOrder } from '../../card/virtual/create.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import type { HolderFields, HolderPage } from '../../main/api/schema/credentials.ts';
import type { StaffRole } from '../../main/api/schema/staff.ts';
import type { Application } from '../../main/application.ts';
import { openApplication } from '../../main/open-application.ts';
import type { Authority } from '../../main/credentials/authority.ts';
import { type Seat, seatOf } from '../../main/credentials/seat.ts';
import type { TestAuthority } from '../../pki/test-authority/authority.ts';
import { loadTestAuthority } from '../../pki/test-authority/folder.ts';

export const READER = 'Hand-over reader';

export interface AuthorityDesk extends AsyncDisposable {
  readonly application: Application;
  readonly authority: Authority;
  readonly readers: VirtualReaderService;
  /** Reception and examiner · approver · operator · a second approver and operator · auditor. */
  readonly seats: Readonly<Record<'clerk' | 'approver' | 'operator' | 'second' | 'auditor', Seat>>;
  /** A card of the demonstration's authority, as it comes from the printer. */
  makeCard(name: string): Promise<VirtualCard>;
  /** What the authority puts on one card: certificates, their chains and keys. */
  issue(name: string, at?: Date): ReturnType<TestAuthority['issueCertificates']>;
  /** A certificate of that authority which is on no card, DER. */
  makeCertificate(name: string): Promise<Uint8Array>;
}

const STAFF: Readonly<Record<keyof AuthorityDesk['seats'], readonly StaffRole[]>> = {
  approver: ['approver'],
  second: ['approver', 'operator', 'reception'],
  clerk: ['reception', 'examiner'],
  operator: ['operator'],
  auditor: ['auditor'],
};

export interface AuthorityDeskOptions {
  readonly now?: () => Date;
  /** What the holder types; `null`: the holder cancels. */
  readonly pin?: string | null;
  /** The holder, in place of one who types `pin`. */
  readonly holder?: PinPrompt;
}

/** The authority's desk over a data folder in test mode, with five people registered. */
export async function openAuthorityDesk(dataFolder: string, { now, pin = '1234', holder }: AuthorityDeskOptions = {}): Promise<AuthorityDesk> {
  const readers = new VirtualReaderService();
  readers.addReader(READER);
  const application = await openApplication({
    dataFolder,
    shell: 'command-line',
    pinDesk: holder ?? { ask: async () => (pin === null ? null : { pin: new TextEncoder().encode(pin) }) },
    readers,
    testCards: true,
    ...(now && { now }),
  });
  await application.insertDemonstrationCard();
  const authority = await application.authority();
  const { staff } = authority;
  const known = await staff.list();
  const ids: Record<string, string> = Object.fromEntries(known.map(({ id, name }) => [name, id]));
  let first = known.length === 0 ? null : { id: ids['approver']! };
  for (const [name, roles] of Object.entries(STAFF)) {
    if (ids[name]) continue;
    const second = name === 'approver' || name === 'second' ? null : { id: ids['second']! };
    const added = await staff.add({ name, roles: [...roles], association: null }, first, second);
    ids[name] = added.id;
    first ??= { id: added.id };
  }
  const seats = Object.fromEntries(
    await Promise.all(Object.keys(STAFF).map(async (name) => [name, seatOf(authority, await staff.actingOf(ids[name]!))])),
  );
  return {
    application,
    authority,
    readers,
    seats: seats as AuthorityDesk['seats'],
    makeCard: async (name) => new VirtualCard(await printedCard(application, name)),
    issue: (name, at) => issue(application, name, at),
    makeCertificate: async (name) => (await issue(application, name)).signature.certificate,
    [Symbol.asyncDispose]: () => application[Symbol.asyncDispose](),
  };
}

async function issue({ store }: Application, name: string, at = store.now()) {
  const issuer = await loadTestAuthority(join(store.folder.demonstration, 'authority'));
  return issuer.issueCertificates({ nameKanji: name, nameRomaji: 'TARO TEST', role: 'Medical Doctor', withKanji: true }, at);
}

/** What a card with these certificates holds; its PIN is 1234. */
function imageOf(name: string, material: Pick<VirtualCardOrder, 'signature' | 'authentication'>): VirtualCardImage {
  const face = { nameKanji: name, nameRomaji: 'TARO TEST', role: 'Medical Doctor', registration: '000001' };
  return createVirtualCardImage({ profile: 'jma', interface: 'contact', face, ...material, pin: '1234' });
}

/** A card with certificates of the demonstration's authority, as it comes from the printer. */
export const printedCard = async (application: Application, name: string): Promise<VirtualCardImage> => imageOf(name, await issue(application, name));

/** A card with these certificates. */
export const cardOf = (...given: Parameters<typeof imageOf>): VirtualCard => new VirtualCard(imageOf(...given));

export const nonce = (): string => randomUUID();

export const fieldsOf = (changed: Partial<HolderFields> = {}): HolderFields => ({
  registration: '345678',
  name: '検証　太郎',
  kana: 'けんしょう　たろう',
  romaji: 'TARO KENSHO',
  formerName: '',
  birthDate: '1970-03-12',
  postalCode: '113-8621',
  address: '東京都文京区本駒込2-28-16',
  phone: '03-1234-5678',
  email: '',
  workplace: '検証病院',
  memberId: '1234567890',
  ...changed,
});

/** The object of a kind that stands in a state. */
export function objectIn(page: HolderPage, kind: HolderPage['objects'][number]['kind'], state?: string): HolderPage['objects'][number] {
  const found = page.objects.find((object) => object.kind === kind && (state === undefined || object.state === state));
  if (!found) throw new Error(`no ${kind} ${state ?? ''} among ${page.objects.map((object) => `${object.kind} ${object.state}`).join(', ')}`);
  return found;
}
