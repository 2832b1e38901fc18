import { isSj1, readSj1 } from '../../../../pki/eps/sj1.ts';
import { prescriptionContent } from '../../../../pki/eps/content.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { checkRecords } from '../../../documents/prescription/check-records.ts';
import { checkPrescription, type PrescriptionWarning } from '../../../prescriptions/checks/check.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus } from '../command.ts';
import { readNamedFile, timeOption } from '../input.ts';

const NOT_CHECKED: PrescriptionWarning['id'] = 'drugs-not-known';

/** Nothing to look at: 0; something: 1; only that something could not be checked: 4. */
const exitOf = (warnings: readonly PrescriptionWarning[]): ExitStatus =>
  warnings.every(({ id }) => id === NOT_CHECKED) ? (warnings.length === 0 ? EXIT.done : EXIT.indeterminate) : EXIT.negative;

export const command: Command = {
  usage: 'prescription check FILE [--at ISO8601]',
  options: { at: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const bytes = await readNamedFile(invocation.positionals[0]!);
    const records = readSj1(isSj1(bytes) ? bytes : prescriptionContent(bytes));
    checkRecords(records);
    // No master of drugs is imported yet.
    const warnings = checkPrescription({ records, today: dayInJapan(timeOption(invocation).getTime()), factsOf: () => null });
    const say = words(invocation.language);
    const lines = warnings.map(({ id, group, facts, source }) => {
      const place = group === null ? '' : `${say('prescription.group', { number: group })} `;
      return `${place}${say(`prescription.warnings.${id}`, facts)}${source === null ? '' : `\n  ${source}`}`;
    });
    return { exit: exitOf(warnings), json: { warnings }, text: lines.length === 0 ? say('prescription.no-warnings') : lines.join('\n') };
  },
};
