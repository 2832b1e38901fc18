import { resolve } from 'node:path';
import type { Failure } from '../../api/schema/common.ts';
import type { RegisterEntry } from '../../api/schema/document.ts';
import type { BatchItem } from '../../api/schema/signing.ts';
import type { Register } from '../../documents/register.ts';
import { toFailure } from '../../failure.ts';
import type { Batches } from '../../signing/batch/batches.ts';
import type { Deliver } from './delivery.ts';

/** A signed file that was brought out: of which file it is, and where it lies. */
export interface Delivered {
  readonly file: string;
  readonly output: string;
  readonly entry: RegisterEntry;
}

/** Signed, and in the register only; `path`: empty where it was deleted there; `failure`: what kept it from being brought out, `null` where that was not tried. */
export interface Undelivered {
  readonly file: string;
  readonly entry: string;
  readonly path: string;
  readonly failure: Failure | null;
}

/** What a run has brought out of what earlier ones have signed, and what it could not. */
export interface Earlier {
  readonly delivered: readonly Delivered[];
  readonly undelivered: readonly Undelivered[];
}

/** Notes where each file was brought, so that none is brought again. */
export const noting =
  (deliver: Deliver, batches: Pick<Batches, 'delivered'>): Deliver =>
  async (entry) => {
    const path = await deliver(entry);
    await batches.delivered(entry.id, resolve(path));
    return path;
  };

/** Brings out what earlier runs have signed and not brought out; one that cannot be is told, and stands in the way of none. */
export async function bringOutEarlier(items: readonly BatchItem[], deliver: Deliver, register: Pick<Register, 'find'>): Promise<Earlier> {
  const delivered: Delivered[] = [];
  const undelivered: Undelivered[] = [];
  for (const { entry: id, name: file, delivered: before } of items) {
    if (id === null || before !== null) continue;
    const entry = await register.find(id);
    await deliver(entry).then(
      (output) => delivered.push({ file, output, entry }),
      (error: unknown) => undelivered.push({ file, entry: id, path: entry.outputPath, failure: toFailure(error) }),
    );
  }
  return { delivered, undelivered };
}
