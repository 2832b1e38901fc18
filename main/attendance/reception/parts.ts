import type { ReaderService } from '../../../card/reader.ts';
import type { VerdictId } from '../../api/schema/attendance.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { LiveCards } from '../../cards/live-cards.ts';
import type { People } from '../../membership/people.ts';
import type { Store } from '../../store/store.ts';
import type { Seminars } from '../../training/seminars.ts';
import type { Bindings } from '../cards/bindings.ts';
import type { FactLog } from '../facts/log.ts';
import { tellableOffset } from '../facts/schema.ts';
import type { SharedChange } from '../stations/shared.ts';
import type { Stations } from '../stations/stations.ts';
import type { StatusBook } from '../status-list/book.ts';
import type { Lane } from './lanes.ts';
import type { Showings } from './showings.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What reception works with. */
export interface ReceptionParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly service: ReaderService;
  readonly cards: Pick<LiveCards, 'reserve'>;
  readonly people: People;
  readonly seminars: Seminars;
  readonly log: FactLog;
  readonly bindings: Bindings;
  readonly status: StatusBook;
  readonly stations: Pick<Stations, 'view' | 'offsetMs' | 'differenceMs' | 'watch'>;
  /** Tells the other stations that something of this desk has changed. */
  readonly tell: (change: SharedChange) => void;
  readonly tellCards: (seminar: string, person: string) => Promise<void>;
  /** Version of the rule tables that hold now. */
  readonly rules: () => string;
}

/** A reception that is open. */
export interface OpenReception {
  readonly seminar: string;
  readonly lanes: readonly Lane[];
  /** Readers of lanes that are there now. */
  readonly present: ReadonlySet<string>;
  readonly showings: Showings;
  readonly whereabouts: Whereabouts;
  /** Warnings about the desk itself, not about a person, that staff have accepted for this reception. */
  readonly standing: Set<VerdictId>;
  readonly stop: AbortController;
}

/**
 * True time minus this desk's clock as the stations measured it, milliseconds; `null`: not measured, or nothing that a clock can be off by. Whatever a
 * station tells of clocks, reception goes on recording.
 */
export const measuredOffset = ({ stations }: Pick<ReceptionParts, 'stations'>): number | null => tellableOffset(stations.offsetMs());

/** Time as far as it is known: the clock of this desk with the offset that other stations measured. */
export const trueNow = ({ store, stations }: Pick<ReceptionParts, 'store' | 'stations'>): Date =>
  new Date(store.now().getTime() + (measuredOffset({ stations }) ?? 0));
