import type { OpenedDocument } from '../../api/schema/document.ts';
import type { Intake } from '../../documents/intake.ts';
import { inTurn } from '../../in-turn.ts';
import { readCertificate } from './certificate-data.ts';
import type { ExportedFile } from './export-file.ts';

/**
 * Opens certificates of attendance to be signed. Of a certificate that is at hand already, unsigned, no second copy is opened: the number says which one it is,
 * as the file itself tells the time it was made.
 */
export function certificatesAtHand(
  intake: Pick<Intake, 'take' | 'describe'>,
): (files: readonly Pick<ExportedFile, 'name' | 'bytes'>[]) => Promise<OpenedDocument[]> {
  const turn = inTurn();
  const opened = new Map<string, string>();
  return (files) =>
    turn(async () => {
      const documents: OpenedDocument[] = [];
      for (const { name, bytes } of files) {
        const { number } = readCertificate(bytes);
        const document = intake.describe(opened.get(number) ?? '') ?? (await intake.take(name, bytes));
        opened.set(number, document.id);
        documents.push(document);
      }
      return documents;
    });
}
