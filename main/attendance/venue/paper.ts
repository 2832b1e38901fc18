import type { AuditLog } from '../../audit/audit-log.ts';
import type { Store } from '../../store/store.ts';
import type { Seminars } from '../../training/seminars.ts';
import type { FactLog } from '../facts/log.ts';
import { type PaperProblem, readPaperList } from '../paper/paper-list.ts';
import type { StatusBook } from '../status-list/book.ts';

export interface PaperAnswer {
  /** Entries that were not there before. */
  readonly added: number;
  /** Lines of which nothing was taken. */
  readonly refused: { readonly line: number; readonly code: PaperProblem }[];
}

interface PaperParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly seminars: Seminars;
  readonly facts: FactLog;
  readonly status: Pick<StatusBook, 'view'>;
  readonly rules: () => string;
}

/** Merges a list that was kept on paper; merging it again adds nothing. @throws AppError SEMINAR_UNKNOWN, IMPORT_UNREADABLE */
export async function importPaperList(parts: PaperParts, seminar: string, file: Uint8Array, by: string): Promise<PaperAnswer> {
  const { store, audit, seminars, facts, status, rules } = parts;
  const { plan, revision } = seminars.get(seminar);
  const { drafts, refused } = readPaperList(file, {
    seminar,
    plan,
    revision,
    rules: rules(),
    status: status.view.version,
    by,
    now: store.now(),
  });
  const before = (await facts.of(seminar)).length;
  for (const draft of drafts) await facts.append(draft);
  const added = (await facts.of(seminar)).length - before;
  await audit.record({ action: 'attendance.manual', facts: { seminar, evidence: 'paper-list', added, refused: refused.length } });
  return { added, refused: [...refused] };
}
