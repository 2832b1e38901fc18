import packageFile from '../../../../package.json' with { type: 'json' };
import { stampFont } from '../../../../pki/pades/stamp/font.ts';
import { getaCase } from '../../../print/geta.ts';
import { type Paper, pdfFile } from '../../../print/pdf-file.ts';
import { type Typesetter, typesetter } from '../../../print/typeset.ts';
import type { WrittenFile } from '../../../tables/write-csv.ts';
import type { Language } from '../../../words/words.ts';

type Drawn = Pick<Paper, 'sheet' | 'pages' | 'attachments'> & { readonly title: string };

/** Draws a paper and writes it as PDF; letters that the font lacks become 〓. Equal papers of one time are equal files. */
export async function print(language: Language, now: Date, draw: (type: Typesetter) => Drawn): Promise<WrittenFile> {
  const geta = getaCase();
  const type = typesetter(await stampFont(), geta.substitute);
  const { title, ...paper } = draw(type);
  const imprint = { title, language, producer: `HPKI Desk ${packageFile.version}`, at: now.toISOString() };
  return { bytes: pdfFile({ ...paper, type, imprint }), replaced: geta.letters() };
}
