import type { Master } from '../../api/schema/prescriptions.ts';
import { type Language, words } from '../../words/words.ts';

const SHOWN = 20;

/** Lines that were left out, each with why; of older imports nothing is known. */
function refusedText(refused: Master['refused'], language: Language): readonly string[] {
  if (refused === null) return [];
  const say = words(language);
  const first = refused.first.slice(0, SHOWN);
  const more = refused.count - first.length;
  return [
    say('prescription.masters.problems-count', { count: refused.count }),
    ...first.map(({ line, code }) => `  ${say('prescription.masters.line', { line })} ${say(`prescription.masters.problems.${code}`)}`),
    ...(more > 0 ? [`  ${say('prescription.masters.problems-more', { count: more })}`] : []),
  ].map((text) => `  ${text}`);
}

/** A code master in use: what it is, how many, of when and from where. */
export function masterText({ kind, name, version, source, entries, importedAt, refused, demonstration }: Master, language: Language): string {
  const say = words(language);
  return [
    `${say(`prescription.masters.kinds.${kind}`)}: ${say('prescription.masters.entries', { count: entries })}`,
    `  ${name}${version === '' ? '' : ` (${version})`}`,
    ...(source === '' ? [] : [`  ${source}`]),
    `  ${say('cli.masters.imported', { at: importedAt })}`,
    ...refusedText(refused, language),
    ...(demonstration ? [`  ${say('prescription.masters.demonstration')}`] : []),
  ].join('\n');
}
