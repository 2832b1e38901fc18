import type { Master } from '../../api/schema/prescriptions.ts';
import { type Language, words } from '../../words/words.ts';

/** A code master in use: what it is, how many, of when and from where. */
export function masterText({ kind, name, version, source, entries, importedAt, demonstration }: Master, language: Language): string {
  const say = words(language);
  return [
    `${say(`prescription.masters.kinds.${kind}`)}: ${say('prescription.masters.entries', { count: entries })}`,
    `  ${name}${version === '' ? '' : ` (${version})`}`,
    ...(source === '' ? [] : [`  ${source}`]),
    `  ${say('cli.masters.imported', { at: importedAt })}`,
    ...(demonstration ? [`  ${say('prescription.masters.demonstration')}`] : []),
  ].join('\n');
}
