import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';

/** One subtable of `cmap` for variation sequences, format 14 (OpenType specification, cmap). */
export interface VariationSelectorRecord {
  readonly varSelector: number;
  readonly defaultUVS: readonly { readonly startUnicodeValue: number; readonly additionalCount: number }[] | null;
  readonly nonDefaultUVS: readonly { readonly unicodeValue: number; readonly glyphID: number }[] | null;
}

interface CharacterMap {
  readonly tables: readonly {
    readonly table: { readonly version: number; readonly varSelectors?: { toArray(): readonly VariationSelectorRecord[] } };
  }[];
}

/** Font of stamps with its variation sequences. */
export interface StampFont {
  readonly font: Font;
  readonly variations: readonly VariationSelectorRecord[];
}

/** Noto Sans JP as one file: all of JIS X 0213, which the sliced web fonts lack. SIL Open Font License. */
const FILE = '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf';
const VARIATION_SEQUENCES = 14;

let loaded: Promise<StampFont> | undefined;

/** Loads the font when the first stamp is made and keeps it. */
export function stampFont(): Promise<StampFont> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<StampFont> {
  const [{ create }, file] = await Promise.all([import('fontkit'), readFile(createRequire(import.meta.url).resolve(FILE))]);
  const font = create(file) as Font;
  const { tables } = (font as Font & { readonly cmap: CharacterMap }).cmap;
  const sequences = tables.find(({ table }) => table.version === VARIATION_SEQUENCES);
  return { font, variations: sequences?.table.varSelectors?.toArray() ?? [] };
}
