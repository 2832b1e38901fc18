import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import { AppError } from '../../errors.ts';
import type { TravellingFact } from '../facts/fact.ts';
import { FACT_LIMITS, travellingFact } from '../facts/schema.ts';
import { ROW_SCHEMAS, type SharedRows } from '../stations/shared.ts';
import { openUnderPassphrase, type ScryptCost, sealUnderPassphrase } from './passphrase-file.ts';

const FORMAT = 'hpki-desk-bundle/1';

/** What a file may be, in bytes: sealed, and its JSON. A seminar of 2,000 people with 6,000 facts has about 12 MB of JSON. */
export const BUNDLE_LIMITS = { file: 64 * 1024 * 1024, json: 128 * 1024 * 1024 } as const;

/** Everything of one seminar that a station without network needs to receive people, and everything that happened. */
export interface BundleContent {
  readonly seminar: string;
  readonly plan: readonly SharedRows['plan'][];
  readonly people: readonly SharedRows['people'][];
  readonly bindings: readonly SharedRows['bindings'][];
  readonly facts: readonly TravellingFact[];
}

const content: z.ZodType<BundleContent> = z
  .strictObject({
    seminar: z.string().regex(/^[\w.:-]{1,100}$/),
    plan: z.array(ROW_SCHEMAS.plan).max(10_000),
    people: z.array(ROW_SCHEMAS.people).max(100_000),
    bindings: z.array(ROW_SCHEMAS.bindings).max(100_000),
    facts: z.array(travellingFact).max(FACT_LIMITS.perSeminar),
  })
  .refine(({ seminar, plan }) => plan.every((revision) => revision.seminar === seminar));

/**
 * One seminar as a sealed file.
 * @param cost of guessing the passphrase
 * @throws ZodError, RangeError for what `readBundle` would not take
 */
export async function writeBundle(bundle: BundleContent, passphrase: string, cost?: ScryptCost): Promise<Uint8Array> {
  const json = Buffer.from(JSON.stringify(content.parse(bundle)));
  const file = await sealUnderPassphrase(await promisify(gzip)(json), passphrase, FORMAT, cost);
  if (json.length > BUNDLE_LIMITS.json || file.length > BUNDLE_LIMITS.file) throw new RangeError(`a bundle of ${json.length} bytes`);
  return file;
}

/**
 * What `writeBundle` put into a file. Facts are of the right form; whether they are what they say, `FactLog.merge` finds.
 * @throws AppError BUNDLE_PASSPHRASE_WRONG; BUNDLE_UNREADABLE for every other file
 */
export async function readBundle(bytes: Uint8Array, passphrase: string): Promise<BundleContent> {
  if (bytes.length > BUNDLE_LIMITS.file) throw new AppError('BUNDLE_UNREADABLE', { note: 'larger than allowed' });
  const packed = await openUnderPassphrase(bytes, passphrase, FORMAT);
  try {
    const json = await promisify(gunzip)(packed, { maxOutputLength: BUNDLE_LIMITS.json });
    return content.parse(JSON.parse(json.toString('utf8')));
  } catch (cause) {
    throw new AppError('BUNDLE_UNREADABLE', { note: 'content' }, { cause });
  }
}
