import { stampFont } from '../../../pki/pades/stamp/font.ts';
import { typesetter } from '../../print/typeset.ts';

/** Letters of a text that the font of the paper cannot show, each once, with their numbers: `﨟 (U+FA1F)`. */
export async function unprintable(text: string): Promise<readonly string[]> {
  const letters = new Set<string>();
  const type = typesetter(await stampFont(), (letter) => {
    letters.add(letter);
    return '';
  });
  for (const line of text.split(/[\n\t]/)) type.line(line);
  return [...letters].map(
    (letter) => `${letter} (${[...letter].map((part) => `U+${part.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' ')})`,
  );
}
