import path from 'node:path';
import { VirtualCard } from '../../card/virtual/virtual-card.ts';
import type { VirtualCardImage } from '../../card/virtual/image.ts';
import type { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import type { HolderFields, HolderPage } from '../../main/api/schema/credentials.ts';
import type { Application } from '../../main/application.ts';
import { type Seat, seatOf } from '../../main/credentials/seat.ts';
import { orderReference } from '../../main/credentials/production/order-reference.ts';
import { dayInJapan } from '../../main/day-in-japan.ts';
import { nonce, objectIn, printedCard } from './authority-desk.ts';

export interface IssuedCard {
  readonly holder: number;
  readonly image: VirtualCardImage;
}

interface IssueOrder {
  readonly staff: string;
  readonly second: string;
  readonly fields: HolderFields;
  /** Whose card is replaced, and why; without, somebody's first. */
  readonly instead?: { readonly holder: number; readonly reason: string };
  readonly serial: string;
  readonly readers: VirtualReaderService;
  readonly reader: string;
}

const PAPERS = ['application-form', 'photo', 'licence-copy', 'resident-record', 'identity-copy', 'loss-report'] as const;

/** The way of an application to its order, and of the order to its desk: each step with what lies before whoever takes it. */
const APPLICATION_STEPS: readonly (readonly [transition: string, evidence: readonly string[]])[] = [
  ['check-documents', []],
  ['confirm-licence', ['licence-confirmation']],
  ['ask-payment', []],
  ['record-payment', ['payment']],
  ['approve', []],
];

/**
 * Issues a card for somebody through the program's own interface, from the application to the hand-over without a test of the PIN.
 * @param staff who does all of it: reception, examiner, approver and operator
 * @param second who confirms what nobody does alone
 */
export async function issueCard(
  application: Application,
  { staff, second, fields, instead, serial, readers, reader }: IssueOrder,
): Promise<IssuedCard> {
  const authority = await application.authority();
  const seat: Seat = seatOf(authority, await authority.staff.actingOf(staff));
  const today = dayInJapan(application.store.now().getTime());
  const person = instead
    ? { ...instead, procedure: 'reissue' }
    : { holder: null, fields, association: '文京区医師会', member: true, procedure: 'new-issue', reason: null };
  let { page }: { page: HolderPage } = await seat.apply({ nonce: nonce(), ...person, channel: 'paper', receivedOn: today });
  const step = async (object: string, transition: string, evidence: readonly string[] = []) => {
    const answer = await seat.advance({ nonce: nonce(), object, transition, evidence: [...evidence], reason: '' });
    if (answer.proposal) await authority.proposals.confirm(await authority.staff.actingOf(second), answer.proposal);
    page = await seat.page(answer.page.holder);
  };
  const { id, checklist } = objectIn(page, 'application', 'submitted');
  const lacking = checklist.filter(({ state }) => state !== 'present').map(({ item }) => item);
  for (const item of PAPERS.filter((paper) => lacking.includes(paper))) await seat.addEvidence({ object: id, item, dated: today, note: '' });
  for (const [transition, evidence] of APPLICATION_STEPS) {
    const { objects } = await seat.page(page.holder);
    const asked = objects.find((object) => object.id === id)!.actions.find((action) => action.transition === transition);
    if (asked?.because === null || asked?.because === 'evidence') await step(id, transition, evidence);
  }
  const order = objectIn(page, 'order', 'waiting').id;
  const { name } = await authority.production.export(seat.acting, [order], 'utf-8');
  const reference = orderReference(order, path.parse(name).name);
  await authority.production.importSerials(seat.acting, Buffer.from(`注文番号,カード番号\r\n${reference},${serial}\r\n`), true);
  await step(order, 'make-ready', ['inspection']);
  await step(order, 'send-to-desk');
  await step(order, 'notify');
  const image = await printedCard(application, fields.name);
  readers.insert(reader, new VirtualCard(image));
  await application.cards.settled();
  const { certificates } = await authority.handOver.read(seat.acting, order, reader);
  const seen = certificates.map(({ sha256 }) => sha256);
  const evidence = ['issue-notice', 'licence-original', 'identity-document'];
  await seat.handOver({ nonce: nonce(), order, reader, seen, evidence, possession: 'not-tested', reason: '' });
  readers.remove(reader);
  return { holder: page.holder, image };
}
