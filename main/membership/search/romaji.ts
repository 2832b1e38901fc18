/** Each group of consonants with its five syllables (a i u e o), as folded katakana: Hepburn, Kunrei, and what keyboards take. */
const SYLLABLES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '': 'ア イ ウ エ オ',
    k: 'カ キ ク ケ コ',
    s: 'サ シ ス セ ソ',
    t: 'タ チ ツ テ ト',
    n: 'ナ ニ ヌ ネ ノ',
    h: 'ハ ヒ フ ヘ ホ',
    m: 'マ ミ ム メ モ',
    y: 'ヤ イ ユ イエ ヨ',
    r: 'ラ リ ル レ ロ',
    w: 'ワ ウイ ウ ウエ オ',
    g: 'ガ ギ グ ゲ ゴ',
    z: 'ザ ジ ズ ゼ ゾ',
    d: 'ダ ジ ズ デ ド',
    b: 'バ ビ ブ ベ ボ',
    p: 'パ ピ プ ペ ポ',
    c: 'カ シ ク セ コ',
    f: 'フア フイ フ フエ フオ',
    j: 'ジヤ ジ ジユ ジエ ジヨ',
    q: 'クア クイ ク クエ クオ',
    v: 'バ ビ ブ ベ ボ',
    ky: 'キヤ キイ キユ キエ キヨ',
    gy: 'ギヤ ギイ ギユ ギエ ギヨ',
    sy: 'シヤ シイ シユ シエ シヨ',
    sh: 'シヤ シ シユ シエ シヨ',
    zy: 'ジヤ ジイ ジユ ジエ ジヨ',
    jy: 'ジヤ ジイ ジユ ジエ ジヨ',
    ty: 'チヤ チイ チユ チエ チヨ',
    cy: 'チヤ チイ チユ チエ チヨ',
    ch: 'チヤ チ チユ チエ チヨ',
    ts: 'ツア ツイ ツ ツエ ツオ',
    th: 'テヤ テイ テユ テエ テヨ',
    dy: 'ジヤ ジイ ジユ ジエ ジヨ',
    dh: 'デヤ デイ デユ デエ デヨ',
    ny: 'ニヤ ニイ ニユ ニエ ニヨ',
    hy: 'ヒヤ ヒイ ヒユ ヒエ ヒヨ',
    fy: 'フヤ フイ フユ フエ フヨ',
    by: 'ビヤ ビイ ビユ ビエ ビヨ',
    py: 'ピヤ ピイ ピユ ピエ ピヨ',
    my: 'ミヤ ミイ ミユ ミエ ミヨ',
    ry: 'リヤ リイ リユ リエ リヨ',
    kw: 'クア クイ ク クエ クオ',
    gw: 'グア グイ グ グエ グオ',
  }).map(([consonants, syllables]) => [consonants, syllables.split(' ')] as const),
);
const VOWELS = 'aiueo';

/** What may stand before a syllable without a vowel of its own. */
const BEFORE: readonly { readonly test: RegExp; readonly kana: string; readonly letters: number; readonly afterVowel?: true }[] = [
  { test: /^nn(?=.)/, kana: 'ン', letters: 2 },
  { test: /^n(?=[^y])/, kana: 'ン', letters: 1 },
  { test: /^m(?=[bpm])/, kana: 'ン', letters: 1 },
  { test: /^h(?=[^y])/, kana: 'ー', letters: 1, afterVowel: true },
  { test: /^([bcdfghjkpqrstvwyz])\1/, kana: 'ツ', letters: 1 },
  { test: /^tch/, kana: 'ツ', letters: 1 },
  { test: /^x/, kana: '', letters: 1 },
];

function takeBefore(consonants: string, afterVowel: boolean): { readonly kana: string; readonly rest: string } {
  let kana = '';
  let rest = consonants;
  for (let before = BEFORE[0]; before; ) {
    before = BEFORE.find(({ test, afterVowel: needed }) => test.test(rest) && (!needed || (afterVowel && kana === '')));
    if (before) {
      kana += before.kana;
      rest = rest.slice(before.letters);
    }
  }
  return { kana, rest };
}

/** First letters of every syllable that begins with these consonants. */
function begun(consonants: string): string {
  const rows = [...SYLLABLES].filter(([row]) => row.startsWith(consonants)).flatMap(([, syllables]) => syllables);
  const nasal = consonants === 'n' || consonants === 'm' ? ['ン'] : [];
  return [...new Set([...rows.map((syllable) => syllable.charAt(0)), ...nasal])].join('');
}

/** A reading typed in the alphabet. */
export interface RomajiReading {
  /** Folded katakana. */
  readonly kana: string;
  /** The typing stops within a syllable: letters with which it may go on. Empty where it stops behind one, or may do so. */
  readonly next: string;
}

/**
 * Reads romaji, also one that is still being typed.
 * @param letters a to z in lower case, apostrophe behind a ん, hyphen for a long vowel
 * @returns `null` when it cannot be Japanese
 * @example romajiReading('tanak') // { kana: 'タナ', next: 'カキクケコ' }
 */
export function romajiReading(letters: string): RomajiReading | null {
  let kana = '';
  for (const [, consonants = '', end = ''] of letters.matchAll(/([^aiueo'-]*)([aiueo'-]|$)/g)) {
    const { kana: before, rest } = takeBefore(consonants.replaceAll('l', 'r'), kana !== '' && !kana.endsWith('ン'));
    kana += before;
    if (end === "'" || end === '-') {
      if (rest !== '' && rest !== 'n') return null;
      kana += (rest === 'n' ? 'ン' : '') + (end === '-' ? 'ー' : '');
    } else if (end === '') {
      if (rest === '' || (rest === 'h' && before === '' && kana !== '')) return { kana, next: '' };
      const next = begun(rest);
      return next === '' ? null : { kana, next };
    } else {
      const syllable = SYLLABLES.get(rest)?.[VOWELS.indexOf(end)];
      if (syllable === undefined) return null;
      kana += syllable;
    }
  }
  return { kana, next: '' };
}
