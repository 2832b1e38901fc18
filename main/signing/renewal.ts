import { readFile } from 'node:fs/promises';
import { fileRenewal } from '../../pki/levels/file-renewal.ts';

/** When the archive time stamp of a file must have been renewed, `null` where it has none. */
export const renewalDue = async (path: string): Promise<Date | null> => (await fileRenewal(await readFile(path)))?.due ?? null;
