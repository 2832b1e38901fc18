import type { AuditLog } from '../../audit/audit-log.ts';
import type { People } from '../../membership/people.ts';
import type { Store } from '../../store/store.ts';
import type { Seminars } from '../../training/seminars.ts';
import type { FactLog } from '../facts/log.ts';
import { type RefusedLine, readPaperList } from '../paper/paper-list.ts';
import type { Stations } from '../stations/stations.ts';
import { trueNow } from '../reception/parts.ts';
import type { StatusBook } from '../status-list/book.ts';

export interface PaperAnswer {
  /** Entries that were not there before. */
  readonly added: number;
  /** Lines of which nothing was taken. */
  readonly refused: RefusedLine[];
}

interface PaperParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly seminars: Seminars;
  readonly facts: FactLog;
  readonly status: Pick<StatusBook, 'view'>;
  readonly rules: () => string;
  readonly people: Pick<People, 'byRegistration'>;
  readonly stations: Stations;
}

export interface PaperFile {
  readonly bytes: Uint8Array;
  /** Member of staff. */
  readonly by: string;
  /** Lines that were refused for `identity-differs` and that staff have looked at. */
  readonly confirmed?: readonly number[] | undefined;
}

/** Merges a list that was kept on paper; merging it again adds nothing. @throws AppError SEMINAR_UNKNOWN, IMPORT_UNREADABLE */
export async function importPaperList(parts: PaperParts, seminar: string, { bytes, by, confirmed = [] }: PaperFile): Promise<PaperAnswer> {
  const { store, audit, seminars, facts, status, rules, people, stations } = parts;
  const { plan, revision } = seminars.get(seminar);
  const { drafts, refused } = readPaperList(bytes, {
    seminar,
    plan,
    revision,
    rules: rules(),
    status: status.view.version,
    by,
    now: trueNow({ store, stations }),
    held: people.byRegistration,
    confirmed,
  });
  const before = (await facts.of(seminar)).length;
  for (const draft of drafts) await facts.append(draft);
  const added = (await facts.of(seminar)).length - before;
  await audit.record({
    action: 'attendance.manual',
    facts: { seminar, evidence: 'paper-list', added, refused: refused.length, confirmed: confirmed.length },
  });
  return { added, refused: [...refused] };
}
