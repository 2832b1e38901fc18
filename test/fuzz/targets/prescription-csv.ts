import { readPrescription } from '../../../main/documents/prescription/read.ts';
import { sameBytes } from '../../../pki/asn1/values.ts';
import { buildPrescriptionDocument } from '../../../pki/eps/build.ts';
import { prescriptionContent } from '../../../pki/eps/content.ts';
import { isSj1, readSj1 } from '../../../pki/eps/sj1.ts';
import { SAMPLE_CSV } from '../../support/prescription.ts';
import { demand, type Target } from '../engine/target.ts';
import { CSV } from '../mutate/csv.ts';

/** Every record is read as it is written, and goes into a prescription document byte by byte. */
export const prescriptionCsv: Target = {
  name: 'prescription-csv',
  executions: 800,
  mutations: CSV,
  prepare: () => ({
    seeds: [SAMPLE_CSV, Buffer.from('SJ1\n1,1,1234567,13,x\n')],
    run(input) {
      isSj1(input);
      const records = readSj1(input);
      const text = ['SJ1', ...records.map(({ raw }) => raw)].join('\n');
      demand(Buffer.from(input).toString('utf8').replace(/\n$/, '') === text, 'the records are not the text');
      demand(
        records.every(({ number, fields, raw }) => [number, ...fields].join(',') === raw),
        'the fields are not the record',
      );
      demand(sameBytes(prescriptionContent(buildPrescriptionDocument(input)), input), 'the document holds another prescription');
      const view = readPrescription(input);
      const drugs = records.filter(({ number }) => number === '201').length;
      const shown = view.groups.reduce((sum, group) => sum + group.drugs.length, 0);
      demand(shown === drugs, 'drugs are shown more or fewer than there are');
    },
  }),
};
