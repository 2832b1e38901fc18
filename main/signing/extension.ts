import { extendFile } from '../../pki/levels/extend.ts';
import type { RegisterEntry } from '../api/schema/document.ts';
import type { ExtensionOrder } from '../api/schema/signing.ts';
import type { Intake } from '../documents/intake.ts';
import type { Register } from '../documents/register.ts';
import { writeTemporaryFile } from '../store/write-new-file.ts';
import { type LevelServices, materialFor } from './levels.ts';
import { renewalDue } from './renewal.ts';

export interface ExtensionServices extends LevelServices {
  readonly intake: Intake;
  readonly register: Register;
}

/**
 * Raises the level of a signed file of the register, or renews its archive time stamp: a new file and entry, while the old ones stay.
 * Needs no card. A detached signature needs the document it was made for, taken in again.
 * @throws AppError DOCUMENT_UNKNOWN, FILE_NOT_FOUND, FILE_UNWRITABLE; PkiError LEVEL_NOT_AVAILABLE and those of `extendFile`
 */
export async function extendEntry({ id, level }: ExtensionOrder, services: ExtensionServices): Promise<RegisterEntry> {
  const { intake, register } = services;
  const { entry, bytes } = await register.read(id);
  const content = entry.format === 'cades' ? await intake.withContent(entry.sourceSha256)?.read() : undefined;
  const material = await materialFor(null, entry.test, level, services);
  const extended = await extendFile({ bytes, level, material, ...(content && { content }) });
  const { sourceName, format, sourceSha256, signerName, certificateSha256, test } = entry;
  return register.add({
    ...{ sourceName, format, level, sourceSha256, signerName, certificateSha256, test },
    extendedFrom: id,
    subject: null,
    write: async (path) => {
      await writeTemporaryFile(path, extended);
      return renewalDue(path);
    },
  });
}
