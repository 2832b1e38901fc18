import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CardError } from '../errors.ts';
import type { VirtualCardImage } from './image.ts';
import { VirtualCard, type VirtualCardOptions } from './virtual-card.ts';

const FILE = 'card.json';
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

const base64 = z.base64().min(1);

const image: z.ZodType<VirtualCardImage> = z.object({
  format: z.literal('hpki-virtual-card/1'),
  profile: z.enum(['jma', 'guideline']),
  interface: z.enum(['contact', 'contactless']),
  face: z.object({ nameKanji: z.string(), nameRomaji: z.string(), registration: z.string(), role: z.string() }),
  signing: z.enum(['iso', 'jicsap']),
  applications: z
    .array(
      z.object({
        kind: z.enum(['signature', 'authentication']),
        pin: z.string().min(1),
        tries: z.int().min(0).max(15),
        maxTries: z.int().min(1).max(15),
        certificate: base64,
        chain: z.array(base64),
        privateKey: base64,
      }),
    )
    .min(1),
});

/**
 * Reads the card that a folder holds.
 * @throws CardError VIRTUAL_CARD_UNREADABLE
 */
export async function loadVirtualCardImage(folder: string): Promise<VirtualCardImage> {
  try {
    return image.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch (cause) {
    throw new CardError('VIRTUAL_CARD_UNREADABLE', { note: join(folder, FILE) }, { cause });
  }
}

/** Writes the card into its folder, readable by its owner alone; a crash leaves the old card or the new one, never half of one. */
export async function saveVirtualCardImage(folder: string, card: VirtualCardImage): Promise<void> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const target = join(folder, FILE);
  const draft = `${target}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', OWNER_ONLY_FILE);
    try {
      await file.writeFile(`${JSON.stringify(card, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * The card of a folder, ready to be put into a reader; its PIN counters are kept in the folder.
 * @throws CardError VIRTUAL_CARD_UNREADABLE
 */
export async function openVirtualCard(folder: string, options: Pick<VirtualCardOptions, 'faults'> = {}): Promise<VirtualCard> {
  return new VirtualCard(await loadVirtualCardImage(folder), { ...options, save: (changed) => saveVirtualCardImage(folder, changed) });
}
