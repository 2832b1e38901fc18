import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { ReportedFile } from './report-view.ts';

/** Reports of one session, so that what is printed is what was shown: nothing is verified again, and no page can have another answer printed. */
export interface KeptReports {
  /** @returns the id of the report. */
  keep(file: ReportedFile): string;
  /** @throws AppError REPORT_UNKNOWN */
  find(id: string): ReportedFile;
}

/** More than anybody has open; the oldest goes first. */
const MOST = 100;

export function keptReports(): KeptReports {
  const kept = new Map<string, ReportedFile>();
  return {
    keep(file) {
      const id = randomUUID();
      kept.set(id, file);
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
      return id;
    },
    find(id) {
      const found = kept.get(id);
      if (!found) throw new AppError('REPORT_UNKNOWN');
      return found;
    },
  };
}
