import type { Sj1Record } from '../../../../pki/eps/sj1.ts';
import type { PrescriptionWarning } from '../../../api/schema/prescription-warning.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { prescriptionRecords } from '../../../documents/prescription/read.ts';
import { checkPrescription, type DrugFactsOf } from '../../../prescriptions/checks/check.ts';
import { factsOfDrugs } from '../../../prescriptions/masters/facts.ts';
import { hasMasters } from '../../../prescriptions/masters/present.ts';
import { dataFolderAt, defaultDataFolder } from '../../../store/data-folder.ts';
import { openTablesForReading } from '../../../store/store.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, text } from '../command.ts';
import { readNamedFile, timeOption } from '../input.ts';

/** Something to look at: 1; only that something could not be checked: 4; nothing but what is good to know: 0. */
function exitOf(warnings: readonly PrescriptionWarning[]): ExitStatus {
  const has = (weight: PrescriptionWarning['weight']) => warnings.some((warning) => warning.weight === weight);
  return has('look') ? EXIT.negative : has('unchecked') ? EXIT.indeterminate : EXIT.done;
}

/** Of the masters of a data folder; nothing is made where there is none, or one from before there were masters. */
async function factsAt(path: string, records: readonly Sj1Record[]): Promise<DrugFactsOf> {
  const folder = dataFolderAt(path);
  if (!(await hasMasters(folder))) return () => null;
  await using tables = await openTablesForReading(folder);
  return await factsOfDrugs(tables.db, records);
}

export const command: Command = {
  usage: 'prescription check FILE [--at ISO8601] [--data DIR]',
  options: { at: { type: 'string' }, data: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const records = prescriptionRecords(await readNamedFile(invocation.positionals[0]!));
    const factsOf = await factsAt(text(invocation, 'data') ?? defaultDataFolder(), records);
    const warnings = checkPrescription({ records, today: dayInJapan(timeOption(invocation).getTime()), factsOf });
    const say = words(invocation.language);
    const lines = warnings.map(({ id, group, facts, source }) => {
      const place = group === null ? '' : `${say('prescription.group', { number: group })} `;
      return `${place}${say(`prescription.warnings.${id}`, facts)}${source === null ? '' : `\n  ${source}`}`;
    });
    return { exit: exitOf(warnings), json: { warnings }, text: lines.length === 0 ? say('prescription.no-warnings') : lines.join('\n') };
  },
};
