import { hostname } from 'node:os';
import type { ReaderService } from '../../../card/reader.ts';
import type { MergeAnswer } from '../../api/schema/attendance.ts';
import type { ExportOrder, Settlement } from '../../api/schema/training.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { LiveCards } from '../../cards/live-cards.ts';
import { type Hub, openHub } from '../../membership/hub.ts';
import { openPeople, type People } from '../../membership/people.ts';
import type { HttpClient } from '../../../pki/network/http-client.ts';
import type { Store } from '../../store/store.ts';
import { certifiablePersons, type ExportedFile, exportFile } from '../../training/output/export-file.ts';
import { openSubmissions, type Submissions } from '../../training/output/submissions.ts';
import { type LocalRulesBook, openLocalRules, rulesVersionWith } from '../../training/rules/local-rules.ts';
import { schemes } from '../../training/rules/schemes.ts';
import { openSeminars, type Seminars } from '../../training/seminars.ts';
import { openSettlements, type Settlements } from '../../training/settlements.ts';
import type { Trust } from '../../verification/trust.ts';
import { type Bindings, openBindings } from '../cards/bindings.ts';
import { clockDoubts } from '../facts/clock.ts';
import { type FactLog, openFactLog } from '../facts/log.ts';
import { measuredOffset } from '../reception/parts.ts';
import { openReception, type Reception } from '../reception/reception.ts';
import { openStationIdentity } from '../stations/identity.ts';
import { openStations, type Stations } from '../stations/stations.ts';
import type { OwnClock } from '../stations/time-scale.ts';
import { openStatusBook, type StatusBook } from '../status-list/book.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { bundleOf, mergeBundle } from './bundles.ts';
import { importPaperList, type PaperAnswer, type PaperFile } from './paper.ts';
import { sharedRows } from './shared-rows.ts';

/** Seminars and everything that happens at them, on one desk. Opened with the first question about them: a desk that only signs never pays for it. */
export interface Venue extends AsyncDisposable {
  readonly people: People;
  readonly hub: Hub;
  readonly seminars: Seminars;
  readonly localRules: LocalRulesBook;
  readonly settlements: Settlements;
  readonly submissions: Submissions;
  readonly facts: FactLog;
  readonly bindings: Bindings;
  readonly status: StatusBook;
  readonly stations: Stations;
  readonly reception: Reception;
  /** @throws AppError SEMINAR_UNKNOWN, NOTHING_TO_EXPORT, EXPORT_LETTERS_MISSING, COLUMN_PROFILE_UNKNOWN, SEMINAR_NOT_SETTLED, PRACTICE_NOT_SUBMITTED */
  export(order: ExportOrder): Promise<ExportedFile>;
  /** Certificates of attendance, one file each. @throws as `export` */
  certificates(seminar: string, person?: string): Promise<readonly ExportedFile[]>;
  bundle(seminar: string, passphrase: string): Promise<NamedBytes>;
  merge(file: Uint8Array, passphrase: string): Promise<MergeAnswer>;
  importPaper(seminar: string, file: PaperFile): Promise<PaperAnswer>;
}

export interface VenueOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly service: ReaderService;
  readonly cards: Pick<LiveCards, 'reserve'>;
  readonly trust: () => Promise<Trust>;
  readonly http: HttpClient;
}

export async function openVenue({ store, audit, service, cards, trust, http }: VenueOptions): Promise<Venue> {
  await using opened = new AsyncDisposableStack();
  const people = await openPeople({ store, audit });
  const localRules = await openLocalRules({ store, audit });
  const seminars = await openSeminars({ store, audit, localRules });
  const identity = await openStationIdentity(store, hostname());
  const facts = openFactLog({ store, device: identity.device, people });
  const bindings = await openBindings({ store, audit, trust });
  const status = await openStatusBook({ store, audit });
  const shared = sharedRows({ seminars, people, bindings, log: facts, receiving: () => reception?.view.seminar ?? null, now: store.now });
  let reception: Reception | null = null;
  /** What this desk knows against its own clock, without what the stations say of it. */
  const clock = (): OwnClock => {
    const doubts = clockDoubts({
      now: store.now(),
      statusIssuedAt: status.view.issuedAt === null ? null : new Date(status.view.issuedAt),
      lastOwnFactAt: null,
      sessions: [],
      peerOffsetMs: null,
    });
    return { standing: doubts.length > 0 ? 'doubted' : 'plain', offsetMs: 0 };
  };
  const stations = opened.use(await openStations({ store, audit, identity, shared, clock }));
  const rules = () => rulesVersionWith(localRules.current);
  const parts = {
    store,
    audit,
    service,
    cards,
    people,
    seminars,
    log: facts,
    bindings,
    status,
    stations,
    rules,
    tell: shared.tell,
    tellCards: shared.tellCards,
  };
  reception = opened.use(openReception(parts));
  const settlements = openSettlements({ store, audit, seminars, people, facts, localRules, offsetMs: () => measuredOffset({ stations }) });
  const presentSchemes = () => schemes(localRules.current);
  const submissions = openSubmissions({ store, audit, seminars, settlements, schemes: presentSchemes });

  const newest = async (seminar: string): Promise<Settlement> => (await settlements.list(seminar))[0] ?? settlements.preview(seminar);

  async function exported(order: ExportOrder, settlement?: Settlement): Promise<ExportedFile> {
    const file = await exportFile({
      order,
      seminar: seminars.get(order.seminar),
      settlement: settlement ?? (await newest(order.seminar)),
      schemes: presentSchemes(),
      bookingCode: (person) => people.bookingCode(person, order.seminar),
      now: store.now(),
    });
    const { seminar, what, format } = order;
    await audit.record({ action: 'attendance.exported', facts: { seminar, what, format } });
    return file;
  }

  /** A list of bookings that was imported, and what was filled in of somebody booked, go to the other stations too. */
  const tellingPeople: People = {
    ...people,
    async import(order) {
      const answer = await people.import(order);
      if (answer.applied && order.seminar !== undefined) shared.tell({ kind: 'people', seminar: order.seminar });
      return answer;
    },
    async complete(order) {
      const person = await people.complete(order);
      for (const seminar of person.booked) shared.tell({ kind: 'people', seminar });
      return person;
    },
  };
  const exchange = { store, audit, seminars, people, bindings, facts, shared };
  const resources = opened.move();
  return {
    people: tellingPeople,
    hub: await openHub({ store, audit, people, http }),
    seminars,
    localRules,
    settlements,
    submissions,
    facts,
    bindings,
    status,
    stations,
    reception,
    export: (order) => exported(order),
    async certificates(seminar, person) {
      const settlement = await newest(seminar);
      const persons = person === undefined ? certifiablePersons(seminars.get(seminar), settlement) : [person];
      const files: ExportedFile[] = [];
      for (const each of persons) files.push(await exported({ seminar, what: 'certificates', format: 'pdf', person: each }, settlement));
      return files;
    },
    bundle: (seminar, passphrase) => bundleOf(exchange, seminar, passphrase),
    merge: (file, passphrase) => mergeBundle(exchange, file, passphrase),
    importPaper: (seminar, file) => importPaperList({ ...exchange, status, stations, rules }, seminar, file),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
