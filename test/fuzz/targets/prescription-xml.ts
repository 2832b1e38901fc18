import { readPrescription } from '../../../main/documents/prescription/read.ts';
import { prescriptionContent } from '../../../pki/eps/content.ts';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { SAMPLE_CSV, signedDispensing, signedPrescription } from '../../support/prescription.ts';
import { demand, type Target } from '../engine/target.ts';
import { XML } from '../mutate/xml.ts';
import { base64, expecting, LEVELS, OPTIONS, passed, SIGNER, SIGNING_TIME } from './world.ts';

/** What a reader takes from the file: the prescription, shown record by record, and what was dispensed. */
const shown = (bytes: Uint8Array): string =>
  [
    base64(prescriptionContent(bytes)),
    JSON.stringify(readPrescription(bytes)),
    /<DispensingDocument[^>]*>([^<]*)/.exec(Buffer.from(bytes).toString('latin1'))?.[1]?.replaceAll(/\s/g, ''),
  ].join(' ');

/** A prescription or dispensing document that passes shows what the doctor, or the pharmacist, signed. */
export const prescriptionXml: Target = {
  name: 'prescription-xml',
  executions: 200,
  mutations: XML,
  async prepare() {
    const prescriptions = [await signedPrescription('official-sample'), await signedPrescription('exclusive')];
    const raised = LEVELS.slice(1).map((level) =>
      signPrescription({ csv: SAMPLE_CSV, signer: SIGNER, profile: 'official-sample', signingTime: SIGNING_TIME, ...level }),
    );
    const dispensing = [await signedDispensing(prescriptions[0]!), await signedDispensing(prescriptions[0]!, null)];
    const seeds = [...prescriptions, ...dispensing, ...(await Promise.all(raised))];
    const verify = (bytes: Uint8Array) => verifyEps({ name: 'x', bytes }, OPTIONS);
    const genuine = new Set(seeds.map(shown));
    const checkSaid = expecting(await Promise.all(seeds.map(verify)));
    return {
      seeds,
      async run(input) {
        const report = await verify(input);
        if (passed(report)) {
          demand(genuine.has(shown(input)), 'a document passes that shows what nobody signed');
          checkSaid(report);
        }
        readPrescription(input);
      },
    };
  },
};
