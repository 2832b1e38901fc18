import * as z from 'zod';
import { type InterruptedReception, interruptedReception, type KeptLanes, keptLanes } from '../../api/schema/attendance.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';

const OPEN = 'openReception';
const lanesOf = (seminar: string): string => `receptionLanes/${seminar}`;
const declinedOf = (seminar: string): string => `declinedScans/${seminar}`;

const hashes = z.array(z.string());

type Kept = Pick<Store, 'db'>;

/** The reception that is open, or that a run of the program left open when it ended without closing it. */
export async function openedReception({ db }: Kept): Promise<InterruptedReception | null> {
  return interruptedReception
    .nullable()
    .catch(null)
    .parse(await readSetting(db, OPEN));
}

/** Keeps that a reception is open, `null` that none is. */
export const keepOpened = ({ db }: Kept, opened: InterruptedReception | null): Promise<void> => keepSetting(db, OPEN, opened);

/** How the readers were used at a seminar; `null`: reception was never opened here. */
export async function lanesKept({ db }: Kept, seminar: string): Promise<KeptLanes | null> {
  return keptLanes
    .nullable()
    .catch(null)
    .parse(await readSetting(db, lanesOf(seminar)));
}

export const keepLanes = ({ db }: Kept, seminar: string, kept: KeptLanes): Promise<void> => keepSetting(db, lanesOf(seminar), kept);

/** Scans that staff declined, by the hashes of their facts: no fact tells it, as nothing came of them. */
export async function declinedScans({ db }: Kept, seminar: string): Promise<ReadonlySet<string>> {
  return new Set(hashes.catch([]).parse(await readSetting(db, declinedOf(seminar))));
}

export async function keepDeclined(store: Kept, seminar: string, fact: string): Promise<void> {
  await keepSetting(store.db, declinedOf(seminar), [...(await declinedScans(store, seminar)), fact]);
}
