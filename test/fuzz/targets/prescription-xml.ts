import { readPrescription } from '../../../main/documents/prescription/read.ts';
import { prescriptionContent } from '../../../pki/eps/content.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import { signedDispensing, signedPrescription } from '../../support/prescription.ts';
import { demand, type Target } from '../engine/target.ts';
import { XML } from '../mutate/xml.ts';
import { base64, OPTIONS, passed } from './world.ts';

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
  executions: 700,
  mutations: XML,
  async prepare() {
    const prescriptions = [await signedPrescription('official-sample'), await signedPrescription('exclusive')];
    const seeds = [...prescriptions, await signedDispensing(prescriptions[0]!), await signedDispensing(prescriptions[0]!, null)];
    const verify = (bytes: Uint8Array) => verifyEps({ name: 'x', bytes }, OPTIONS);
    const signers = async (bytes: Uint8Array) =>
      (await verify(bytes)).signatures.map(({ signer, claimedTime }) => `${signer?.sha256} ${claimedTime}`);
    const genuine = new Set(seeds.map(shown));
    const said = new Set((await Promise.all(seeds.map(signers))).flat());
    return {
      seeds,
      async run(input) {
        const report = await verify(input);
        if (passed(report)) {
          demand(genuine.has(shown(input)), 'a document passes that shows what nobody signed');
          for (const line of await signers(input)) demand(said.has(line), 'a signature passes that says other things');
        }
        readPrescription(input);
      },
    };
  },
};
