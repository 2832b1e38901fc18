import { createHash } from 'node:crypto';
import type { ReaderService } from '../../card/reader.ts';
import { VirtualReaderService } from '../../card/transports/virtual/virtual-reader-service.ts';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import type { Seminar, SeminarPlan } from '../../main/api/schema/training.ts';
import type { Application } from '../../main/application.ts';
import { openApplication } from '../../main/open-application.ts';
import type { Venue } from '../../main/attendance/venue/venue.ts';
import type { StackCard, StackDoctor } from './card-stack.ts';

export interface VenueDesk extends AsyncDisposable {
  readonly application: Application;
  readonly venue: Venue;
}

/** The program over a data folder, on readers of the test. */
export async function openVenueDesk(dataFolder: string, readers: ReaderService = new VirtualReaderService(), now?: () => Date): Promise<VenueDesk> {
  const application = await openApplication({
    dataFolder,
    shell: 'command-line',
    pinDesk: { ask: async () => null },
    readers,
    ...(now && { now }),
  });
  return { application, venue: await application.venue(), [Symbol.asyncDispose]: () => application[Symbol.asyncDispose]() };
}

/** A list of people as an office exports it. */
export const listOf = (doctors: readonly StackDoctor[]): Uint8Array =>
  Buffer.from(
    [
      '医籍登録番号,氏名,ふりがな,所属医療機関,生年月日',
      ...doctors.map(({ registration, name, kana, affiliation, birthDate }) => [registration, name, kana, affiliation, birthDate].join(',')),
    ].join('\r\n'),
  );

/** A seminar that is open for reception, with its list of bookings. */
export async function openSeminarWith(venue: Venue, plan: SeminarPlan, booked: readonly StackDoctor[]): Promise<Seminar> {
  const { id } = await venue.seminars.create(plan);
  if (booked.length > 0) {
    const answer = await venue.people.import({ bytes: listOf(booked), fileName: 'booked.csv', kind: 'booking', seminar: id, apply: true });
    if (answer.added + answer.unchanged + answer.changed !== booked.length) throw new Error(JSON.stringify(answer));
  }
  return venue.seminars.move(id, 'open', '');
}

/** Binds a card to its doctor as staff do after a look at its face. */
export async function bindCard(venue: Venue, { doctor, certificate, image }: StackCard, authority: Uint8Array): Promise<void> {
  const person = await venue.people.ensure({ ...doctor, myPage: true });
  const atr = image.interface === 'contactless' ? '3B8880010 04E0000F781D100E0'.replaceAll(' ', '') : '3BF41300008131FE45004E0000A2';
  await venue.bindings.bind({ der: certificate, chain: [authority], authorities: [], atr, way: null }, person.person, '係');
}

/** SHA-256 of a certificate as bindings name it. */
export const certificateName = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex').toUpperCase();

/** Resolves with the first settled verdict that fits. */
export async function verdictWhere(venue: Venue, fits: (verdict: VerdictView) => boolean, signal?: AbortSignal): Promise<VerdictView> {
  for await (const { recent } of venue.reception.watch(signal)) {
    const found = recent.find((verdict) => verdict.face !== 'hold' && fits(verdict));
    if (found) return found;
  }
  throw new Error('reception was closed');
}
