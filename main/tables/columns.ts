/** A heading as it is compared: width, case, white space, kinds of brackets and marks of required columns do not matter. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[[【〔]/g, '(')
    .replace(/[\]】〕]/g, ')')
    .replace(/[\s*※_・:-]/g, '');

/** A text without brackets and what stands in them; a bracket without its other stays. One pass, as headings come from anybody's file. */
function withoutBrackets(text: string): string {
  const kept: string[] = [];
  const open: number[] = [];
  for (const letter of text) {
    const from = letter === ')' ? open.pop() : undefined;
    if (from !== undefined) kept.length = from;
    else {
      if (letter === '(') open.push(kept.length);
      kept.push(letter);
    }
  }
  return kept.join('');
}

/** Nor does what stands in brackets, where no heading says it all: `氏名（カナ）` is the reading before `氏名（漢字）` is the name. */
const FORMS = [plain, (heading: string): string => withoutBrackets(plain(heading))];

/**
 * Which column holds which field. A field takes the first of its words that is a heading; a column is taken once, by the field named first.
 * @param words the headings by which each field is known, the most telling first
 * @example recogniseColumns(['医籍登録番号', '氏名（漢字）'], { registration: ['医籍登録番号'], name: ['氏名'] }) // Map { 'registration' => 0, 'name' => 1 }
 */
export function recogniseColumns<Field extends string>(
  headings: readonly string[],
  words: Readonly<Record<Field, readonly string[]>>,
): ReadonlyMap<Field, number> {
  const columns = new Map<Field, number>();
  const taken = new Set<number>();
  for (const form of FORMS) {
    const given = headings.map(form);
    for (const [field, names] of Object.entries(words) as [Field, readonly string[]][]) {
      if (columns.has(field)) continue;
      for (const name of names) {
        const index = given.findIndex((heading, at) => !taken.has(at) && heading !== '' && heading === plain(name));
        if (index < 0) continue;
        columns.set(field, index);
        taken.add(index);
        break;
      }
    }
  }
  return columns;
}
