import type { MergeAnswer } from '../../api/schema/attendance.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Store } from '../../store/store.ts';
import type { Seminars } from '../../training/seminars.ts';
import { readBundle, writeBundle } from '../bundle/bundle.ts';
import type { FactLog } from '../facts/log.ts';
import { ROW_SCHEMAS, type RowKind, type SharedRows } from '../stations/shared.ts';
import type { VenueShared } from './shared-rows.ts';
import type { NamedBytes } from '../../named-bytes.ts';

export interface BundleParts {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly seminars: Seminars;
  readonly facts: FactLog;
  readonly shared: VenueShared;
}

/** Rows that other stations take: as over the link, one that they would refuse does not keep the others from them. */
const takeable = <Kind extends RowKind>(kind: Kind, rows: readonly SharedRows[Kind][]): readonly SharedRows[Kind][] =>
  rows.filter((row) => ROW_SCHEMAS[kind].safeParse(row).success);

/** The seminar as one sealed file for a station without network. @throws AppError SEMINAR_UNKNOWN */
export async function bundleOf(
  { store, audit, seminars, facts, shared: { rows } }: BundleParts,
  seminar: string,
  passphrase: string,
): Promise<NamedBytes> {
  seminars.get(seminar);
  const content = {
    seminar,
    plan: takeable('plan', await rows.plan(seminar)),
    people: takeable('people', await rows.people(seminar)),
    bindings: takeable('bindings', await rows.bindings(seminar)),
    facts: await facts.missing(seminar, {}),
  };
  const bytes = await writeBundle(content, passphrase);
  await audit.record({ action: 'attendance.bundled', facts: { seminar, bytes: bytes.length } });
  const moment = store.now().toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
  return { name: `reception-${moment}-${seminar.slice(0, 8)}.hpkidesk`, bytes };
}

/**
 * Takes what a bundle holds; merging it again, or in another order with others, changes nothing.
 * @throws AppError BUNDLE_UNREADABLE, BUNDLE_PASSPHRASE_WRONG
 */
export async function mergeBundle({ audit, facts, shared }: BundleParts, file: Uint8Array, passphrase: string): Promise<MergeAnswer> {
  const { seminar, plan, people, bindings, facts: travelling } = await readBundle(file, passphrase);
  await shared.take.plan(seminar, plan);
  await shared.take.people(seminar, people);
  const answer = await facts.merge(travelling, seminar);
  await shared.take.bindings(seminar, bindings);
  const { added, known, refused, forks } = answer;
  await audit.record({ action: 'attendance.merged', facts: { seminar, added, known, refused, forks: forks.length } });
  for (const kind of ['plan', 'people', 'bindings'] as const) shared.tell({ kind, seminar });
  return answer;
}
